create table meta."check" (check_id varchar, says varchar, wrong bigint, first_wrong varchar, level varchar);
comment on table meta."check" is 'Each check of this build and what it found; key: check_id.';
comment on column meta."check".check_id is 'The file in sql/checks.';
comment on column meta."check".says is 'What must hold.';
comment on column meta."check".wrong is 'The number of wrong rows; 0 in a published build, except at level look.';
comment on column meta."check".first_wrong is 'The first wrong row.';
comment on column meta."check".level is 'stop (a build with a wrong row is not published) or look (it is published, and the run reports it).';
