-- For each municipality and contents: how far it moved, as a factor of the most that it, or half of all, ever moved in a step;
-- and the largest such factor in the steps before. Not where KLASS has merged or divided the municipality in between.
with usual as (
    select
        contents, region, moved,
        max(moved) over (partition by contents, region) as most,
        row_number() over (partition by contents, region order by moved desc) as place,
        lead(moved) over (partition by contents, region order by moved desc) as second,
        count(*) over (partition by contents, region) as steps
    from step
    where kind = 'usual' and is_municipality and moved is not null
),

middle as (
    select contents, median(most) as most, count(*) as municipalities
    from usual
    where place = 1
    group by contents
),

tail as (
    select usual.contents, max(usual.moved / nullif(greatest(usual.second, middle.most), 0)) as factor
    from usual
    inner join middle on usual.contents = middle.contents
    where usual.place = 1 and usual.second is not null
    group by usual.contents
)

select
    now.contents, now.period, now.region, now.was, now.total,
    now.moved / greatest(usual.most, middle.most) as times,
    -- Where a few municipalities have always jumped, more is needed.
    now.moved / greatest(usual.most, middle.most) / greatest(1, tail.factor / 2) as jumped,
    100 * now.moved / now.size as jumped_by
from step as now
inner join usual on now.contents = usual.contents and now.region = usual.region and usual.place = 1
inner join middle on now.contents = middle.contents
inner join tail on now.contents = tail.contents
where
    now.kind <> 'usual' and now.is_municipality and now.size > 0 and usual.steps >= {{ steps }}
    and greatest(usual.most, middle.most) > 0 and middle.municipalities >= {{ few }}
    and now.region not in (
        select code from new_area
        where year between left(now.reference, 4)::integer and regexp_extract(now.period, '([0-9]{4})[^-]*$', 1)::integer
    )
