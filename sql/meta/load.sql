create table meta."load" (
    load_id varchar, source_id varchar, scope varchar[], updated timestamp, loaded_at timestamp, fetches varchar[]
);
comment on table meta."load" is 'Each accepted load of a source: the responses that its table, or a part of it, was made from; key: load_id.';
comment on column meta."load".load_id is 'Its id.';
comment on column meta."load".source_id is 'The source.';
comment on column meta."load".scope is 'The regions it replaced; null for the whole table.';
comment on column meta."load".updated is 'The source''s own update time of these figures, UTC.';
comment on column meta."load".loaded_at is 'When it was fetched, UTC.';
comment on column meta."load".fetches is 'Its responses, in meta.fetch.';
