-- Every observation has one row.
select indicator_id, region, borders, period, breakdown, count(*) as times
from core.observation
group by indicator_id, region, borders, period, breakdown, vintage, alternative
having count(*) > 1
