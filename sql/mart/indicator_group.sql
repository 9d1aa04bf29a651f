create table mart.indicator_group as
with newest as (
    select indicator_id, max(vintage) as vintage
    from core.observation
    group by indicator_id
),

-- Earlier releases of a projection are summed only for the groups of mart.indicator. For all groups they would have more rows
-- than all other figures together.
summed as (
    select
        figure.indicator_id,
        member.group_kind,
        member.group_code,
        figure.borders,
        figure.period,
        figure.breakdown,
        figure.vintage,
        figure.alternative,
        sum(figure.numerator) as numerator,
        sum(figure.denominator) as denominator,
        median(figure.value) filter (where figure.pooled_periods is null) as members_median,
        count(*) filter (where figure.value is not null or figure.symbol = 'withheld') as members_with_value,
        count(*) filter (where figure.symbol = 'withheld') as members_withheld,
        any_value(member.members) as members
    from core.observation as figure
    inner join core.group_member as member
        on figure.region = member.municipality_code and figure.borders = member.borders
    inner join newest on figure.indicator_id = newest.indicator_id
    where
        figure.vintage is not distinct from newest.vintage
        or member.group_kind in ('country', 'county', 'centrality')
    group by all
),

-- From 2020 on, SSB's figures for KOSTRA groups are for today's groups. Before 2020 the same codes meant other groups.
own as (
    select 'county' as group_kind, *
    from core.observation
    where length(region) = 2
    union all by name
    select
        case figure.region when '0' then 'country' else 'kostra_group' end as group_kind,
        figure.* replace (edition.borders as borders)
    from core.observation as figure
    cross join (select distinct borders from core.group_member) as edition
    where figure.region = '0' or (figure.region like 'EKG%' and figure.period >= '2020')
),

with_own as (
    select
        summed.*,
        indicator.additive,
        indicator.scale,
        own.numerator as own_numerator,
        own.denominator as own_denominator,
        own.value as own_value,
        case
            when indicator.additive and summed.members_with_value = summed.members then 'sum'
            when own.value is not null then 'source'
            when indicator.additive then 'incomplete'
            else 'not_summable'
        end as group_basis
    from summed
    inner join core.indicator as indicator on summed.indicator_id = indicator.indicator_id
    left join own
        on
            summed.indicator_id = own.indicator_id
            and summed.group_kind = own.group_kind
            and summed.group_code = own.region
            and summed.borders = own.borders
            and summed.period = own.period
            and summed.breakdown is not distinct from own.breakdown
            and summed.vintage is not distinct from own.vintage
            and summed.alternative is not distinct from own.alternative
),

decided as (
    select
        with_own.*,
        (with_own.vintage is not distinct from newest.vintage) as is_newest,
        part.label as part,
        period.period_start,
        (period.period_start < shift.shift_on) as is_before_shift,
        period.grain,
        case group_basis
            when 'sum'
                then case when denominator is null then numerator else round(scale * numerator / nullif(denominator, 0), 6) + 0 end
            when 'source' then own_value
        end as value
    from with_own
    inner join newest on with_own.indicator_id = newest.indicator_id
    left join core.breakdown as part on with_own.breakdown = part.breakdown
    inner join core.period as period on with_own.period = period.period
    left join core.series_shift as shift on with_own.indicator_id = shift.indicator_id
)

select
    indicator_id,
    group_kind,
    group_code,
    borders,
    period,
    breakdown,
    part,
    vintage,
    alternative,
    case group_basis when 'sum' then numerator when 'source' then own_numerator end as numerator,
    case group_basis when 'sum' then denominator when 'source' then own_denominator end as denominator,
    value,
    group_basis,
    case when members_with_value = members then round(members_median, 6) end as members_median,
    members_with_value,
    members_withheld,
    members,
    round(value - first(value) over (years range between interval 1 year preceding and interval 1 year preceding), 6) as change_1y,
    round(value - first(value) over (years range between interval 5 year preceding and interval 5 year preceding), 6) as change_5y,
    round(value - first(value) over (years range between interval 10 year preceding and interval 10 year preceding), 6) as change_10y,
    borders >= (select max(today.borders) from core.regrouping as today) as on_todays_borders,
    is_newest
from decided
window
    years as (
        partition by indicator_id, group_kind, group_code, borders, breakdown, vintage, alternative, grain, is_before_shift
        order by period_start
    )
order by indicator_id, group_kind, group_code, breakdown nulls first, vintage, alternative, borders, period;
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
