create view mart.comparison as
-- Ranks are counted, member by member, because a window would rank all municipalities before one of them can be read.
with compared as (
    select group_kind, group_code, municipality_code, borders
    from core.group_member
    where group_kind != 'neighbours'
    union all
    select distinct group_kind, group_code, group_code as municipality_code, borders
    from core.group_member
    where group_kind = 'neighbours'
),

own_and_others as (
    select
        own.indicator_id,
        own.municipality_code,
        own.borders,
        own.period,
        own.breakdown,
        own.vintage,
        own.alternative,
        compared.group_kind,
        compared.group_code,
        any_value(own.unit) as unit,
        any_value(own.value) as value,
        any_value(own.change_1y) as change_1y,
        any_value(own.change_5y) as change_5y,
        any_value(own.change_10y) as change_10y,
        any_value(own.pooled_periods) is null as is_comparable,
        count(*) filter (where other.value > own.value) as higher,
        count(*) filter (where other.value < own.value) as lower,
        count(other.value) filter (where other.municipality_code != own.municipality_code) as others
    from mart.indicator as own
    inner join compared on own.municipality_code = compared.municipality_code and own.borders = compared.borders
    inner join core.group_member as member
        on
            compared.group_kind = member.group_kind
            and compared.group_code = member.group_code
            and compared.borders = member.borders
    left join mart.indicator as other
        on
            own.indicator_id = other.indicator_id
            and member.municipality_code = other.municipality_code
            and own.borders = other.borders
            and own.period = other.period
            and own.breakdown is not distinct from other.breakdown
            and own.vintage is not distinct from other.vintage
            and own.alternative is not distinct from other.alternative
            -- A value that is pooled over years is compared with no single year's.
            and own.pooled_periods is null and other.pooled_periods is null
    group by all
),

with_group as (
    select
        placed.*,
        grouped.value as group_value,
        grouped.group_basis,
        grouped.members,
        grouped.members_with_value,
        grouped.members_median,
        grouped.change_1y as group_change_1y,
        grouped.change_5y as group_change_5y,
        grouped.change_10y as group_change_10y,
        if(placed.is_comparable, placed.value - grouped.value, null) as difference,
        placed.is_comparable and placed.value is not null and grouped.members_with_value = grouped.members as ranked,
        case indicator.good when 'higher' then 1 when 'lower' then -1 else 0 end as sign
    from own_and_others as placed
    inner join core.indicator as indicator on placed.indicator_id = indicator.indicator_id
    inner join mart.indicator_group as grouped
        on
            placed.indicator_id = grouped.indicator_id
            and placed.group_kind = grouped.group_kind
            and placed.group_code = grouped.group_code
            and placed.borders = grouped.borders
            and placed.period = grouped.period
            and placed.breakdown is not distinct from grouped.breakdown
            and placed.vintage is not distinct from grouped.vintage
            and placed.alternative is not distinct from grouped.alternative
)

select
    indicator_id,
    municipality_code,
    borders,
    period,
    breakdown,
    vintage,
    alternative,
    group_kind,
    group_code,
    unit,
    value,
    group_value,
    group_basis,
    members,
    members_with_value,
    members_median,
    difference,
    case sign * sign(difference) when 1 then 'better' when -1 then 'worse' when 0 then 'neither' end as difference_is,
    case when ranked then higher + 1 end as rank,
    case when ranked then others + 1 end as rank_of,
    case when ranked then 50 * (lower + others - higher) / nullif(others, 0) end as percentile,
    change_1y,
    group_change_1y,
    case sign * sign(change_1y) when 1 then 'better' when -1 then 'worse' when 0 then 'neither' end as change_1y_is,
    change_5y,
    group_change_5y,
    case sign * sign(change_5y) when 1 then 'better' when -1 then 'worse' when 0 then 'neither' end as change_5y_is,
    change_10y,
    group_change_10y,
    case sign * sign(change_10y) when 1 then 'better' when -1 then 'worse' when 0 then 'neither' end as change_10y_is
from with_group;
comment on view mart.comparison is 'Every figure of mart.indicator, compared with each group of the municipality. It is computed when it is read, so filter it by municipality, or by indicator and period; key: indicator_id, municipality_code, borders, period, breakdown, vintage, alternative, group_kind, group_code.';
comment on column mart.comparison.indicator_id is 'The indicator, in core.indicator.';
comment on column mart.comparison.municipality_code is 'Municipality code on those borders.';
comment on column mart.comparison.borders is 'The KLASS edition whose borders the figure and the group are on.';
comment on column mart.comparison.period is 'The period, as the source writes it.';
comment on column mart.comparison.breakdown is 'Which part of the whole; null for the whole.';
comment on column mart.comparison.vintage is 'The release of a projection.';
comment on column mart.comparison.alternative is 'The alternative of a projection.';
comment on column mart.comparison.group_kind is 'The kind of group, as in core.group.';
comment on column mart.comparison.group_code is 'The group in core.group that the municipality is a member of; for neighbours, the municipality''s own code.';
comment on column mart.comparison.unit is 'The unit of every value in the row.';
comment on column mart.comparison.value is 'The municipality''s value.';
comment on column mart.comparison.group_value is 'The group''s value, as in mart.indicator_group.';
comment on column mart.comparison.group_basis is 'sum, source, incomplete or not_summable; see mart.indicator_group.';
comment on column mart.comparison.members is 'How many members the group has; the municipality is one of them, except in a group of neighbours.';
comment on column mart.comparison.members_with_value is 'How many members have a figure.';
comment on column mart.comparison.members_median is 'The median of the members'' values; null if any member lacks a figure.';
comment on column mart.comparison.difference is 'Value less group value; percentage points where the unit is percent. Null for a value that is pooled over years.';
comment on column mart.comparison.difference_is is 'Whether the municipality is better or worse than the group; neither if no direction is better, or they are equal.';
comment on column mart.comparison.rank is 'Rank among the group''s members and the municipality (1 = highest). Null if any of them lacks a figure, or if this value is withheld or pooled over years.';
comment on column mart.comparison.rank_of is 'How many are ranked: those whose value is neither withheld nor pooled.';
comment on column mart.comparison.percentile is 'The percentage of the others in the ranking that have a lower value, equal ones counted as half; null if there are no others.';
comment on column mart.comparison.change_1y is 'Value less the value one year before; as in mart.indicator.';
comment on column mart.comparison.group_change_1y is 'The same for the group.';
comment on column mart.comparison.change_1y_is is 'Whether the municipality''s change is for the better or the worse; neither if no direction is better, or nothing changed.';
comment on column mart.comparison.change_5y is 'Value less the value five years before.';
comment on column mart.comparison.group_change_5y is 'The same for the group.';
comment on column mart.comparison.change_5y_is is 'Whether that change is for the better or the worse.';
comment on column mart.comparison.change_10y is 'Value less the value ten years before.';
comment on column mart.comparison.group_change_10y is 'The same for the group.';
comment on column mart.comparison.change_10y_is is 'Whether that change is for the better or the worse.';
