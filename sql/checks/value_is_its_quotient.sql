-- Every value that can be summed, and is not pooled over years, is its numerator over its denominator.
select figure.indicator_id, figure.region, figure.period, figure.breakdown, figure.value
from core.observation as figure
inner join core.indicator as indicator on figure.indicator_id = indicator.indicator_id
where
    indicator.additive
    and figure.pooled_periods is null
    and abs(
        figure.value
        - case
            when figure.denominator is null then figure.numerator
            else indicator.scale * figure.numerator / figure.denominator
        end
    ) > 1e-9
