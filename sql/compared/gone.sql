-- Return how many figures, municipalities and periods of the load before are gone, of how many, and the first of them.
with held as (
    select region::varchar as region, count(value) as figures
    from earlier
    group by region
),

expected as (
    select region, figures
    from held
    where length(region) <> 4 or region in (select code from in_force)
),

gone as (
    select min(cell) as first_gone, count(*) as gone
    from changed
    where old_value is not null and new_value is null and region in (select region from expected)
),

municipality as (
    select region, region in (select distinct region::varchar from source.incoming) as is_there
    from expected
    where length(region) = 4 and figures > 0
),

time as (
    select period::varchar as period, period::varchar in (select distinct period::varchar from source.incoming) as is_there
    from earlier
    group by period
    having count(value) > 0
)

select 'figures_gone' as measure, gone, (select coalesce(sum(figures), 0)::bigint from expected) as held, first_gone
from gone
union all
select 'municipalities_gone', count(*) filter (not is_there), count(*), min(region) filter (not is_there)
from municipality
union all
select 'periods_gone', count(*) filter (not is_there), count(*), min(period) filter (not is_there)
from time
