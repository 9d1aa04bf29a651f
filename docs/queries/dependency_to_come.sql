-- Hvor mange barn, unge og eldre er det per innbygger 20–66 år i dag og i 2040, i kommuner med framskriving?
-- How does the dependency ratio change from today to 2040 in municipalities with a projection?
select
    later.municipality,
    round(today.value, 2) as in_2026,
    round(later.value, 2) as in_2040
from mart.figure as later
inner join mart.figure as today
    on later.municipality_code = today.municipality_code and today.indicator_id = 'dependency_ratio' and today.period = '2026'
where later.indicator_id = 'projected_dependency_ratio' and later.period = '2040'
order by in_2040 desc, later.municipality asc
