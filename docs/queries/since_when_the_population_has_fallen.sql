-- Hvilket år hadde hver kommune i Trøndelag flest innbyggere, og hvor mange færre er de nå?
-- In which year did each municipality in Trøndelag have its largest population, and how much has it fallen since?
select
    place.code,
    place.name,
    arg_max(figure.period, figure.value) as most_in,
    max(figure.value)::integer as most,
    place.population as now,
    (place.population - max(figure.value))::integer as change
from mart.indicator as figure
inner join mart.municipality as place on figure.municipality_code = place.code
where
    figure.indicator_id = 'population' and figure.breakdown is null and place.county_code = '50'
    and figure.on_todays_borders and figure.break_on is null and figure.value is not null
group by place.code, place.name, place.population
order by change, place.code
