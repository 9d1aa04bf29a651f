{% from "templates/todays_borders.sql" import on_todays_borders %}
-- Projected persons by release, alternative and the age bands in the source's file, on the borders of the release and on
-- today's borders.
create or replace temp view projected_persons as
{% if table %}
with {% call on_todays_borders("projected", true) %}
    select
        region,
        borders,
        period,
        {{ vintage }}::varchar as vintage,
        {{ alternative }}::varchar as alternative,
        {{ age_group }} as age_group,
        case when count(value) = count(*) then sum(value) end as numerator,
        null::double as denominator,
        null::double as value,
        min(symbol) filter (where value is null) as why,
        0 as provisional,
        min(fetch_id) as fetch_id
    from {{ table }}
    group by all
{% endcall %}


select region, borders, published_on, period, vintage, alternative, age_group, numerator, fetch_id
from projected
{% else %}
-- The source has not been loaded, or has no ages: the same columns, without rows.
select
    null::varchar as region, null::date as borders, null::date as published_on, null::varchar as period,
    null::varchar as vintage, null::varchar as alternative, null::varchar as age_group, null::double as numerator,
    null::varchar as fetch_id
where false
{% endif %}
