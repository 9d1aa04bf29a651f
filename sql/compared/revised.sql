-- For each contents, and for each of its periods (null: all periods): how many figures were revised, and the median change
-- as a factor above 1. A change to or from zero, or of the sign, counts as a very large factor.
with figure as (
    select
        regexp_extract(cell, '(?:^|;)contents=([^;]*)', 1) as contents, period,
        case when old_value * new_value > 0 then abs(ln(new_value / old_value)) else 20 end as size
    from changed
    where
        old_value is not null and new_value is not null
        and abs(new_value - old_value) > 1e-9 * greatest(abs(old_value), abs(new_value))
),

part as (
    select contents, period, count(*) as revised, exp(quantile_disc(least(size, 20), 0.5)) as factor
    from figure
    group by grouping sets ((contents), (contents, period))
),

figures as (
    select contents::varchar as contents, period::varchar as period, count(*) filter (value <> 0) as figures
    from earlier
    group by contents, period
),

whole as (
    select contents, period, sum(figures)::bigint as figures
    from figures
    group by grouping sets ((contents), (contents, period))
)

select part.contents, part.period, greatest(whole.figures, part.revised) as held, part.revised, part.factor
from part
inner join whole on part.contents = whole.contents and part.period is not distinct from whole.period
order by part.contents, part.period
