create table meta.source (
    source_id varchar, number varchar, title varchar, licence varchar, url varchar, updated timestamp,
    loaded_at timestamp, rows bigint, stale_reason varchar, loads varchar[], made_by varchar, stage varchar,
    publisher varchar, kind varchar, cited_as varchar, known varchar, off_because varchar
);
comment on table meta.source is 'Each source of the catalogue and the state of its figures; key: source_id.';
comment on column meta.source.source_id is 'Its name here: provider and number.';
comment on column meta.source.number is 'The table or classification number at the source; for releases, the number of the newest; empty for a workbook and a local file.';
comment on column meta.source.title is 'The title, in Norwegian.';
comment on column meta.source.licence is 'The licence of the figures.';
comment on column meta.source.url is 'The page where a person can see the table.';
comment on column meta.source.updated is 'When the source says that it last updated these figures, UTC.';
comment on column meta.source.loaded_at is 'When the newest load was fetched, UTC.';
comment on column meta.source.rows is 'The number of rows in its main table in this file.';
comment on column meta.source.stale_reason is 'Why the figures are older than they should be; null if they are as new as the source.';
comment on column meta.source.loads is 'The accepted loads its tables were made from, oldest first.';
comment on column meta.source.made_by is 'Fingerprint of the code and catalogue that made its tables.';
comment on column meta.source.stage is 'Stage of KOSTRA''s newest figures, from their update time: unrevised (from 15 March) or revised (from 15 June); null for other sources.';
comment on column meta.source.publisher is 'Who publishes the figures, such as SSB or FHI, or the owner of a local file.';
comment on column meta.source.kind is 'The kind of source: statbank, klass, spreadsheet, fhi or local (the file of a municipality or county).';
comment on column meta.source.cited_as is 'The name to cite it by, in Norwegian, such as ''SSB, tabell 07459''.';
comment on column meta.source.known is 'How the codes of the catalogue''s requests were verified: seen_live (compared with the source itself), recorded (all are on public record), assumed (at least one is not) or own (a local file, which its owner made).';
comment on column meta.source.off_because is 'Why it is fetched only where the setting GRUNNLAG_ENABLE names it, in Norwegian; null for other sources.';
