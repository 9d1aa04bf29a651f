-- Hvor gamle er tallene fra hver kilde, og hvilke mangler eller henger etter?
-- How old are the figures of each source, and which are missing or stale?
select
    source.source_id,
    source.title,
    source.updated,
    max(figure.period) as newest_period,
    count(distinct figure.indicator_id) as indicators_with_figures,
    source.stale_reason
from meta.source as source
left join mart.indicator as figure on source.source_id = figure.source_id and figure.vintage is null
group by source.source_id, source.title, source.updated, source.stale_reason
order by source.updated nulls first, source.source_id
