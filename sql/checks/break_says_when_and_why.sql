-- Every break of a figure is a break or a shift in its municipality's series, with the day and the reason.
select figure.indicator_id, figure.region, figure.borders, figure.period, figure.break_on, figure.break_reason
from core.observation as figure
left join (
    select municipality_code, break_on, break_reason from core.series_break
    union
    select municipality_code, shift_on, shift_reason from core.series_shift
) as known
    on
        figure.region = coalesce(known.municipality_code, figure.region) and figure.break_on = known.break_on
        and figure.break_reason = known.break_reason
where
    (figure.break_on is not null or figure.break_reason is not null)
    and known.break_on is null
