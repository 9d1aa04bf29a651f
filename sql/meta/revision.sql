create table meta.revision (
    source_id varchar, cell varchar, region varchar, period varchar, old_value double, old_symbol varchar,
    new_value double, new_symbol varchar, fetch_id varchar, load_id varchar
);
comment on table meta.revision is 'Each earlier figure that the source has changed or removed; key: load_id, cell.';
comment on column meta.revision.source_id is 'The source.';
comment on column meta.revision.cell is 'The cell: each dimension and its code.';
comment on column meta.revision.region is 'The region of the cell.';
comment on column meta.revision.period is 'The period of the cell.';
comment on column meta.revision.old_value is 'The figure before.';
comment on column meta.revision.old_symbol is 'The symbol before.';
comment on column meta.revision.new_value is 'The figure now.';
comment on column meta.revision.new_symbol is 'The symbol now; null if the source no longer has the cell.';
comment on column meta.revision.fetch_id is 'The response with the new figure; null if the cell is gone.';
comment on column meta.revision.load_id is 'The load with the new figure, or without the cell.';
