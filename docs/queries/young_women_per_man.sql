-- Hvor i Trøndelag er det færrest kvinner per mann i alderen 20–39 år, og hvor bygger tallet på for få?
-- Where in Trøndelag are there fewest women per man aged 20–39, and where does the figure rest on too few people?
select
    place.code,
    place.name,
    round(figure.value, 2) as women_per_man,
    figure.numerator::integer as women,
    figure.denominator::integer as men,
    figure.withheld_reason
from mart.indicator as figure
inner join mart.municipality as place on figure.municipality_code = place.code
where
    figure.indicator_id = 'women_per_man_20_39' and figure.on_todays_borders
    and figure.period = place.population_period and place.county_code = '50'
order by women_per_man nulls last, place.code
