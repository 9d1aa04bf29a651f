create table core.label (source_id varchar, dimension varchar collate nocase, code varchar, label varchar);
comment on table core.label is 'What the codes of the source tables mean; key: source_id, dimension, code.';
comment on column core.label.source_id is 'The source table.';
comment on column core.label.dimension is 'The column of the source table; comparisons ignore case, so the dimension''s name in the catalogue finds it too.';
comment on column core.label.code is 'The code.';
comment on column core.label.label is 'The source''s own text, in Norwegian.';
