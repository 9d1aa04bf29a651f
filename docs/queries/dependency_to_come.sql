-- Hvordan endrer forsørgerbrøken seg fra i dag til 2040 i kommuner med framskriving?
-- How does the dependency ratio change from today to 2040 in municipalities with a projection?
select
    place.name,
    round(today.value, 2) as in_2026,
    round(later.value, 2) as in_2040
from mart.indicator as later
inner join mart.municipality as place on later.municipality_code = place.code
inner join mart.indicator as today
    on later.municipality_code = today.municipality_code and today.indicator_id = 'dependency_ratio' and today.period = '2026'
where
    later.indicator_id = 'projected_dependency_ratio' and later.period = '2040' and later.vintage = place.projection_vintage
    and later.alternative = 'MMMM' and later.on_todays_borders and today.on_todays_borders
order by in_2040 desc, place.name asc
