create table core.municipality as
select
    code,
    name,
    left(code, 2) as county_code,
    valid_from,
    valid_to,
    borders_from
from source.klass_131
order by code, valid_from;
comment on table core.municipality is 'Every municipality, past and present: one row for each code and validity; key: code, valid_from.';
comment on column core.municipality.code is 'Municipality code.';
comment on column core.municipality.name is 'Official name at that time, with Sámi and Kven names.';
comment on column core.municipality.county_code is 'The county: the first two digits of the code.';
comment on column core.municipality.valid_from is 'First day under this code and name on these borders.';
comment on column core.municipality.valid_to is 'The first day that no longer applied; null today.';
comment on column core.municipality.borders_from is 'The day from which the area has been the same, whatever its name and code.';
