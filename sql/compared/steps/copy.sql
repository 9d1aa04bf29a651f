-- For each contents and period that this load adds or has changed: the share of municipalities, in percent, with exactly the
-- total of another period, and the largest such share between any two periods before.
with total as (
    select came.contents, came.period, came.region, sum(came.value) as total
    from came
    where
        length(
            came.region) = 4 and came.period in (
            select period from pair
            union all
            select reference from pair
        )
    group by all
    having sum(came.value) <> 0
),

compared as (
    select
        now.contents, now.period, other.period as other,
        count(*) as municipalities,
        100 * avg((now.total = other.total)::integer) as same
    from total as now
    inner join total as other on now.contents = other.contents and now.region = other.region and now.period <> other.period
    group by all
),

marked as (
    select compared.*, coalesce(touched.period is not null, false) as is_touched
    from compared
    left join pair as touched
        on compared.contents = touched.contents and compared.period = touched.period and touched.kind <> 'usual'
),

usual as (
    select contents, max(same) as same
    from marked
    where (
        contents, other) not in (
        select (contents, period) from pair
        where kind <> 'usual'
    ) and not is_touched
    group by contents
)

select marked.contents, marked.period, marked.other, marked.same as share, marked.same - coalesce(usual.same, 50) as copied
from marked
left join usual on marked.contents = usual.contents
where marked.is_touched and marked.municipalities >= {{ few }}
