create table meta.build (
    build_id varchar, built_at timestamp, origin varchar, state varchar, version varchar, schema_version integer
);
comment on table meta.build is 'This build: one row; key: build_id.';
comment on column meta.build.build_id is 'The folder under builds/ that it was made in.';
comment on column meta.build.built_at is 'When it was made, UTC.';
comment on column meta.build.origin is 'Where its figures were fetched: live (SSB itself), sample, or another address.';
comment on column meta.build.state is 'Fingerprint of the loads, code and catalogue it was made from; equal states have equal content.';
comment on column meta.build.version is 'The version of Grunnlag.';
comment on column meta.build.schema_version is 'The version of the tables and columns of mart and core: it rises when one of them changes its meaning or goes; the changelog says how.';
