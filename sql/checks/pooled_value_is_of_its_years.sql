-- Every pooled value is the sum of its years' numerators over the sum of their denominators, with each year once.
with year as (
    select
        indicator_id, region, area_from, breakdown, vintage, alternative,
        try_cast(period as integer) as year,
        any_value(numerator) as numerator,
        any_value(denominator) as denominator
    from core.observation
    where
        indicator_id in (
            select pooled.indicator_id
            from core.observation as pooled
            where pooled.pooled_periods is not null
        )
    group by all
)

select figure.indicator_id, figure.region, figure.period, figure.pooled_periods, any_value(figure.value) as value
from core.observation as figure
inner join core.indicator as indicator on figure.indicator_id = indicator.indicator_id
left join year
    on
        figure.indicator_id = year.indicator_id and figure.region = year.region and figure.area_from = year.area_from
        and year.year between left(figure.pooled_periods, 4)::integer and figure.period::integer
        and figure.breakdown is not distinct from year.breakdown
        and figure.vintage is not distinct from year.vintage
        and figure.alternative is not distinct from year.alternative
where figure.pooled_periods is not null
group by figure.rowid, figure.indicator_id, figure.region, figure.period, figure.pooled_periods, figure.value, indicator.scale
having
    count(year.year) != figure.period::integer - left(figure.pooled_periods, 4)::integer + 1
    or abs(figure.value - indicator.scale * sum(year.numerator) / sum(year.denominator)) > 6e-7
