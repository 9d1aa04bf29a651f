-- Hvor er det satt i gang flest bygg i områder utsatt for naturfare de siste fire årene?
-- Where have most buildings been started in areas exposed to natural hazards in the last four years?
select
    municipality_code,
    municipality,
    county,
    value as buildings,
    rank,
    period
from mart.figure_newest
where indicator_id = 'new_buildings_in_hazard_areas' and value > 0
qualify period = max(period) over ()
order by buildings desc, municipality_code asc
limit 20
