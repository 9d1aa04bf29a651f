-- Hvor stor andel er 80 år og eldre i hver sentralitetsklasse, og hvor stor er den i kommunen midt i klassen?
-- How large is the share aged 80 and over in each centrality class, and in the median municipality of the class?
select
    grouped.group_code as centrality_class,
    grouped.members,
    grouped.numerator::integer as aged_80_plus,
    round(grouped.value, 1) as percent,
    round(grouped.members_median, 1) as median_of_members,
    grouped.group_basis
from mart.indicator_group as grouped
where grouped.indicator_id = 'share_80_plus' and grouped.group_kind = 'centrality' and grouped.breakdown is null
qualify grouped.period = max(grouped.period) over () and grouped.borders = max(grouped.borders) over ()
order by centrality_class
