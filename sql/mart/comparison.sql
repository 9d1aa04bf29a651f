create table mart.comparison as
select *
from mart.comparison_history(null, newest_only := true)
order by indicator_id, group_kind, period, group_code, municipality_code;
comment on table mart.comparison is 'The figures of mart.figure, including withheld ones, compared with each group of the municipality that has a value or a median: for the newest period with a figure, and for one, five and ten years before it. mart.comparison_history(indicator) has every period; key: indicator_id, municipality_code, period, group_kind, group_code.';
comment on column mart.comparison.indicator_id is 'The indicator, in core.indicator.';
comment on column mart.comparison.municipality_code is 'Municipality code of today.';
comment on column mart.comparison.period is 'The period, as the source writes it.';
comment on column mart.comparison.group_kind is 'The kind of group, as in core.group.';
comment on column mart.comparison.group_code is 'The group in core.group that the municipality is a member of; for neighbours, the municipality''s own code.';
comment on column mart.comparison.unit is 'The unit of every value in the row.';
comment on column mart.comparison.value is 'The municipality''s value.';
comment on column mart.comparison.group_value is 'The group''s value, as in mart.indicator_group.';
comment on column mart.comparison.group_basis is 'sum, source, incomplete or not_summable; see mart.indicator_group.';
comment on column mart.comparison.members is 'How many members the group has; the municipality is one of them, except in a group of neighbours.';
comment on column mart.comparison.members_with_value is 'How many members have a figure.';
comment on column mart.comparison.members_median is 'The median of the members'' values, if at least four in five have a value of a single period.';
comment on column mart.comparison.difference is 'Value less group value; percentage points where the unit is percent. Null for a count, which is a part of the group''s, and for a pooled value.';
comment on column mart.comparison.difference_is is 'Whether the municipality is better or worse than the group; neither if no direction is better, or they are equal. Null where difference is.';
comment on column mart.comparison.rank is 'Rank among the group''s members and the municipality (1 = highest). Null if any of them lacks a figure, if this value is withheld or pooled over years, or if more than half of them are.';
comment on column mart.comparison.rank_of is 'How many are ranked: those whose value is neither withheld nor pooled over years.';
comment on column mart.comparison.percentile is 'The percentage of the others in the ranking that have a lower value, equal ones counted as half; null if there are no others.';
comment on column mart.comparison.change_1y is 'Value less the value one year before; as in mart.indicator.';
comment on column mart.comparison.group_change_1y is 'The same for the group; null for a pooled value.';
comment on column mart.comparison.change_1y_is is 'Whether the municipality''s change is for the better or the worse; neither if no direction is better, or nothing changed.';
comment on column mart.comparison.change_5y is 'Value less the value five years before.';
comment on column mart.comparison.group_change_5y is 'The same for the group.';
comment on column mart.comparison.change_5y_is is 'Whether that change is for the better or the worse.';
comment on column mart.comparison.change_10y is 'Value less the value ten years before.';
comment on column mart.comparison.group_change_10y is 'The same for the group.';
comment on column mart.comparison.change_10y_is is 'Whether that change is for the better or the worse.';
comment on column mart.comparison.is_newest is 'True for the newest period in which the municipality has a figure.';
