-- Hvilket år hadde hver kommune i Trøndelag flest innbyggere, og hvor mange færre er de nå?
-- In which year did each municipality in Trøndelag have its largest population, and how much has it fallen since?
select
    municipality_code,
    municipality,
    arg_max(period, value) as most_in,
    max(value)::integer as most,
    arg_max(value, period)::integer as now,
    now - most as change
from mart.figure
where indicator_id = 'population' and county_code = '50' and value is not null
group by municipality_code, municipality
order by change, municipality_code
