-- Needs: temp.definition, temp.published_figure (from sql/templates/definitions.sql)
{% from "templates/todays_borders.sql" import on_todays_borders %}
-- All figures, on the borders that they were published on and on the borders of today, with the day from which the region has
-- had the area that it has on those borders. A municipality that does not exist on the borders gets no figure.
create or replace temp table placed_figure as
with {% call on_todays_borders("summed", "published.additive") %}
    select figure.*, (figure.is_divisor or definition.additive) as additive
    from temp.published_figure as figure
    inner join temp.definition as definition on figure.indicator_id = definition.indicator_id
{% endcall %}


select
    summed.* exclude (additive),
    coalesce(
        municipality.borders_from, case summed.region when '0' then date '1838-01-01' else summed.borders end
    ) as area_from,
    period.period_start,
    period.period_end
from summed
left join core.period as period on summed.period = period.period
left join core.municipality as municipality
    on
        summed.region = municipality.code
        and summed.borders >= municipality.valid_from
        and summed.borders < coalesce(municipality.valid_to, date '9999-12-31')
where municipality.code is not null or summed.region not in (select code from core.municipality)
