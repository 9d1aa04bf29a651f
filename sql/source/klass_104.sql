create table if not exists source.klass_104 (
    code varchar, name varchar, valid_from date, valid_to date, fetch_id varchar
);
comment on table source.klass_104 is 'KLASS 104: county codes with their validity; key: code, valid_from.';
comment on column source.klass_104.code is 'County code.';
comment on column source.klass_104.name is 'Official name.';
comment on column source.klass_104.valid_from is 'First day of this code and name.';
comment on column source.klass_104.valid_to is 'The first day that it was no longer valid; null if it is valid today.';
comment on column source.klass_104.fetch_id is 'The stored response, in meta.fetch.';
