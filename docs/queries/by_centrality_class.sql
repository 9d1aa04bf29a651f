-- Hvor stor andel er 80 år og eldre i hver sentralitetsklasse, og hvor stor er den i kommunen midt i klassen?
-- How large is the share aged 80 and over in each centrality class, and in the median municipality of the class?
select
    group_code as centrality_class,
    members,
    numerator::integer as aged_80_plus,
    round(value, 1) as percent,
    round(members_median, 1) as median_of_members,
    group_basis
from mart.indicator_group
where indicator_id = 'share_80_plus' and group_kind = 'centrality' and breakdown is null and on_todays_borders
qualify period = max(period) over ()
order by centrality_class
