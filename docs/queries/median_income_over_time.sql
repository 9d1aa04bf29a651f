-- Hvordan har medianinntekten i Trøndelags kommuner endret seg på fem år, og hvem ligger lavest?
-- How has median income in Trøndelag's municipalities changed in five years, and where is it lowest?
select
    municipality_code,
    municipality,
    value::integer as kroner,
    change_5y::integer as kroner_more,
    county_rank,
    reason
from mart.figure
where indicator_id = 'median_income_after_tax' and county_code = '50'
qualify period = max(period) over ()
order by kroner nulls last, municipality_code
