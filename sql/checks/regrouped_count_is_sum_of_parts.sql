-- Every count on today's borders is the sum of the counts that were published, unless the series breaks.
with summed as (
    select
        figure.indicator_id, part.today_code, figure.period, figure.breakdown, figure.vintage, figure.alternative, part.parts,
        sum(figure.numerator) as numerator
    from core.observation as figure
    inner join core.regrouping as part on figure.region = part.region and figure.borders = part.borders
    where figure.borders < (select max(borders) from core.regrouping)
    group by all
    having count(figure.numerator) = max(part.parts)
)

select regrouped.indicator_id, regrouped.region, regrouped.period, regrouped.breakdown, regrouped.numerator, summed.numerator as parts
from core.observation as regrouped
inner join summed
    on
        regrouped.indicator_id = summed.indicator_id and regrouped.region = summed.today_code
        and regrouped.period = summed.period
        and regrouped.breakdown is not distinct from summed.breakdown
        and regrouped.vintage is not distinct from summed.vintage
        and regrouped.alternative is not distinct from summed.alternative
where
    regrouped.borders = (select max(borders) from core.regrouping)
    and regrouped.break_on is null
    and coalesce(abs(regrouped.numerator - summed.numerator) > 1e-9 * greatest(1, abs(summed.numerator)), true)
