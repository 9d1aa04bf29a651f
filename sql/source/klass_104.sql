create table if not exists source.klass_104 (
    code varchar, name varchar, valid_from date, valid_to date, fetch_id varchar
);
comment on table source.klass_104 is 'KLASS 104: county codes with their validity; key: code, valid_from.';
comment on column source.klass_104.code is 'County code.';
comment on column source.klass_104.name is 'Official name.';
comment on column source.klass_104.valid_from is 'First day of this code and name, as far back as the source goes.';
comment on column source.klass_104.valid_to is 'The first day it was no longer in force; null if it is in force today.';
comment on column source.klass_104.fetch_id is 'The stored response, in meta.fetch.';
