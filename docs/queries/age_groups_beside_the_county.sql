-- Hvilke aldersgrupper har Heim flere og færre av enn Trøndelag?
-- Which age groups are larger and smaller in Heim than in Trøndelag?
select
    age_group,
    sum(persons) as persons,
    round(sum(share), 1) as percent,
    round(sum(county_share), 1) as county_percent,
    round(sum(share - county_share), 1) as difference
from mart.population_pyramid
where municipality_code = '5055' and break_on is null
group by age_group, age_from, period, borders
qualify period = max(period) over () and borders = max(borders) over ()
order by age_from
