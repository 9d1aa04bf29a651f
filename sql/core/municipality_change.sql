-- Needs: temp.seed_place_names (from warehouse/catalogue_tables.py)
create table core.municipality_change as
select
    klass.occurred,
    klass.old_code,
    coalesce(old_names.name, klass.old_name) as old_name,
    klass.old_name as old_official_name,
    klass.new_code,
    coalesce(new_names.name, klass.new_name) as new_name,
    klass.new_name as new_official_name
from source.klass_131_change as klass
left join temp.seed_place_names as old_names on klass.old_name = old_names.official_name
left join temp.seed_place_names as new_names on klass.new_name = new_names.official_name
order by klass.occurred, klass.old_code, klass.new_code;
comment on table core.municipality_change is 'Every merger, split, new code and new name; a merger or split is several rows; key: all columns.';
comment on column core.municipality_change.occurred is 'The day it took effect.';
comment on column core.municipality_change.old_code is 'The code before.';
comment on column core.municipality_change.old_name is 'The Norwegian name before.';
comment on column core.municipality_change.old_official_name is 'The official name before.';
comment on column core.municipality_change.new_code is 'The code after.';
comment on column core.municipality_change.new_name is 'The Norwegian name after.';
comment on column core.municipality_change.new_official_name is 'The official name after.';
