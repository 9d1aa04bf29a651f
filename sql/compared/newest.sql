-- How many municipalities have a figure in the newest period, and had one in the newest of the load before, for each contents.
-- A period that is newer than all of this load's, and gone, is the newest too.
with held as (
    select
        contents, period,
        count(distinct region) filter (old_value is not null) as earlier,
        count(distinct region) filter (new_value is not null) as now
    from compared
    where length(region) = 4
    group by contents, period
)

select contents, max(period) as period, arg_max(earlier, period) filter (earlier > 0) as earlier, arg_max(now, period) as now
from held
where earlier > 0 or now > 0
group by contents
having arg_max(earlier, period) filter (earlier > 0) is not null
order by contents
