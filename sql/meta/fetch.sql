create table meta."fetch" (
    fetch_id varchar, method varchar, path varchar, query varchar, body varchar,
    sha256 varchar, bytes bigint, fetched_at timestamp
);
comment on table meta."fetch" is 'Each stored answer that a load was made from: what was asked, and the hash of what came; key: fetch_id.';
comment on column meta."fetch".fetch_id is 'Its id; every source row bears the one it came with.';
comment on column meta."fetch".method is 'GET or POST.';
comment on column meta."fetch".path is 'The path after the source''s base address.';
comment on column meta."fetch".query is 'The query, as JSON.';
comment on column meta."fetch".body is 'The body that was posted, as JSON; null for GET.';
comment on column meta."fetch".sha256 is 'The answer''s hash; its bytes are archive/objects/<first two>/<hash>.gz.';
comment on column meta."fetch".bytes is 'Length of the answer.';
comment on column meta."fetch".fetched_at is 'When it came, UTC.';
