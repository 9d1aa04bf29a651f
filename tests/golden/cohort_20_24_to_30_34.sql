-- The figures of one indicator, for the whole or by one breakdown: a count, a numerator over a denominator, or a value as
-- it was published; on the borders they were published on, and on the borders of today.
insert into core.observation (
    indicator_id, region, borders, area_from, period, breakdown, vintage, alternative,
    numerator, denominator, value, symbol, fetch_id, break_on, break_reason
)
-- The catalogue's expressions. A sum is null if one of its cells has no value, because the sum of the others would be too
-- low. `why` is the symbol of such a cell. KOSTRA's own figures for groups are left out, because they are estimates
-- and need not equal the sum of the members.
with summed_published as (
    select
        region,
        borders,
        period,
        null::varchar as vintage,
        null::varchar as alternative,
        null::varchar as breakdown,
        CASE WHEN COUNT(*) FILTER(WHERE (alder_from BETWEEN 30 AND 34) AND value IS NULL) = 0 THEN SUM(value) FILTER(WHERE alder_from BETWEEN 30 AND 34) END as numerator,
        null as denominator,
        null as value,
        min(symbol) filter (where ((alder_from BETWEEN 30 AND 34)) and value is null) as why,
        count(*) filter (where ((alder_from BETWEEN 30 AND 34)) and symbol = 'provisional') as provisional,
        min(fetch_id) as fetch_id
    from source."ssb_07459"
    where true
    group by all
),

-- Each published figure, and each municipality of today that has some of its area.
-- `broken` is true for a figure from before the break in that municipality's series.
summed_parts as (
    select
        published.*,
        part.today_code,
        part.parts,
        published.region != part.today_code as recoded,
        coalesce(published.borders < gap.break_on, false) as broken
    from summed_published as published
    inner join core.regrouping as part on published.region = part.region and published.borders = part.borders
    left join core.series_break as gap on part.today_code = gap.municipality_code and gap.additive = true
    where published.borders < (select max(borders) from core.regrouping)
),

-- There is a sum only if every part has a figure. Without one of the parts, the series would seem to fall.
-- A value that may not be summed has one part, so min() is that part's value.
summed_regrouped as (
    select
        today_code as region,
        (select max(borders) from core.regrouping) as borders,
        borders as published_on,
        * exclude (
            today_code, parts, recoded, broken, region, borders,
            numerator, denominator, value, why, provisional, fetch_id
        ),
        max(parts) > 1 or bool_or(recoded) as is_regrouped,
        case when count(numerator) filter (where not broken) = max(parts) then sum(numerator) end as numerator,
        case when count(denominator) filter (where not broken) = max(parts) then sum(denominator) end as denominator,
        case when count(value) filter (where not broken) = max(parts) then min(value) end as value,
        case
            when bool_or(broken) then 'not_existing'
            when count(*) < max(parts) then coalesce(min(why), 'not_delivered')
            else min(why)
        end as why,
        sum(provisional) as provisional,
        min(fetch_id) as fetch_id
    from summed_parts
    group by all
),

summed as (
    select *, null::date as published_on, false as is_regrouped
    from summed_published
    union all by name
    select *
    from summed_regrouped
),

-- `area_from` is the day from which the region has had the area that it has on those borders. A municipality that does not
-- exist on the borders gets no figure.
placed as (
    select
        summed.*,
        coalesce(
            municipality.borders_from, case summed.region when '0' then date '1838-01-01' else summed.borders end
        ) as area_from,
        period.period_start
    from summed
    left join core.period as period on summed.period = period.period
    left join core.municipality as municipality
        on
            summed.region = municipality.code
            and summed.borders >= municipality.valid_from
            and summed.borders < coalesce(municipality.valid_to, date '9999-12-31')
    where municipality.code is not null or summed.region not in (select code from core.municipality)
),

-- The denominator is summed on its own: over the whole, for every part of a breakdown, or some years before.
divisor_published as (
    select
        region,
        borders,
        (try_cast(period::varchar as integer) + 10)::varchar as period,
        null::varchar as vintage,
        null::varchar as alternative,
        null::double as numerator,
        CASE WHEN COUNT(*) FILTER(WHERE (alder_from BETWEEN 20 AND 24) AND value IS NULL) = 0 THEN SUM(value) FILTER(WHERE alder_from BETWEEN 20 AND 24) END as denominator,
        null::double as value,
        min(symbol) filter (where ((alder_from BETWEEN 20 AND 24)) and value is null) as why,
        count(*) filter (where ((alder_from BETWEEN 20 AND 24)) and symbol = 'provisional') as provisional,
        null::varchar as fetch_id
    from source."ssb_07459"
    group by all
),

