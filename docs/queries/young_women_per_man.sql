-- Hvor i Trøndelag er det færrest kvinner per mann i alderen 20–39 år, og hvor bygger tallet på for få?
-- Where in Trøndelag are there fewest women per man aged 20–39, and where does the figure rest on too few people?
select
    municipality_code,
    municipality,
    round(value, 2) as women_per_man,
    numerator::integer as women,
    denominator::integer as men,
    reason
from mart.figure_newest
where indicator_id = 'women_per_man_20_39' and county_code = '50'
order by women_per_man nulls last, municipality_code
