-- Hvordan har medianinntekten i Trøndelags kommuner endret seg på fem år, og hvem ligger lavest?
-- How has median income in Trøndelag's municipalities changed in five years, and where is it lowest?
select
    place.code,
    place.name,
    figure.value::integer as kroner,
    figure.change_5y::integer as kroner_more,
    figure.county_rank,
    figure.break_reason
from mart.indicator as figure
inner join mart.municipality as place on figure.municipality_code = place.code
where figure.indicator_id = 'median_income_after_tax' and figure.on_todays_borders and figure.county_code = '50'
qualify figure.period = max(figure.period) over ()
order by kroner nulls last, place.code
