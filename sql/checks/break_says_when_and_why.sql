-- Every break lies after the period it stands beside, and has a reason.
select figure.indicator_id, figure.region, figure.period, figure.break_on, figure.break_reason
from core.observation as figure
inner join core.period as period on figure.period = period.period
where
    (figure.break_on is null) != (coalesce(figure.break_reason, '') = '')
    or figure.break_on <= period.period_start
