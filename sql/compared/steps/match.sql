-- Codes of one dimension whose figures follow those of another code in the period before, though they never did so: where
-- two codes are exchanged, or all are moved by one. Only the nearest codes are tried, because a dimension may have hundreds.
with place as materialized (
    select {{ dimension }} as code, row_number() over (order by {{ dimension }}) as place
    from (select distinct {{ dimension }} from came)
),

periods as materialized (
    select distinct kind, period, reference
    from pair
),

total as materialized (
    select load, {{ within }} as within, {{ dimension }} as code, period, region, sum(value) as total
    from loaded
    where
        length(region) = 4 and period in (from(
            select period from pair
            union all
            select reference from pair
        ))
    group by all
),

now as materialized (
    select periods.kind, periods.period, total.within, total.region, total.code, place.place, total.total
    from periods
    inner join total on periods.period = total.period and total.load = if(periods.kind = 'usual', 'held', 'came')
    inner join place on total.code = place.code
),

before as materialized (
    select periods.kind, periods.period, total.within, total.region, total.code, place.place - near.step as place, near.step, total.total
    from periods
    inner join total on periods.reference = total.period and total.load = if(periods.kind = 'new', 'came', 'held')
    inner join place on total.code = place.code
    cross join (select unnest([-3, -2, -1, 0, 1, 2, 3]) as step) as near
),

far as materialized (
    select now.kind, now.period, now.within, now.code, before.code as followed, before.step, sum(abs(now.total - before.total)) as distance
    from now
    inner join before
        on
            now.kind = before.kind and now.period = before.period and now.within = before.within
            and now.region = before.region and now.place = before.place
    group by all
    having count(now.total - before.total) >= {{ few }}
),

usual as (
    select
        within, code,
        arg_min(step, distance) as step,
        max(min(distance)) over (partition by within, code) as distance
    from far
    where kind = 'usual'
    group by period, within, code
),

followed as (
    select
        far.within, far.period, far.code,
        arg_min(far.followed, far.distance) as followed,
        min(far.distance) as best,
        min(far.distance) filter (where usual.step is not null) as usual,
        max(usual.distance) as most
    from far
    left join usual on far.within = usual.within and far.code = usual.code and far.step = usual.step
    where far.kind <> 'usual'
    group by far.kind, far.within, far.period, far.code
)

select period, code, followed as followed_code, 100 * (1 - best / usual) as followed
from followed
where usual > 1.5 * most and followed <> code
