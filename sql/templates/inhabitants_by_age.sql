-- Inhabitants by sex and age: the unchanged cells of the source.
create or replace temp view inhabitants_by_age as
{% if table %}
select region, borders, period, kjonn, alder_from, value, fetch_id
from {{ table }}
{% else %}
-- The source has not been loaded, or has no ages or sexes: the same columns, without rows.
select
    null::varchar as region, null::date as borders, null::varchar as period, null::varchar as kjonn,
    null::smallint as alder_from, null::double as value, null::varchar as fetch_id
where false
{% endif %}
