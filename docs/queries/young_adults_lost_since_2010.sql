-- Hvilke av Trøndelags kommuner med under 5 000 innbyggere har mistet flest i alderen 20–39 år siden 2010?
-- Which of Trøndelag's municipalities with fewer than 5,000 inhabitants have lost most people aged 20–39 since 2010?
select
    place.code,
    place.name,
    place.population,
    early.numerator::integer as aged_20_39_in_2010,
    late.numerator::integer as aged_20_39_now,
    (late.numerator - early.numerator)::integer as change,
    round(100 * (late.numerator - early.numerator) / early.numerator, 1) as change_pct
from mart.municipality as place
inner join mart.figure as early
    on place.code = early.municipality_code and early.indicator_id = 'share_20_39' and early.period = '2010'
inner join mart.figure as late
    on place.code = late.municipality_code and late.indicator_id = 'share_20_39' and late.period = place.population_period
where place.county_code = '50' and place.population < 5000 and early.value is not null
order by change, place.code
