-- What the load before had figures of and this one lacks: municipalities and periods without a row, cells without a figure.
with municipality as (
    select region, bool_or(is_there) as is_there
    from compared
    where length(region) = 4 and expected
    group by region
    having bool_or(old_value is not null)
),

time as (
    select period, bool_or(is_there) as is_there
    from compared
    group by period
    having bool_or(old_value is not null)
)

select
    'figures_gone' as measure, count(*) filter (new_value is null) as gone, count(*) as held,
    min(contents || ', ' || region || ', ' || period) filter (new_value is null) as first_gone
from compared
where expected and old_value is not null
union all
select 'municipalities_gone', count(*) filter (not is_there), count(*), min(region) filter (not is_there)
from municipality
union all
select 'periods_gone', count(*) filter (not is_there), count(*), min(period) filter (not is_there)
from time
