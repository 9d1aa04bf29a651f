-- Of the figures that both loads have, how many were revised and by how much in the middle, as a factor above 1; for
-- each contents, and within each period (null: all of them). A figure that came from zero or went there has no factor.
with figure as (
    select
        contents, period,
        abs(new_value - old_value) > 1e-9 * greatest(abs(old_value), abs(new_value)) as is_revised,
        case when old_value * new_value > 0 then abs(ln(new_value / old_value)) else 20 end as size
    from compared
    where old_value is not null and new_value is not null and (old_value <> 0 or new_value <> 0)
)

select
    contents, period, count(*) as held, count(*) filter (is_revised) as revised,
    exp(quantile_disc(least(size, 20), 0.5) filter (is_revised)) as factor
from figure
group by grouping sets ((contents), (contents, period))
having revised > 0
order by contents, period
