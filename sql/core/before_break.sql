-- Some sources have no cells of a municipality from before a division that it came from. It gets a row without a figure, with
-- the reason, for each earlier period that the source has for other municipalities on the borders of today.
insert into core.observation (indicator_id, region, borders, area_from, period, symbol, fetch_id, break_on, break_reason)
with today as (
    select *
    from core.observation
    where borders = (select max(borders) from core.regrouping) and length(region) = 4 and breakdown is null and vintage is null
),

-- The municipalities that each source has any cell of.
present as (
    select indicator.source_id, today.region, any_value(today.area_from) as area_from, min(today.fetch_id) as fetch_id
    from today
    inner join core.indicator as indicator on today.indicator_id = indicator.indicator_id
    group by all
),

known as (
    select distinct today.indicator_id, indicator.source_id, today.period, period.period_end
    from today
    inner join core.indicator as indicator on today.indicator_id = indicator.indicator_id
    inner join core.period as period on today.period = period.period
)

select
    known.indicator_id,
    present.region,
    (select max(borders) from core.regrouping) as borders,
    present.area_from,
    known.period,
    'not_existing' as symbol,
    present.fetch_id,
    gap.break_on,
    gap.break_reason
from present
inner join core.series_break as gap on present.region = gap.municipality_code and gap.additive
inner join known on present.source_id = known.source_id and known.period_end < gap.break_on
anti join today
    on known.indicator_id = today.indicator_id and present.region = today.region and known.period = today.period;
