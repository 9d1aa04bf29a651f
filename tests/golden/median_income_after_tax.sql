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
        null as numerator,
        null as denominator,
        CASE WHEN COUNT(*) FILTER(WHERE (contents = 'InntSkatt') AND value IS NULL) = 0 THEN MAX(value) FILTER(WHERE contents = 'InntSkatt') END as value,
        min(symbol) filter (where ((contents = 'InntSkatt')) and value is null) as why,
        count(*) filter (where ((contents = 'InntSkatt')) and symbol = 'provisional') as provisional,
        min(fetch_id) as fetch_id
    from source."ssb_06944"
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
    left join core.series_break as gap on part.today_code = gap.municipality_code and gap.additive = false
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

-- The break in the municipality's series, for a figure from before it. `across_break`: the numerator is from after the
-- break and the denominator from before it, so they are for different areas and give no value.
figure as (
    select
        placed.*,
        gap.break_on,
        gap.break_reason,
        coalesce(placed.period_start >= gap.break_on, false) as across_break
    from placed
    left join core.series_break as gap
        on
            placed.region = gap.municipality_code
            and gap.additive = false
            and placed.published_on < gap.break_on
),

measured as (
    select *, value as result
    from figure
    where why is not null or numerator is not null or value is not null
)

select
    'median_income_after_tax',
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
        else 'published'
    end,
    fetch_id,
    break_on,
    break_reason
from measured;
