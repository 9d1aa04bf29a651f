-- The values that rest on fewer than core.small_number allows; their numerators and denominators stay as they are.
create or replace temp table few as
with divided as (
    select
        observation.rowid as place,
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

-- An area may stand on the borders of several editions, with the same count.
year as (
    select
        indicator_id, region, area_from, break_on, breakdown, vintage, alternative, pooled_years, period_start,
        min(numerator) as numerator,
        min(denominator) as denominator
    from divided
    where grain = 'year' and pooled_years > 1
    group by all
),

together as (
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
        together.pooled_numerator,
        together.pooled_denominator,
        coalesce(together.all_years, false) as all_years,
        together.span,
        divided.denominator < divided.least_denominator as few_below,
        coalesce(
            together.all_years
            and together.pooled_denominator >= divided.least_denominator
            and together.pooled_numerator >= coalesce(divided.least_numerator, together.pooled_numerator), false
        ) as enough_together
    from divided
    left join together
        on
            divided.indicator_id = together.indicator_id
            and divided.region = together.region
            and divided.area_from = together.area_from
            and divided.period_start = together.period_start
            and divided.grain = 'year'
            and divided.break_on is not distinct from together.break_on
            and divided.breakdown is not distinct from together.breakdown
            and divided.vintage is not distinct from together.vintage
            and divided.alternative is not distinct from together.alternative
    where few_below or divided.numerator < divided.least_numerator
),

-- What is said of them, in Norwegian.
said as (
    select
        *,
        case when few_below then denominator else numerator end as alone,
        case when few_below then pooled_denominator else pooled_numerator end as pooled,
        case when few_below then least_denominator else least_numerator end as least,
        format(
            '{}, færre enn grensen på {}',
            replace(format('{:,}', case when all_years and not enough_together then pooled else alone end::bigint), ',', chr(160))
            || case when few_below then '' else ' tilfeller' end,
            replace(format('{:,}', least), ',', chr(160))
        ) as how,
        replace(span, '-', '–') as years
    from judged
)

select
    place,
    case when enough_together then scale * pooled_numerator / pooled_denominator end as value,
    case when enough_together then symbol else 'withheld' end as symbol,
    case when enough_together then span end as pooled_periods,
    case
        when enough_together then format('Slått sammen for {}: ett år alene ville bygge på {}.', years, how)
        when all_years then format('Holdt tilbake: også for {} samlet ville tallet bygge på {}.', years, how)
        when pooled_years > 1
            then format('Holdt tilbake: tallet ville bygge på {}, og det finnes ikke tall for {} år på rad.', how, pooled_years)
        else format('Holdt tilbake: tallet ville bygge på {}.', how)
    end as withheld_reason
from said;

update core.observation
set
    value = few.value,
    symbol = few.symbol,
    pooled_periods = few.pooled_periods,
    withheld_reason = few.withheld_reason
from temp.few as few
where core.observation.rowid = few.place;
