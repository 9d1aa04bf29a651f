-- Hvor mange flere på 80 år og eldre får Telemarks kommuner fram til 2035, etter lavt, hoved- og høyt alternativ?
-- How many more people aged 80 and over will Telemark's municipalities have by 2035, in the low, main and high alternative?
select
    place.code,
    place.name,
    change.persons_at_first as now,
    change.change_low,
    change.change_main,
    change.change_high,
    round(change.change_main_pct) as change_main_pct
from mart.projected_change as change
inner join mart.municipality as place on change.municipality_code = place.code
where change.is_newest and change.service_age = '080+' and change.period = '2035' and place.county_code = '40'
qualify change.borders = max(change.borders) over (partition by change.municipality_code)
order by change.change_main_pct desc, place.code asc
