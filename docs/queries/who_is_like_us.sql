-- Hvilke ti kommuner ligner mest på Heim i størrelse, sentralitet og alder?
-- Which ten municipalities are most like Heim in size, centrality and age?
select
    neighbour.place,
    place.name,
    place.county_name,
    place.population,
    place.centrality_class,
    neighbour.distance
from core.neighbour as neighbour
inner join mart.municipality as place on neighbour.neighbour_code = place.code
where neighbour.municipality_code = '5055'
order by neighbour.place
