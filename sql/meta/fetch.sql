create table meta."fetch" (
    fetch_id varchar, method varchar, path varchar, query varchar, body varchar,
    sha256 varchar, bytes bigint, fetched_at timestamp
);
comment on table meta."fetch" is 'Each stored response that a load was made from: the request, and the hash of the response; key: fetch_id.';
comment on column meta."fetch".fetch_id is 'Its id; every source row has the id of the response that it comes from.';
comment on column meta."fetch".method is 'GET or POST.';
comment on column meta."fetch".path is 'The path after the source''s base address.';
comment on column meta."fetch".query is 'The query, as JSON.';
comment on column meta."fetch".body is 'The body that was posted, as JSON; null for GET.';
comment on column meta."fetch".sha256 is 'The response''s hash; its bytes are archive/objects/<first two>/<hash>.gz.';
comment on column meta."fetch".bytes is 'Length of the response.';
comment on column meta."fetch".fetched_at is 'When it was fetched, UTC.';
