-- Needs: temp.series_point, temp.figure_point (from sql/core/series_point.sql)
create table mart.indicator_group as
with edition as (
    select group_kind, group_code, borders, any_value(members) as members, (row_number() over ())::integer as number
    from core.group_member
    group by all
),

-- Earlier releases of a projection are summed only for the groups of mart.indicator. For all groups they would have more rows
-- than all other figures together.
summed as (
    select
        edition.number,
        placed.point,
        fsum(figure.numerator) as numerator,
        fsum(figure.denominator) as denominator,
        median(figure.value) filter (where figure.pooled_periods is null) as members_median,
        count(*) filter (where figure.value is not null or figure.symbol = 'withheld') as members_with_value,
        count(*) filter (where figure.symbol = 'withheld') as members_withheld
    from core.observation as figure
    inner join temp.figure_point as placed on figure.rowid = placed.figure_row
    inner join temp.series_point as point on placed.point = point.point
    inner join core.group_member as member
        on figure.region = member.municipality_code and figure.borders = member.borders
    inner join edition
        on
            member.group_kind = edition.group_kind and member.group_code = edition.group_code
            and member.borders = edition.borders
    where point.is_newest or member.group_kind in ('country', 'county', 'centrality')
    group by all
),

-- From 2020 on, SSB's figures for KOSTRA groups are for today's groups. Before 2020 the same codes meant other groups.
own as (
    select edition.number, placed.point, figure.numerator, figure.denominator, figure.value
    from core.observation as figure
    inner join temp.figure_point as placed on figure.rowid = placed.figure_row
    inner join edition
        on
            figure.region = edition.group_code
            and (
                edition.group_kind = 'country'
                or (edition.group_kind = 'kostra_group' and figure.period >= '2020')
                or (edition.group_kind = 'county' and figure.borders = edition.borders)
            )
    where length(figure.region) != 4
),

decided as (
    select
        summed.*,
        edition.* exclude (number),
        indicator.scale,
        own.numerator as own_numerator,
        own.denominator as own_denominator,
        (point.period_start < shift.shift_on) as is_before_shift,
        case
            when indicator.additive and summed.members_with_value = edition.members then 'sum'
            when own.value is not null then 'source'
            when indicator.additive then 'incomplete'
            else 'not_summable'
        end as group_basis,
        case group_basis
            when 'sum'
                then
                    case
                        when summed.denominator is null then summed.numerator
                        else round(indicator.scale * summed.numerator / nullif(summed.denominator, 0), 6) + 0
                    end
            when 'source' then own.value
        end as value
    from summed
    inner join edition on summed.number = edition.number
    inner join temp.series_point as point on summed.point = point.point
    inner join core.indicator as indicator on point.indicator_id = indicator.indicator_id
    left join own on summed.number = own.number and summed.point = own.point
    left join core.series_shift as shift on point.indicator_id = shift.indicator_id
)

select
    point.indicator_id,
    decided.group_kind,
    decided.group_code,
    decided.borders,
    point.period,
    point.breakdown,
    part.label as part,
    point.vintage,
    point.alternative,
    case decided.group_basis when 'sum' then decided.numerator when 'source' then decided.own_numerator end as numerator,
    case decided.group_basis when 'sum' then decided.denominator when 'source' then decided.own_denominator end as denominator,
    decided.value,
    decided.group_basis,
    case when decided.members_with_value = decided.members then round(decided.members_median, 6) end as members_median,
    decided.members_with_value,
    decided.members_withheld,
    decided.members,
    round(decided.value - one.value, 6) as change_1y,
    round(decided.value - five.value, 6) as change_5y,
    round(decided.value - ten.value, 6) as change_10y,
    decided.borders >= (select max(today.borders) from core.regrouping as today) as on_todays_borders,
    point.is_newest
from decided
inner join temp.series_point as point on decided.point = point.point
left join core.breakdown as part on point.breakdown = part.breakdown
left join decided as one
    on
        decided.number = one.number and point.before_1y = one.point
        and decided.is_before_shift is not distinct from one.is_before_shift
left join decided as five
    on
        decided.number = five.number and point.before_5y = five.point
        and decided.is_before_shift is not distinct from five.is_before_shift
left join decided as ten
    on
        decided.number = ten.number and point.before_10y = ten.point
        and decided.is_before_shift is not distinct from ten.is_before_shift
order by
    point.indicator_id, decided.group_kind, decided.group_code, point.breakdown nulls first, point.vintage, point.alternative,
    decided.borders, point.period;
comment on table mart.indicator_group is 'Every indicator for every group of municipalities in core.group (earlier releases of a projection: only for the country, counties and centrality classes); key: indicator_id, group_kind, group_code, borders, period, breakdown, vintage, alternative.';
comment on column mart.indicator_group.indicator_id is 'The indicator.';
comment on column mart.indicator_group.group_kind is 'The kind of group, as in core.group.';
comment on column mart.indicator_group.group_code is 'The group''s code, as in core.group.';
comment on column mart.indicator_group.borders is 'The KLASS edition of the members.';
comment on column mart.indicator_group.period is 'The period.';
comment on column mart.indicator_group.breakdown is 'Which part of the whole; null for the whole.';
comment on column mart.indicator_group.part is 'The part in Norwegian words, such as 20–44 år or Kvinner; null for the whole.';
comment on column mart.indicator_group.vintage is 'The release of a projection.';
comment on column mart.indicator_group.alternative is 'The alternative of a projection.';
comment on column mart.indicator_group.numerator is 'The members'' numerators summed, or the source''s own.';
comment on column mart.indicator_group.denominator is 'The members'' denominators summed, or the source''s own.';
comment on column mart.indicator_group.value is 'The indicator for the group, in its unit; quotients are rounded to six decimals; null when group_basis is incomplete or not_summable.';
comment on column mart.indicator_group.group_basis is 'sum (of all members), source (the source''s own figure), incomplete (members lack figures), not_summable (and the source has no figure). KOSTRA groups have figures of the source from 2020. A member with a break (break_on in mart.indicator) is in the sum with the area it had then.';
comment on column mart.indicator_group.members_median is 'The median of the members'' values that are neither withheld nor pooled over years, which is not the group''s value; null if any member lacks a figure.';
comment on column mart.indicator_group.members_with_value is 'How many members have a figure. Members whose value is withheld are included, here and in the sums.';
comment on column mart.indicator_group.members_withheld is 'How many members have a figure whose value is withheld; these are in no rank or median.';
comment on column mart.indicator_group.members is 'How many members the group has.';
comment on column mart.indicator_group.change_1y is 'Value less the group''s value one year before, on the same borders and the same side of a shift of the indicator; in percentage points if the unit is percent.';
comment on column mart.indicator_group.change_5y is 'Value less the group''s value five years before, on the same borders.';
comment on column mart.indicator_group.change_10y is 'Value less the group''s value ten years before, on the same borders.';
comment on column mart.indicator_group.on_todays_borders is 'True for members on the borders of today.';
comment on column mart.indicator_group.is_newest is 'True for observed figures and for the newest release of a projection.';
