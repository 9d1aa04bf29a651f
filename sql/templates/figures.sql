{% from "templates/todays_borders.sql" import on_todays_borders %}
-- The figures of one indicator, for the whole or by one breakdown: a count, a numerator over a denominator, or a value as
-- it was published; on the borders they were published on, and on the borders of today.
insert into core.observation (
    indicator_id, region, borders, area_from, period, breakdown, vintage, alternative,
    numerator, denominator, value, symbol, fetch_id, break_on, break_reason
)
-- The catalogue's expressions. A sum is null if one of its cells has no value, because the sum of the others would be too
-- low. `why` is the symbol of such a cell. KOSTRA's own figures for groups are left out, because they are estimates
-- and need not equal the sum of the members.
with {% call on_todays_borders("summed", additive) %}
    select
        region,
        borders,
        period,
        {{ vintage }}::varchar as vintage,
        {{ alternative }}::varchar as alternative,
        {{ breakdown }} as breakdown,
        {{ numerator or "null" }} as numerator,
        {{ denominator or "null" }} as denominator,
        {{ value or "null" }} as value,
        min(symbol) filter (where ({{ cells }}) and value is null) as why,
        count(*) filter (where ({{ cells }}) and symbol = 'provisional') as provisional,
        min(fetch_id) as fetch_id
    from {{ table }}
    where {{ "length(region) = 4" if municipalities_only else "true" }}
    group by all
{% endcall %},

-- `area_from` is the day from which the region has had the area that it has on those borders. A municipality that does not
-- exist on the borders gets no figure.
placed as (
    select
        summed.*,
        coalesce(
            municipality.borders_from, case summed.region when '0' then date '1838-01-01' else summed.borders end
        ) as area_from,
        {% if recounted %}
        period.period_end,
        {% endif %}
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

{% if per %}
-- The denominator is another indicator's count for the same area. It may have rows on the borders of several editions.
divisor as (
    select
        region,
        area_from,
        period,
        vintage,
        alternative,
        min(numerator) as denominator,
        min(symbol) filter (where numerator is null) as why,
        bool_or(symbol = 'provisional')::int as provisional
    from core.observation
    where indicator_id = {{ per }} and breakdown is null
    group by all
),

{% elif divisor %}
-- The denominator is summed on its own: over the whole, for every part of a breakdown, or some years before.
{% call on_todays_borders("divisor", true) %}
    select
        region,
        borders,
        {% if years_before %}
        (try_cast(period::varchar as integer) + {{ years_before }})::varchar as period,
        {% else %}
        period,
        {% endif %}
        {{ vintage }}::varchar as vintage,
        {{ alternative }}::varchar as alternative,
        null::double as numerator,
        {{ divisor }} as denominator,
        null::double as value,
        min(symbol) filter (where ({{ divisor_cells }}) and value is null) as why,
        count(*) filter (where ({{ divisor_cells }}) and symbol = 'provisional') as provisional,
        null::varchar as fetch_id
    from {{ table }}
    group by all
{% endcall %},

{% endif %}
-- The break in the municipality's series, for a figure from before it. `across_break`: the numerator is from after the
-- break and the denominator from before it, so they are for different areas and give no value.
{% if recounted %}
-- The source says that it has recalculated earlier periods on the borders of today. For divided municipalities that is often
-- not so: the figure is for another area, and is left out.
{% endif %}
figure as (
    select
        {% if per or divisor %}
        placed.* replace (
            divisor.denominator as denominator,
            coalesce(placed.why, divisor.why) as why,
            placed.provisional + divisor.provisional as provisional
        ),
        {% else %}
        placed.*,
        {% endif %}
        {% set across_gap = "gap.break_on is not null" if recounted else "coalesce(placed.period_start >= gap.break_on, false)" %}
        {% if years_before %}
        -- People who passed to another municipality between the two years are in only one of the two numbers.
        coalesce(latest.shift_on > placed.period_start - interval {{ years_before }} year, false) as across_shift,
        coalesce(gap.break_on, if(across_shift, latest.shift_on, null)) as break_on,
        coalesce(gap.break_reason, if(across_shift, latest.shift_reason, null)) as break_reason,
        {{ across_gap }} or across_shift as across_break
        {% else %}
        gap.break_on,
        gap.break_reason,
        {{ across_gap }} as across_break
        {% endif %}
    from placed
    {% if per or divisor %}
    inner join divisor
        on
            placed.region = divisor.region
            {% if per %}
            and placed.area_from = divisor.area_from
            {% else %}
            and placed.borders = divisor.borders
            {% endif %}
            and placed.period = divisor.period
            and placed.vintage is not distinct from divisor.vintage
            and placed.alternative is not distinct from divisor.alternative
    {% endif %}
    left join core.series_break as gap
        on
            placed.region = gap.municipality_code
            and gap.additive = {{ (additive or recounted) | lower }}
            {% if recounted %}
            and placed.period_end - interval {{ years - 1 }} year < gap.break_on
            {% elif summed_by_source %}
            -- The source itself sums all periods to the borders of today, so the period of the numerator or denominator decides.
            and placed.period_start - interval {{ years_before }} year < gap.break_on
            {% else %}
            and placed.published_on < gap.break_on
            {% endif %}
    {% if years_before %}
    asof left join core.series_shift as latest
        on placed.region = latest.municipality_code and placed.period_start >= latest.shift_on
    {% endif %}
),

measured as (
    select *, {{ result }} as result
    from figure
    where why is not null or numerator is not null or value is not null
)

select
    {{ indicator_id }},
    region,
    borders,
    area_from,
    period,
    breakdown,
    vintage,
    alternative,
    {% if recounted %}
    if(across_break, null, numerator),
    if(across_break, null, denominator),
    {% else %}
    numerator,
    denominator,
    {% endif %}
    if(across_break, null, result),
    -- Grunnlag derives quotients and regrouped figures. All others are the source's own.
    case
        when across_break then 'not_existing'
        when result is null and (numerator is null or denominator is null) then coalesce(why, 'not_delivered')
        when result is null then 'not_applicable'
        when provisional > 0 then 'provisional'
        when is_regrouped then 'derived'
        else {{ symbol }}
    end,
    fetch_id,
    break_on,
    break_reason
from measured
