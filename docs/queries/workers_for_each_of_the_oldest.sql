-- Hvor mange i yrkesaktiv alder er det for hver innbygger som er 80 år eller eldre i Trøndelag, nå og for ti år siden?
-- How many people of working age are there for each inhabitant aged 80 and over in Trøndelag, now and ten years ago?
select
    place.code,
    place.name,
    round(figure.value, 1) as now,
    round(figure.value - figure.change_10y, 1) as ten_years_before,
    round(figure.county_value, 1) as county_now
from mart.indicator as figure
inner join mart.municipality as place on figure.municipality_code = place.code
where
    figure.indicator_id = 'working_age_per_80_plus' and figure.on_todays_borders and figure.breakdown is null
    and figure.period = place.population_period and place.county_code = '50'
order by now nulls last, place.code
