-- The first table for an analyst. It has each figure once, so a query that lacks a condition counts nothing twice.
create table mart.figure as
with
-- The whole, on today's borders; of projections the newest release in its main alternative.
whole as (
    select figure.*
    from mart.indicator as figure
    where
        on_todays_borders
        and is_newest
        and breakdown is null
        and (alternative is null or alternative = 'MMMM')
),

-- Before a break, a source's own sum is for another area, so it is not a figure of the municipality.
clean as (
    select
        * replace (
            case when break_on is null then value end as value,
            case when break_on is null then numerator end as numerator,
            case when break_on is null then denominator end as denominator,
            case when break_on is null then symbol else 'not_existing' end as symbol
        )
    from whole
),

newest as (
    select indicator_id, municipality_code, max(period_start) as period_start
    from whole
    group by all
),

-- The value of each group in comparisons: its own figure, else the median of its members if at least four in five have one.
own as (
    select *
    from mart.indicator_group
    where
        on_todays_borders and is_newest and breakdown is null and (alternative is null or alternative = 'MMMM')
        and group_kind in ('neighbours', 'county', 'country')
),

-- A value that is pooled over years is not compared with a value of a single year.
member_median as (
    select
        own.group_kind,
        own.group_code,
        own.indicator_id,
        own.period,
        case when count(figure.value) >= 0.8 * any_value(own.members) then median(figure.value) end as value
    from own
    inner join core.indicator as indicator on own.indicator_id = indicator.indicator_id
    inner join core.group_member as member
        on own.group_kind = member.group_kind and own.group_code = member.group_code and own.borders = member.borders
    inner join clean as figure
        on
            own.indicator_id = figure.indicator_id and own.period = figure.period
            and member.municipality_code = figure.municipality_code
    where
        own.value is null and own.members_with_value >= 0.8 * own.members
        and figure.value is not null and figure.pooled_periods is null
        -- A count stands next to sums, so a median would mislead.
        and not indicator.is_count
    group by all
),

grouped as (
    select group_kind, group_code, indicator_id, period, value, 'value' as basis
    from own
    where value is not null
    union all
    select *, 'median' as basis
    from member_median
    where value is not null
)

select
    figure.indicator_id,
    figure.municipality_code,
    figure.period,
    indicator.title,
    indicator.theme_title as theme,
    municipality.name as municipality,
    municipality.official_name,
    municipality.county_name as county,
    -- Adding 0 turns the negative zero that rounding can give into 0.
    round(figure.value, 6) + 0 as value,
    figure.unit,
    figure.symbol,
    case
        when figure.value is not null then null
        when figure.symbol = 'withheld' then figure.withheld_reason
        when figure.break_reason is not null then figure.break_reason
        when figure.symbol = 'not_existing' then 'Kommunen fantes ikke med dagens grenser.'
        when figure.symbol = 'confidential' then 'Kilden har skjult tallet av hensyn til personvernet.'
        when figure.symbol = 'not_applicable' then 'Tallet kan ikke regnes ut.'
        when figure.symbol = 'not_delivered' then 'Tallet, eller noe det regnes av, er ikke med i det som er hentet.'
        else 'Kilden har ikke tall for kommunen i perioden.'
    end as reason,
    doubt.note,
    figure.numerator,
    figure.denominator,
    case when figure.pooled_periods is null then round(neighbours.value, 6) + 0 end as neighbours_value,
    case when figure.pooled_periods is null then neighbours.basis end as neighbours_basis,
    case when figure.pooled_periods is null then round(county.value, 6) + 0 end as county_value,
    case when figure.pooled_periods is null then county.basis end as county_basis,
    case when figure.pooled_periods is null then round(country.value, 6) + 0 end as country_value,
    case when figure.pooled_periods is null then country.basis end as country_basis,
    round(figure.change_1y, 6) + 0 as change_1y,
    round(figure.change_5y, 6) + 0 as change_5y,
    round(figure.change_10y, 6) + 0 as change_10y,
    figure.rank,
    figure.rank_of,
    figure.county_rank,
    figure.county_rank_of,
    figure.pooled_periods,
    case when figure.pooled_periods is not null then figure.withheld_reason end as pooled_reason,
    figure.vintage,
    figure.shift_on,
    figure.shift_reason,
    figure.kind,
    figure.period_start,
    figure.period_end,
    figure.period_start = newest.period_start as is_newest,
    figure.county_code,
    figure.source_id,
    figure.fetch_id
from clean as figure
inner join newest on figure.indicator_id = newest.indicator_id and figure.municipality_code = newest.municipality_code
inner join core.indicator as indicator on figure.indicator_id = indicator.indicator_id
inner join mart.municipality as municipality on figure.municipality_code = municipality.code
left join core.doubtful_figure as doubt
    on
        figure.indicator_id = doubt.indicator_id and figure.municipality_code = doubt.municipality_code
        and figure.period = doubt.period and round(figure.value, 6) = doubt.value
