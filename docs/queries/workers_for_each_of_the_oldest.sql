-- Hvor mange i yrkesaktiv alder er det for hver innbygger som er 80 år eller eldre i Trøndelag, nå og for ti år siden?
-- How many people of working age are there for each inhabitant aged 80 and over in Trøndelag, now and ten years ago?
select
    municipality_code,
    municipality,
    round(value, 1) as now,
    round(value - change_10y, 1) as ten_years_before,
    round(county_value, 1) as county_now
from mart.figure_newest
where indicator_id = 'working_age_per_80_plus' and county_code = '50'
order by now nulls last, municipality_code
