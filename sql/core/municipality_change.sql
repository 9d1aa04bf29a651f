create table core.municipality_change as
select
    occurred,
    old_code,
    old_name,
    new_code,
    new_name
from source.klass_131_change
order by occurred, old_code, new_code;
comment on table core.municipality_change is 'Every merger, split, new code and new name; a merger or split is several rows; key: all columns.';
comment on column core.municipality_change.occurred is 'The day it took effect.';
comment on column core.municipality_change.old_code is 'The code before.';
comment on column core.municipality_change.old_name is 'The name before.';
comment on column core.municipality_change.new_code is 'The code after.';
comment on column core.municipality_change.new_name is 'The name after.';
