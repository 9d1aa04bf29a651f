-- Hvor mange færre barn i grunnskolealder blir det i Skien, Porsgrunn og Notodden fram til 2030 og 2035?
-- How many fewer children of primary and lower secondary school age will Skien, Porsgrunn and Notodden have by 2030 and 2035?
select
    place.name,
    change.period,
    ages.title as ages,
    change.persons_at_first as now,
    change.main as then_main,
    change.change_main,
    change.change_low,
    change.change_high
from mart.projected_change as change
inner join core.service_age as ages on change.service_age = ages.service_age
inner join mart.municipality as place on change.municipality_code = place.code
where
    change.is_newest and change.service_age = '006-015' and change.period in ('2030', '2035')
    and place.name in ('Skien', 'Porsgrunn', 'Notodden')
qualify change.borders = max(change.borders) over (partition by change.municipality_code)
order by place.name, change.period
