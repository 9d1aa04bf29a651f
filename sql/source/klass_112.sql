create table if not exists source.klass_112 (
    municipality_code varchar, group_code varchar, group_name varchar, valid_from date, valid_to date, fetch_id varchar
);
comment on table source.klass_112 is 'KLASS 131 to 112: the KOSTRA group of each municipality, with its validity; empty if KLASS has no KOSTRA groups; key: municipality_code, valid_from.';
comment on column source.klass_112.municipality_code is 'Municipality code.';
comment on column source.klass_112.group_code is 'The KOSTRA group''s code.';
comment on column source.klass_112.group_name is 'Its name, in Norwegian.';
comment on column source.klass_112.valid_from is 'First day the municipality was in it, within the years that were fetched.';
comment on column source.klass_112.valid_to is 'First day it was no longer in it; null if KLASS has no end.';
comment on column source.klass_112.fetch_id is 'The stored response, in meta.fetch.';
