create table core.county as
select
    code,
    name,
    valid_from,
    valid_to
from source.klass_104
order by code, valid_from;
comment on table core.county is 'Counties: one row for each code and validity; key: code, valid_from.';
comment on column core.county.code is 'County code.';
comment on column core.county.name is 'Official name.';
comment on column core.county.valid_from is 'First day, as far back as the source goes.';
comment on column core.county.valid_to is 'The first day on which it was no longer in force; null if it is in force today.';
