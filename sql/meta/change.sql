create table meta.change (changed_at timestamp, list varchar, subject varchar, title varchar, words varchar);
comment on table meta.change is 'What each build of the last 400 days changed in what was published before it, at most 5,000 rows; key: changed_at, list, subject.';
comment on column meta.change.changed_at is 'When the build that changed it was made, UTC.';
comment on column meta.change.list is 'new_figures, revised_figures, new_indicators, changed_definitions or changed_areas.';
comment on column meta.change.subject is 'The indicator, in core.indicator unless it was removed later; for an area the day and the codes before and after.';
comment on column meta.change.title is 'The indicator''s title then, or the area, in Norwegian.';
comment on column meta.change.words is 'What changed, in Norwegian.';
