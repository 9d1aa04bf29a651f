-- Hvor mye bommet framskrivingen fra 2014 for Skien?
-- How far off was the 2014 projection for Skien?
select
    hit.period,
    hit.alternative,
    hit.projected,
    hit.actual,
    hit.deviation,
    round(hit.deviation_pct, 2) as deviation_pct,
    hit.break_reason
from mart.projection_hit_rate as hit
inner join mart.municipality as place on hit.municipality_code = place.code
where place.name = 'Skien' and hit.vintage = '2014'
order by hit.period, hit.alternative
