create table meta."check" (
    check_id varchar, says varchar, wrong bigint, first_wrong varchar, level varchar, source_id varchar, load_id varchar
);
comment on table meta."check" is 'Each check of this build and what it found, and what the checks of each load found; key: check_id, source_id, load_id, says.';
comment on column meta."check".check_id is 'The file in sql/checks; for a load the file in sql/checks/source, the limit in the catalogue (revision.year_revised, step.jumped), or answer for what its reader found odd.';
comment on column meta."check".says is 'What must hold; for a load what was found.';
comment on column meta."check".wrong is 'The number of wrong rows; for a load 1. In a published build only checks at level look, and refused loads, have any.';
comment on column meta."check".first_wrong is 'The first wrong row.';
comment on column meta."check".level is 'look: published, and reported by the run. stop: a build with a wrong row is not published; a load was refused, and its table keeps its earlier figures.';
comment on column meta."check".source_id is 'The source of the load; null for a check of the build.';
comment on column meta."check".load_id is 'The load, in meta.load; null for a check of the build, and for a load that was refused.';
