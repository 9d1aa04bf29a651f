-- Marks each figure before a shift with the next shift after it.
update core.observation
set
    shift_on = following.shift_on,
    shift_reason = following.shift_reason
from (
    select
        figure.rowid as observation_row,
        min(shift.shift_on) as shift_on,
        arg_min(shift.shift_reason, shift.shift_on) as shift_reason
    from core.observation as figure
    inner join core.indicator as indicator on figure.indicator_id = indicator.indicator_id
    inner join core.period as period on figure.period = period.period
    inner join core.series_shift as shift
        on
            period.period_start < shift.shift_on
            and (
                figure.indicator_id = shift.indicator_id
                or (
                    figure.region = shift.municipality_code
                    and indicator.kind = 'stock' and indicator.is_count
                    and figure.value is not null and figure.vintage is null
                )
            )
    group by figure.rowid
) as following
where core.observation.rowid = following.observation_row;
