-- Return the indicators with figures that differ from those in the published build, or are gone. Not those of other
-- municipalities than before, or of indicators that are computed in another way: other lists have them.
with same as (
    select now.indicator_id
    from core.indicator as now
    inner join published.core.indicator as before using (indicator_id)
    where (now.computed_as, now.unit, now.source_id) is not distinct from (before.computed_as, before.unit, before.source_id)
),

revised as (
    select before.indicator_id, before.title, before.municipality_code, before.period, before.period_end
    from published.mart.figure as before
    semi join same on before.indicator_id = same.indicator_id
    semi join mart.municipality as today on before.municipality_code = today.code
    left join mart.figure as now
        on
            before.indicator_id = now.indicator_id and before.municipality_code = now.municipality_code
            and before.period = now.period
    where before.value is not null and before.value is distinct from now.value
)

select
    indicator_id as subject,
    any_value(title) as title,
    format(
        '{} tall er endret eller tatt bort, i {} {}, for {}.',
        count(*),
        count(distinct municipality_code),
        case when count(distinct municipality_code) = 1 then 'kommune' else 'kommuner' end,
        case
            when count(distinct period) = 1 then any_value(period)
            else arg_min(period, period_end) || ' til ' || arg_max(period, period_end)
        end
    ) as words
from revised
group by indicator_id
