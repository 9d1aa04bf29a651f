-- Return the indicators with figures that the published build lacks, except new ones.
select
    now.indicator_id as subject,
    any_value(now.title) as title,
    format(
        'Nye tall for {} for {} {}.',
        case
            when count(distinct now.period) = 1 then any_value(now.period)
            else arg_min(now.period, now.period_end) || ' til ' || arg_max(now.period, now.period_end)
        end,
        count(distinct now.municipality_code),
        case when count(distinct now.municipality_code) = 1 then 'kommune' else 'kommuner' end
    ) as words
from mart.figure as now
semi join published.core.indicator as known on now.indicator_id = known.indicator_id
anti join published.mart.figure as before
    on
        now.indicator_id = before.indicator_id and now.municipality_code = before.municipality_code
        and now.period = before.period and before.value is not null
where now.value is not null
group by now.indicator_id
