-- Hvor usikkert er folketallet i 2050: hvor bredt er båndet mellom lavt og høyt alternativ?
-- How uncertain is the population in 2050: how wide is the range between the low and the high alternative?
select
    place.name,
    projection.low,
    projection.main,
    projection.high,
    round(100 * (projection.high - projection.low) / projection.main, 1) as band_pct
from mart.projection as projection
inner join mart.municipality as place on projection.municipality_code = place.code
where projection.is_newest and projection.age_group = 'all' and projection.period = '2050' and projection.main is not null
qualify projection.borders = max(projection.borders) over (partition by projection.municipality_code)
order by band_pct desc, place.name asc
