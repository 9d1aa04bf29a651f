-- Hvor er det satt i gang flest bygg i områder utsatt for naturfare de siste fire årene?
-- Where have most buildings been started in areas exposed to natural hazards in the last four years?
select
    place.code,
    place.name,
    place.county_name,
    figure.value as buildings,
    figure.rank,
    figure.period
from mart.indicator as figure
inner join mart.municipality as place on figure.municipality_code = place.code
where figure.indicator_id = 'new_buildings_in_hazard_areas' and figure.on_todays_borders and figure.value > 0
qualify figure.period = max(figure.period) over ()
order by buildings desc, place.code asc
limit 20
