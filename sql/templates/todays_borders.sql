{#
Figures on the borders of today.

`on_todays_borders` makes common table expressions, the last of which is called `name`. The query in the call selects region,
borders, numerator, denominator, value, why (the symbol of a missing figure, else null), provisional (how many provisional
cells are in the figure) and fetch_id; its other columns are part of the key. `name` has the rows of that query and, for
figures on earlier borders, the same figures on the borders of today, with two more columns:
    published_on  the borders that a regrouped figure was published on; null for other rows
    is_regrouped  true for a regrouped figure that was published under another code, or as several figures
`additive` is true for counts, which may be summed where municipalities merge. What may not be summed is regrouped only as
long as one municipality has had the same area, under any code.
#}
{% macro on_todays_borders(name, additive) %}
{{ name }}_published as (
{{ caller() -}}
),

-- Each published figure, and each municipality of today that has some of its area.
-- `broken` is true for a figure from before the break in that municipality's series.
{{ name }}_parts as (
    select
        published.*,
        part.today_code,
        part.parts,
        published.region != part.today_code as recoded,
        coalesce(published.borders < gap.break_on, false) as broken
    from {{ name }}_published as published
    inner join core.regrouping as part on published.region = part.region and published.borders = part.borders
    left join core.series_break as gap on part.today_code = gap.municipality_code and gap.additive = {{ additive | lower }}
    where published.borders < (select max(borders) from core.regrouping)
),

-- There is a sum only if every part has a figure. Without one of the parts, the series would seem to fall.
-- A value that may not be summed has one part, so min() is that part's value.
{{ name }}_regrouped as (
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
    from {{ name }}_parts
    group by all
),

{{ name }} as (
    select *, null::date as published_on, false as is_regrouped
    from {{ name }}_published
    union all by name
    select *
    from {{ name }}_regrouped
)
{%- endmacro %}
{#
The cells of a source table on the borders of today, published or regrouped, in the table's own columns. `counts` and
`others` list the contents that may be summed and those that may not; one of the two lists may be empty.
#}
{% macro cells(table, counts, others) %}
{% for contents, additive in [(counts, true), (others, false)] if contents %}
{% if not loop.first %}
union all by name
{% endif %}
(
    with {% call on_todays_borders("cell", additive) %}
    select
        * exclude (value, symbol),
        {% if additive %}
        value as numerator,
        null::double as value,
        {% else %}
        null::double as numerator,
        value,
        {% endif %}
        null::double as denominator,
        case when value is null then symbol end as why,
        (symbol = 'provisional')::int as provisional
    from {{ table }}
    where contents in ({{ contents }})
    {% endcall %}


    select
        * exclude (published_on, is_regrouped, numerator, denominator, value, why, provisional, fetch_id),
        fetch_id,
        coalesce(numerator, value) as value,
        coalesce(
            why, case when provisional > 0 then 'provisional' when is_regrouped then 'derived' else 'published' end
        ) as symbol
    from cell
    where borders = (select max(borders) from core.regrouping)
)
{% endfor %}
{%- endmacro %}
