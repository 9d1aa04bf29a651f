create table if not exists source.klass_128 (
    region varchar, contents varchar, value double, period varchar, symbol varchar, borders date, fetch_id varchar
);
comment on table source.klass_128 is 'KLASS 128: centrality class and index of each municipality; key: region, contents, period.';
comment on column source.klass_128.region is 'Municipality code.';
comment on column source.klass_128.contents is 'class (1 most central, 6 least) or index (0 to 1000).';
comment on column source.klass_128.value is 'The class or the index.';
comment on column source.klass_128.period is 'The year of the index.';
comment on column source.klass_128.symbol is 'published.';
comment on column source.klass_128.borders is 'The KLASS edition of the municipalities.';
comment on column source.klass_128.fetch_id is 'The stored response, in meta.fetch.';