-- Each published figure, and each municipality of today that has some of its area.
-- `broken` is true for a figure from before the break in that municipality's series.
divisor_parts as (
    select
        published.*,
        part.today_code,
        part.parts,
        published.region != part.today_code as recoded,
        coalesce(published.borders < gap.break_on, false) as broken
    from divisor_published as published
    inner join core.regrouping as part on published.region = part.region and published.borders = part.borders
    left join core.series_break as gap on part.today_code = gap.municipality_code and gap.additive = true
    where published.borders < (select max(borders) from core.regrouping)
),

-- There is a sum only if every part has a figure. Without one of the parts, the series would seem to fall.
-- A value that may not be summed has one part, so min() is that part's value.
divisor_regrouped as (
    select
        today_code as region,
        (select max(borders) from core.regrouping) as borders,
        borders as published_on,
        * exclude (
            today_code, parts, recoded, broken, region, borders,
            numerator, denominator, value, why, provisional, fetch_id
        ),
        max(parts) > 1 or bool_or(recoded) as is_regrouped,
        case when count(numerator) filter (where not broken) = max(parts) then sum(numerator) end as numerator,
        case when count(denominator) filter (where not broken) = max(parts) then sum(denominator) end as denominator,
        case when count(value) filter (where not broken) = max(parts) then min(value) end as value,
        case
            when bool_or(broken) then 'not_existing'
            when count(*) < max(parts) then coalesce(min(why), 'not_delivered')
            else min(why)
        end as why,
        sum(provisional) as provisional,
        min(fetch_id) as fetch_id
    from divisor_parts
    group by all
),

divisor as (
    select *, null::date as published_on, false as is_regrouped
    from divisor_published
    union all by name
    select *
    from divisor_regrouped
),

-- The break in the municipality's series, for a figure from before it. `across_break`: the numerator is from after the
-- break and the denominator from before it, so they are for different areas and give no value.
figure as (
    select
        placed.* replace (
            divisor.denominator as denominator,
            coalesce(placed.why, divisor.why) as why,
            placed.provisional + divisor.provisional as provisional
        ),
        -- People who passed to another municipality between the two years are in only one of the two numbers.
        coalesce(latest.shift_on > placed.period_start - interval 10 year, false) as across_shift,
        coalesce(gap.break_on, if(across_shift, latest.shift_on, null)) as break_on,
        coalesce(gap.break_reason, if(across_shift, latest.shift_reason, null)) as break_reason,
        coalesce(placed.period_start >= gap.break_on, false) or across_shift as across_break
    from placed
    inner join divisor
        on
            placed.region = divisor.region
            and placed.borders = divisor.borders
            and placed.period = divisor.period
            and placed.vintage is not distinct from divisor.vintage
            and placed.alternative is not distinct from divisor.alternative
    left join core.series_break as gap
        on
            placed.region = gap.municipality_code
            and gap.additive = true
            -- The source itself sums all periods to the borders of today, so the period of the numerator or denominator decides.
            and placed.period_start - interval 10 year < gap.break_on
    asof left join core.series_shift as latest
        on placed.region = latest.municipality_code and placed.period_start >= latest.shift_on
),

measured as (
    select *, round(100 * numerator / nullif(denominator, 0), 6) + 0 as result
    from figure
    where why is not null or numerator is not null or value is not null
)

select
    'cohort_20_24_to_30_34',
    region,
    borders,
    area_from,
    period,
    breakdown,
    vintage,
    alternative,
    numerator,
    denominator,
    if(across_break, null, result),
    -- Grunnlag derives quotients and regrouped figures. All others are the source's own.
    case
        when across_break then 'not_existing'
        when result is null and (numerator is null or denominator is null) then coalesce(why, 'not_delivered')
        when result is null then 'not_applicable'
        when provisional > 0 then 'provisional'
        when is_regrouped then 'derived'
        else 'derived'
    end,
    fetch_id,
    break_on,
    break_reason
from measured;
