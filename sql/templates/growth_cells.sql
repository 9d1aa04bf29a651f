{% from "templates/todays_borders.sql" import cells %}
-- The cells that mart.growth_components is computed from, on the borders that they were published on and on today's borders.
create or replace temp view growth_cells as
{% for source in sources %}
{% if not loop.first %}
union all by name
{% endif %}
select {{ source.id }} as source_id, region, borders, contents, period, value, fetch_id
from {{ source.table }}
where borders < (select max(borders) from core.regrouping)
union all by name
select {{ source.id }} as source_id, region, borders, contents, period, value, fetch_id
from (
    {{ cells(source.table, source.counts, source.others) }}
)
{% else %}
-- No source has been loaded: the same columns, without rows.
select
    null::varchar as source_id, null::varchar as region, null::date as borders, null::varchar as contents,
    null::varchar as period, null::double as value, null::varchar as fetch_id
where false
{% endfor %}
