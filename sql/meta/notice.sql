create table meta.notice (source_id varchar, load_id varchar, says varchar);
comment on table meta.notice is 'What was odd about a load, but no reason to refuse it; key: load_id, says.';
comment on column meta.notice.source_id is 'The source.';
comment on column meta.notice.load_id is 'The load, in meta.load.';
comment on column meta.notice.says is 'What was odd.';
