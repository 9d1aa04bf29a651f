-- Every indicator has one row for each municipality, borders, period and breakdown.
select indicator_id, municipality_code, borders, period, breakdown, count(*) as times
from mart.indicator
group by indicator_id, municipality_code, borders, period, breakdown, vintage, alternative
having count(*) > 1
