-- Hva skyldtes folketallsendringen i Trøndelags kommuner i 2025: fødselsoverskudd eller flytting?
-- What caused the change in population of Trøndelag's municipalities in 2025: birth surplus or migration?
select
    place.code,
    place.name,
    growth.population_end - growth.population_start as change,
    growth.birth_surplus,
    growth.net_migration,
    growth.unexplained
from mart.growth_components as growth
inner join mart.municipality as place on growth.municipality_code = place.code and growth.borders >= place.borders_from
where place.county_code = '50' and growth.period = '2025'
qualify row_number() over (partition by place.code order by growth.borders desc) = 1
order by change desc, place.code asc
