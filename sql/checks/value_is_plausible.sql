-- No municipality has a value outside the limits in the indicator's file.
select figure.indicator_id, figure.municipality_code, figure.period, figure.breakdown, figure.value
from mart.indicator as figure
inner join core.indicator as indicator on figure.indicator_id = indicator.indicator_id
where not figure.value between indicator.min and indicator.max