left join grouped as neighbours
    on
        neighbours.group_kind = 'neighbours' and figure.municipality_code = neighbours.group_code
        and figure.indicator_id = neighbours.indicator_id and figure.period = neighbours.period
left join grouped as county
    on
        county.group_kind = 'county' and figure.county_code = county.group_code
        and figure.indicator_id = county.indicator_id and figure.period = county.period
left join grouped as country
    on
        country.group_kind = 'country'
        and figure.indicator_id = country.indicator_id and figure.period = country.period
order by figure.indicator_id, figure.period, figure.municipality_code;
comment on table mart.figure is 'The figures to start with: every indicator as a whole, on the borders of today; of projections the newest release in its main alternative. A row without a value has the reason. There is no row for a period that the source lacks. Key: indicator_id, municipality_code, period. Everything else (parts, earlier borders and releases) is in mart.indicator.';
comment on column mart.figure.indicator_id is 'The indicator, in core.indicator.';
comment on column mart.figure.municipality_code is 'Municipality code of today.';
comment on column mart.figure.period is 'The period, as the source writes it.';
comment on column mart.figure.title is 'The indicator''s title, in Norwegian.';
comment on column mart.figure.theme is 'The planning theme, in Norwegian.';
comment on column mart.figure.municipality is 'The municipality''s Norwegian name.';
comment on column mart.figure.official_name is 'Its official name, with Sámi and Kven names.';
comment on column mart.figure.county is 'The county''s Norwegian name.';
comment on column mart.figure.value is 'The figure, in its unit, rounded to six decimals; null where reason says why.';
comment on column mart.figure.unit is 'The unit of every value in the row.';
comment on column mart.figure.symbol is 'published, provisional or derived for a figure; else why there is none.';
comment on column mart.figure.reason is 'Why there is no value, in Norwegian; null where there is one.';
comment on column mart.figure.note is 'Why the value is doubtful, in Norwegian, where core.doubtful_figure has it; null for all others.';
comment on column mart.figure.numerator is 'What is counted; null for figures that cannot be summed.';
comment on column mart.figure.denominator is 'What it is divided by; null for counts.';
comment on column mart.figure.neighbours_value is 'The same for the ten municipalities most similar to it; null where a value is pooled over years.';
comment on column mart.figure.neighbours_basis is 'value: the ten together; median: the median of those with a figure, at least eight; null where there is none.';
comment on column mart.figure.county_value is 'The same for the county; null where a value is pooled over years.';
comment on column mart.figure.county_basis is 'value: the county''s own figure or sum; median: of its municipalities, at least four in five; null where there is none.';
comment on column mart.figure.country_value is 'The same for the country; null where a value is pooled over years.';
comment on column mart.figure.country_basis is 'value: the country''s own figure or sum; median: of its municipalities, at least four in five; null where there is none.';
comment on column mart.figure.change_1y is 'Value less the value one year before; as in mart.indicator.';
comment on column mart.figure.change_5y is 'Value less the value five years before.';
comment on column mart.figure.change_10y is 'Value less the value ten years before.';
comment on column mart.figure.rank is 'Rank among all municipalities (1 = highest); as in mart.indicator.';
comment on column mart.figure.rank_of is 'How many are ranked.';
comment on column mart.figure.county_rank is 'Rank within the county (1 = highest); as in mart.indicator.';
comment on column mart.figure.county_rank_of is 'How many are ranked within the county.';
comment on column mart.figure.pooled_periods is 'The years that the value is for, together, such as 2021-2025; null where it is for its period alone.';
comment on column mart.figure.pooled_reason is 'Why the value is for several years together, in Norwegian; null for all others.';
comment on column mart.figure.vintage is 'The release of a projection; null for observed figures.';
comment on column mart.figure.shift_on is 'For a figure before a shift in the series, the day of the next one: the figure stands, but no change is measured across that day.';
comment on column mart.figure.shift_reason is 'What happened that day, in Norwegian.';
comment on column mart.figure.kind is 'stock (counted on a day) or flow (during the period).';
comment on column mart.figure.period_start is 'First day of what the figure is for: of the period, or of the years that end with it (core.indicator.years).';
comment on column mart.figure.period_end is 'Last day of the period.';
comment on column mart.figure.is_newest is 'Whether this is the newest period of the indicator for the municipality.';
comment on column mart.figure.county_code is 'The county.';
comment on column mart.figure.source_id is 'The source table, in meta.source.';
comment on column mart.figure.fetch_id is 'The stored answer of the numerator, in meta.fetch.';
create view main.figure as from mart.figure;
comment on view main.figure is 'mart.figure, where show tables finds it.';
