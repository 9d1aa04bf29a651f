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
comment on table core.municipality is 'Every municipality there has been: one row for each code and validity; key: code, valid_from.';
comment on column core.municipality.code is 'Municipality code.';
comment on column core.municipality.name is 'Official name in that time, Sámi and Kven names included.';
comment on column core.municipality.county_code is 'The county: the first two digits of the code.';
comment on column core.municipality.valid_from is 'First day under this code and name on these borders.';
comment on column core.municipality.valid_to is 'First day that was over; null today.';
comment on column core.municipality.borders_from is 'Since when the area has been the same, through changes of name and code.';
