-- Hvor ofte havnet folketallet mellom lavt og høyt alternativ etter fem år?
-- How often was the population between the low and the high alternative after five years?
select
    low.vintage,
    count(*) as municipalities,
    count(*) filter (where low.actual between low.projected and high.projected) as within_the_band,
    count(*) filter (where low.actual < low.projected) as below_it,
    count(*) filter (where low.actual > high.projected) as above_it
from mart.projection_hit_rate as low
inner join mart.projection_hit_rate as high
    on low.municipality_code = high.municipality_code and low.vintage = high.vintage and low.period = high.period
where low.alternative = 'LLML' and high.alternative = 'HHMH' and low.horizon = 5 and low.projected is not null
group by low.vintage
order by low.vintage
