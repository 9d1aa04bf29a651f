-- Every value on smaller numbers than the catalogue allows is withheld or pooled, with the reason, and no other value is.
select figure.indicator_id, figure.region, figure.period, figure.breakdown, figure.value, figure.withheld_reason
from core.observation as figure
inner join core.indicator as indicator on figure.indicator_id = indicator.indicator_id
left join core.small_number as limits on indicator.unit = limits.unit
where
    coalesce(
        figure.numerator is not null
        and figure.denominator > 0
        and (
            figure.denominator < limits.denominator
            or (indicator.min >= 0 and figure.numerator < limits.numerator)
        ), false
    ) != (figure.withheld_reason is not null)
    or (figure.symbol = 'withheld' or figure.pooled_periods is not null) != (figure.withheld_reason is not null)
    or (figure.symbol = 'withheld' and figure.pooled_periods is not null)
