-- Needs: temp.published_figure (from sql/templates/definitions.sql)
-- The figures of one indicator on the borders that they were published on, for the whole or by one breakdown; or its
-- denominators, if they are summed on their own: over the whole, for every part of a breakdown, or some years before.
insert into temp.published_figure
-- The catalogue's expressions. A sum is null if one of its cells has no value, because the sum of the others would be too
-- low. `why` is the symbol of such a cell. KOSTRA's own figures for groups are left out, because they are estimates
-- and need not equal the sum of the members.
select
    {{ indicator_id }} as indicator_id,
    {{ is_divisor | lower }} as is_divisor,
    region,
    borders,
    {% if years_before %}
    (try_cast(period::varchar as integer) + {{ years_before }})::varchar as period,
    {% else %}
    period,
    {% endif %}
    {{ breakdown }} as breakdown,
    {{ vintage }}::varchar as vintage,
    {{ alternative }}::varchar as alternative,
    {{ numerator or "null" }} as numerator,
    {{ denominator or "null" }} as denominator,
    {{ value or "null" }} as value,
    min(symbol) filter (where ({{ cells }}) and value is null) as why,
    count(*) filter (where ({{ cells }}) and symbol = 'provisional') as provisional,
    min(fetch_id) as fetch_id
from {{ table }}
where {{ "length(region) = 4" if municipalities_only else "true" }}
group by all
