-- Every break of a figure is a break in its municipality's series, with the day and the reason.
select figure.indicator_id, figure.region, figure.borders, figure.period, figure.break_on, figure.break_reason
from core.observation as figure
left join core.series_break as known
    on
        figure.region = known.municipality_code and figure.break_on = known.break_on
        and figure.break_reason = known.break_reason
where
    (figure.break_on is not null or figure.break_reason is not null)
    and known.municipality_code is null
