-- Pools over years, or withholds, the values of core.observation that rest on smaller numbers than core.small_number allows.
-- Numerators and denominators stay as they are.
create or replace temp table values_on_few as
with divided as (
    select
        observation.rowid as observation_row,
        observation.*,
        indicator.scale,
        limits.pooled_years,
        limits.denominator as least_denominator,
        case when indicator.min >= 0 then limits.numerator end as least_numerator,
        period.period_start,
        period.grain
    from core.observation as observation
    inner join core.indicator as indicator on observation.indicator_id = indicator.indicator_id
    inner join core.small_number as limits on indicator.unit = limits.unit
    inner join core.period as period on observation.period = period.period
    where observation.denominator is not null and observation.value is not null
),

-- One row for each area, which may have rows on the borders of several editions, with the same count.
year as (
    select
        indicator_id, region, area_from, break_on, breakdown, vintage, alternative, pooled_years, period_start,
        min(numerator) as numerator,
        min(denominator) as denominator
    from divided
    where grain = 'year' and pooled_years > 1
    group by all
),

over_years as (
    select
        * exclude (numerator, denominator, pooled_years),
        sum(numerator) over years as pooled_numerator,
        sum(denominator) over years as pooled_denominator,
        count(*) over years = pooled_years as all_years,
        format('{}-{}', year(period_start) - pooled_years + 1, year(period_start)) as span
    from year
    window
        years as (
            partition by indicator_id, region, area_from, break_on, breakdown, vintage, alternative
            order by period_start range between to_years(pooled_years - 1) preceding and current row -- noqa: PRS
        )
),

judged as (
    select
        divided.*,
        over_years.pooled_numerator,
        over_years.pooled_denominator,
        coalesce(over_years.all_years, false) as all_years,
        over_years.span,
        divided.denominator < divided.least_denominator as too_few_below,
        coalesce(
            over_years.all_years
            and over_years.pooled_denominator >= divided.least_denominator
            and over_years.pooled_numerator >= coalesce(divided.least_numerator, over_years.pooled_numerator), false
        ) as enough_over_years
    from divided
    left join over_years
        on
            divided.indicator_id = over_years.indicator_id
            and divided.region = over_years.region
            and divided.area_from = over_years.area_from
            and divided.period_start = over_years.period_start
            and divided.grain = 'year'
            and divided.break_on is not distinct from over_years.break_on
            and divided.breakdown is not distinct from over_years.breakdown
            and divided.vintage is not distinct from over_years.vintage
            and divided.alternative is not distinct from over_years.alternative
    where too_few_below or divided.numerator < divided.least_numerator
),

-- The reason, in Norwegian, from the number that is too small and the limit.
worded as (
    select
        *,
        case when too_few_below then denominator else numerator end as alone,
        case when too_few_below then pooled_denominator else pooled_numerator end as pooled,
        case when too_few_below then least_denominator else least_numerator end as least,
        format(
            '{}, færre enn grensen på {}',
            replace(format('{:,}', case when all_years and not enough_over_years then pooled else alone end::bigint), ',', chr(160))
            || case when too_few_below then '' else ' tilfeller' end,
            replace(format('{:,}', least), ',', chr(160))
        ) as how,
        replace(span, '-', '–') as years
    from judged
)

select
    observation_row,
    case when enough_over_years then round(scale * pooled_numerator / pooled_denominator, 6) + 0 end as value,
    case when enough_over_years then symbol else 'withheld' end as symbol,
    case when enough_over_years then span end as pooled_periods,
    case
        when enough_over_years then format('Slått sammen for {}: ett år alene ville bygge på {}.', years, how)
        when all_years then format('Holdt tilbake: også for {} samlet ville tallet bygge på {}.', years, how)
        when pooled_years > 1
            then format('Holdt tilbake: tallet ville bygge på {}, og det finnes ikke tall for {} år på rad.', how, pooled_years)
        else format('Holdt tilbake: tallet ville bygge på {}.', how)
    end as withheld_reason
from worded;

update core.observation
set
    value = few.value,
    symbol = few.symbol,
    pooled_periods = few.pooled_periods,
    withheld_reason = few.withheld_reason
from temp.values_on_few as few
where core.observation.rowid = few.observation_row;
