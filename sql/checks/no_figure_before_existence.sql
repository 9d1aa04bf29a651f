-- No municipality has a population of zero; one that does not exist has no figure.
select municipality_code, period, value
from mart.indicator
where indicator_id = 'population' and breakdown is null and value = 0
