-- Needs: temp.definition (from sql/templates/definitions.sql), temp.placed_figure (from sql/templates/placed_figures.sql)
-- The figures of all indicators: counts, numerators over denominators, and values as they were published.
{% if per %}
-- These are divided by another indicator's count for the same area, so they come after the others.
{% endif %}
insert into core.observation (
    indicator_id, region, borders, area_from, period, breakdown, vintage, alternative,
    numerator, denominator, value, symbol, fetch_id, break_on, break_reason
)
with
{% if per %}
-- The other indicator may have rows on the borders of several editions.
divisor as (
    select
        indicator_id,
        region,
        area_from,
        period,
        vintage,
        alternative,
        min(numerator) as denominator,
        min(symbol) filter (where numerator is null) as why,
        bool_or(symbol = 'provisional')::int as provisional
    from core.observation
    where indicator_id in (select definition.per from temp.definition as definition) and breakdown is null
    group by all
),

{% else %}
divisor as (
    select *
    from temp.placed_figure
    where is_divisor
),

{% endif %}
-- The last shift of each municipality before a period.
latest as (
    select
        shift.municipality_code,
        start.period_start,
        max(shift.shift_on) as shift_on,
        arg_max(shift.shift_reason, shift.shift_on) as shift_reason
    from core.series_shift as shift
    inner join (select distinct period_start from core.period) as start on shift.shift_on <= start.period_start
    group by all
),

-- The break in the municipality's series, for a figure from before it. `across_break`: the numerator is from after the
-- break and the denominator from before it, so they are for different areas and give no value. `recounted`: the source says
-- that it has recalculated earlier periods on the borders of today. For divided municipalities that is often not so: the
-- figure is for another area, and is left out.
figure as (
    select
        placed.* replace (
            coalesce(placed.denominator, divisor.denominator) as denominator,
            coalesce(placed.why, divisor.why) as why,
            placed.provisional + coalesce(divisor.provisional, 0) as provisional
        ),
        definition.is_quotient,
        definition.scale,
        definition.recounted,
        -- People who passed to another municipality between the two years are in only one of the two numbers.
        coalesce(latest.shift_on > placed.period_start - to_years(definition.years_before), false) as across_shift,
        coalesce(gap.break_on, if(across_shift, latest.shift_on, null)) as break_on,
        coalesce(gap.break_reason, if(across_shift, latest.shift_reason, null)) as break_reason,
        case
            when across_shift then true
            when definition.recounted then gap.break_on is not null
            else coalesce(placed.period_start >= gap.break_on, false)
        end as across_break
    from temp.placed_figure as placed
    inner join temp.definition as definition on placed.indicator_id = definition.indicator_id
    {{ "inner" if per else "left" }} join divisor
        on
            {% if per %}
            definition.per = divisor.indicator_id
            and placed.area_from = divisor.area_from
            {% else %}
            placed.indicator_id = divisor.indicator_id
            and placed.borders = divisor.borders
            {% endif %}
            and placed.region = divisor.region
            and placed.period = divisor.period
            and placed.vintage is not distinct from divisor.vintage
            and placed.alternative is not distinct from divisor.alternative
    left join core.series_break as gap
        on
            placed.region = gap.municipality_code
            and gap.additive = (definition.additive or definition.recounted)
            and case
                when definition.recounted then placed.period_end - to_years(definition.years - 1)
                -- The source itself sums all periods to the borders of today, so the period of the numerator or denominator decides.
                when definition.summed_by_source then placed.period_start - to_years(definition.years_before)
                else placed.published_on
            end < gap.break_on
    left join latest
        on
            if(definition.years_before > 0, placed.region, null) = latest.municipality_code
            and placed.period_start = latest.period_start
    where
        not placed.is_divisor
        and definition.per is {{ "not null" if per else "null" }}
        and (divisor.region is not null or not definition.has_divisor)
),

measured as (
    select
        * replace (
            if(recounted and across_break, null, numerator) as numerator,
            if(recounted and across_break, null, denominator) as denominator
        ),
        -- Six decimals are more than anybody reads, and take half the space. Adding 0 turns a negative zero into 0.
        case
            when is_quotient then round(scale * numerator / nullif(denominator, 0), 6) + 0
            else coalesce(value, numerator)
        end as result
    from figure
    where why is not null or numerator is not null or value is not null
)

select
    indicator_id,
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
        when is_regrouped or is_quotient then 'derived'
        else 'published'
    end,
    fetch_id,
    break_on,
    break_reason
from measured
order by indicator_id, breakdown, vintage, alternative, borders, period, region
