-- Each figure of mart.figure and mart.figure_newest has a value or a reason, never both
select indicator_id, municipality_code, period, value, reason
from mart.figure
where (value is null) != (reason is not null)
union all
select indicator_id, municipality_code, period, value, reason
from mart.figure_newest
where (value is null) != (reason is not null);
