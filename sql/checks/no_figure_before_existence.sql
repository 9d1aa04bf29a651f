-- No municipality has a population of zero: when it does not exist, it has no figure.
select municipality_code, period, value
from mart.indicator
where indicator_id = 'population' and breakdown is null and value = 0
