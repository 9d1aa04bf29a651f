-- The sexes and ages of a population pyramid sum to the population, and their shares to 100 percent.
with pyramid as (
    select municipality_code, borders, period, sum(persons) as persons, sum(share) as share
    from mart.population_pyramid
    group by municipality_code, borders, period
)

select pyramid.municipality_code, pyramid.period, pyramid.persons, pyramid.share, population.value
from pyramid
left join mart.indicator as population
    on
        population.indicator_id = 'population' and population.breakdown is null
        and pyramid.municipality_code = population.municipality_code
        and pyramid.borders = population.borders
        and pyramid.period = population.period
where pyramid.persons != population.value or abs(pyramid.share - 100) > 1e-4
