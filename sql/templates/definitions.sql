-- What the next statements need to know of each indicator, and the table of figures that they fill and read.
create or replace temp table definition (
    indicator_id varchar, per varchar, has_divisor boolean, years_before integer, is_quotient boolean, scale integer,
    additive boolean, summed_by_source boolean, years integer, recounted boolean
);
{% if definitions %}
insert into temp.definition values
{% for definition in definitions %}
(
    {{ definition.indicator_id }}, {{ definition.per or "null" }}, {{ definition.has_divisor | lower }},
    {{ definition.years_before }}, {{ definition.is_quotient | lower }}, {{ definition.scale }},
    {{ definition.additive | lower }}, {{ definition.summed_by_source | lower }}, {{ definition.years }},
    {{ definition.recounted | lower }}
){{ ";" if loop.last else "," }}
{% endfor %}
{% endif %}
create or replace temp table published_figure (
    indicator_id varchar, is_divisor boolean, region varchar, borders date, period varchar, breakdown varchar, vintage varchar,
    alternative varchar, numerator double, denominator double, value double, why varchar, provisional bigint, fetch_id varchar
)
