-- What the other queries read: `came`, this load; `held`, the table before, of a release the one before it; `loaded`, both; `revised`, the
-- periods that this load has changed; `new_area`, the municipalities that were merged or divided, with the year.
create or replace temp view came as
select {{ columns }}, {{ part }} as part, value
from source.incoming;

create or replace temp view held as
select {{ columns }}, {{ part }} as part, value
from {{ table }}
where {{ held }};

create or replace temp view loaded as
select 'came' as load, *
from came
union all
select 'held' as load, *
from held;

create or replace temp view revised as
select distinct regexp_extract(cell, '(?:^|;)contents=([^;]*)', 1) as contents, period
from changed;

create or replace temp view new_area as
{% if klass %}
with parts as (
    select
        old_code, new_code, year(occurred) as year,
        count(*) over (partition by occurred, old_code) as becoming,
        count(*) over (partition by occurred, new_code) as joining
    from source.klass_131_change
)

select unnest([old_code, new_code]) as code, year
from parts
where becoming > 1 or joining > 1;
{% else %}
select '' as code, 0 as year;
{% endif %}
