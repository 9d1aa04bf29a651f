-- Needs: temp.seed_place_names (from warehouse/catalogue_tables.py)
create table core.municipality as
select
    klass.code,
    coalesce(names.name, klass.name) as name,
    klass.name as official_name,
    left(klass.code, 2) as county_code,
    klass.valid_from,
    klass.valid_to,
    klass.borders_from
from source.klass_131 as klass
left join temp.seed_place_names as names on klass.name = names.official_name
order by klass.code, klass.valid_from;
comment on table core.municipality is 'Every municipality, past and present: one row for each code and validity; key: code, valid_from.';
comment on column core.municipality.code is 'Municipality code.';
comment on column core.municipality.name is 'The Norwegian name; the official name if that is in a single language.';
comment on column core.municipality.official_name is 'Official name at that time, with Sámi and Kven names.';
comment on column core.municipality.county_code is 'The county: the first two digits of the code.';
comment on column core.municipality.valid_from is 'First day under this code and name on these borders.';
comment on column core.municipality.valid_to is 'The first day on which that no longer applied; null if it still applies.';
comment on column core.municipality.borders_from is 'The day from which the area has been the same, whatever its name and code.';
