-- Needs: temp.seed_place_names (from warehouse/catalogue_tables.py)
create table core.county as
select
    klass.code,
    coalesce(names.name, klass.name) as name,
    klass.name as official_name,
    klass.valid_from,
    klass.valid_to
from source.klass_104 as klass
left join temp.seed_place_names as names on klass.name = names.official_name
order by klass.code, klass.valid_from;
comment on table core.county is 'Counties: one row for each code and validity; key: code, valid_from.';
comment on column core.county.code is 'County code.';
comment on column core.county.name is 'The Norwegian name; the official name if that is in a single language.';
comment on column core.county.official_name is 'Official name, with Sámi and Kven names.';
comment on column core.county.valid_from is 'First day, as far back as the source goes.';
comment on column core.county.valid_to is 'The first day on which it was no longer in force; null if it is in force today.';
