-- Each figure of mart.figure and mart.figure_newest has one row
select indicator_id, municipality_code, period
from mart.figure
group by all
having count(*) > 1
union all
select indicator_id, municipality_code, null as period
from mart.figure_newest
group by all
having count(*) > 1;
