-- Hvor mange tidligere tall har hver kilde rettet siden 1. januar 2025?
-- How many earlier figures has each source revised since 1 January 2025?
select
    source.source_id,
    source.title,
    count(revised.cell) as revised,
    count(revised.cell) filter (where revised.new_value is null) as taken_away,
    max(revised.learnt_at) as last_learnt
from meta.source as source
left join mart.revised_since('2025-01-01') as revised on source.source_id = revised.source_id
group by source.source_id, source.title
order by revised desc, source.source_id asc
