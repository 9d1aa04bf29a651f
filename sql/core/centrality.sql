-- Needs: temp.seed_centrality_article (from warehouse/catalogue_tables.py)
create table core.centrality as
select
    measured.period as edition,
    measured.region as municipality_code,
    (max(measured.value) filter (where measured.contents = 'class'))::tinyint as class,
    (max(measured.value) filter (where measured.contents = 'index'))::smallint as index,
    any_value(article.index::integer) as article_index
from source.klass_128 as measured
left join temp.seed_centrality_article as article on measured.region = article.municipality_code and measured.period = article.edition
group by measured.period, measured.region
order by edition, municipality_code;
comment on table core.centrality is 'SSB''s centrality of each municipality, from KLASS 128; key: edition, municipality_code.';
comment on column core.centrality.edition is 'The year of the index; classes of different editions are not comparable.';
comment on column core.centrality.municipality_code is 'Municipality code.';
comment on column core.centrality.class is '1 (most central) to 6 (least central).';
comment on column core.centrality.index is '0 to 1000, from KLASS.';
comment on column core.centrality.article_index is 'The index in SSB''s article on the same edition, which may differ from the one in KLASS.';
