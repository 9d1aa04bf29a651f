-- Every value of an indicator that can be summed is its numerator over its denominator, rounded to six decimals, unless it is pooled over years.
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
    ) > 6e-7
