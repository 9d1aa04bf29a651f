create table meta.notice (source_id varchar, load_id varchar, says varchar);
comment on table meta.notice is 'Unusual differences in a load that did not stop it; key: load_id, says.';
comment on column meta.notice.source_id is 'The source.';
comment on column meta.notice.load_id is 'The load, in meta.load.';
comment on column meta.notice.says is 'A sentence that describes the difference.';
