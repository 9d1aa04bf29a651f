-- For each contents: how many municipalities have a figure in the newest period, and had one in the newest period before.
-- The newest period is that of both loads, so it may be a period that is gone from this load.
with figure as (
    select contents, period, region, false as is_new
    from earlier
    where value is not null
    group by contents, period, region
    union all
    select contents, period, region, true
    from source.incoming
    where value is not null
    group by contents, period, region
),

held as (
    select
        contents::varchar as contents, period::varchar as period,
        count(*) filter (not is_new) as earlier, count(*) filter (is_new) as now
    from figure
    where length(region::varchar) = 4
    group by contents, period
)

select contents, max(period) as period, arg_max(earlier, period) filter (earlier > 0) as earlier, arg_max(now, period) as now
from held
group by contents
having arg_max(earlier, period) filter (earlier > 0) is not null
order by contents
