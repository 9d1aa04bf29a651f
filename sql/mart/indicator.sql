-- Needs: temp.series_point, temp.figure_point (from sql/core/series_point.sql)
create table mart.indicator as
-- Ranks and changes have few columns here, because a window and a join carry all of them. A value that is pooled over years is
-- neither ranked nor compared, because the others are for a single year.
with figure as (
    select
        placed.figure_row,
        placed.point,
        placed.county_code,
        observation.region,
        observation.borders,
        observation.area_from,
        observation.break_on,
        observation.shift_on,
        observation.value,
        observation.pooled_periods is null as is_of_one_period
    from core.observation as observation
    inner join temp.figure_point as placed on observation.rowid = placed.figure_row
    where placed.county_code is not null
),

ranked as (
    select
        *,
        rank() over (within_country order by value desc) as country_place,
        rank() over (within_county order by value desc) as county_place,
        count(value) over within_country as country_ranked,
        count(value) over within_county as county_ranked
    from figure
    window
        within_country as (partition by point, borders, is_of_one_period),
        within_county as (partition by point, borders, is_of_one_period, county_code)
),

-- One value for each area, which may have rows on the borders of several editions, with the same value.
of_area as (
    select region, area_from, break_on, shift_on, is_of_one_period, point, any_value(value) as value
    from figure
    group by all
),

grouped as (
    select
        point.point,
        figure.group_kind,
        figure.group_code,
        figure.borders,
        figure.value,
        figure.group_basis,
        figure.members,
        figure.members_with_value,
        format('{}={} {}/{}', figure.group_kind, figure.group_basis, figure.members_with_value, figure.members) as counted
    from mart.indicator_group as figure
    inner join temp.series_point as point
        on
            figure.indicator_id = point.indicator_id and figure.period = point.period
            and figure.breakdown is not distinct from point.breakdown
            and figure.vintage is not distinct from point.vintage
            and figure.alternative is not distinct from point.alternative
    where figure.group_kind in ('county', 'country', 'centrality')
),

compared as (
    select
        ranked.*,
        case when ranked.is_of_one_period then ranked.value - one.value end as change_1y,
        ranked.value - five.value as change_5y,
        ranked.value - ten.value as change_10y,
        class.class as centrality_class,
        case when ranked.is_of_one_period then county.value end as county_value,
        county.group_basis as county_basis,
        county.members as county_members,
        county.members_with_value as county_members_with_value,
        case when ranked.is_of_one_period then country.value end as country_value,
        country.group_basis as country_basis,
        country.members as country_members,
        country.members_with_value as country_members_with_value,
        case when ranked.is_of_one_period then centrality.value end as centrality_value,
        centrality.group_basis as centrality_basis,
        concat_ws(';', county.counted, country.counted, coalesce(centrality.counted, 'centrality=none 0/0')) as group_basis
    from ranked
    inner join temp.series_point as point on ranked.point = point.point
    left join of_area as one
        on
            ranked.region = one.region and ranked.area_from = one.area_from and point.before_1y = one.point
            and ranked.is_of_one_period = one.is_of_one_period
            and ranked.break_on is not distinct from one.break_on
            and ranked.shift_on is not distinct from one.shift_on
    left join of_area as five
        on
            ranked.region = five.region and ranked.area_from = five.area_from and point.before_5y = five.point
            and ranked.is_of_one_period = five.is_of_one_period
            and ranked.break_on is not distinct from five.break_on
            and ranked.shift_on is not distinct from five.shift_on
    left join of_area as ten
        on
            ranked.region = ten.region and ranked.area_from = ten.area_from and point.before_10y = ten.point
            and ranked.is_of_one_period = ten.is_of_one_period
            and ranked.break_on is not distinct from ten.break_on
            and ranked.shift_on is not distinct from ten.shift_on
    left join core.centrality as class
        on
            ranked.region = class.municipality_code
            and class.edition = (select max(newest.edition) from core.centrality as newest)
    left join grouped as county
        on
            county.group_kind = 'county' and ranked.point = county.point and ranked.borders = county.borders
            and ranked.county_code = county.group_code
    left join grouped as country
        on
            country.group_kind = 'country' and ranked.point = country.point and ranked.borders = country.borders
    left join grouped as centrality
        on
            centrality.group_kind = 'centrality' and ranked.point = centrality.point and ranked.borders = centrality.borders
            and class.class::varchar = centrality.group_code
)

select
    observation.indicator_id,
    observation.region as municipality_code,
    observation.borders,
    observation.period,
    observation.breakdown,
    part.label as part,
    observation.vintage,
    observation.alternative,
    (period.period_start - to_years(indicator.years - 1))::date as period_start,
    period.period_end,
    indicator.kind,
    observation.numerator,
    observation.denominator,
    observation.value,
    observation.symbol,
    indicator.unit,
    compared.county_code,
    compared.county_value,
    compared.county_basis,
    compared.country_value,
    compared.country_basis,
    compared.centrality_class,
    compared.centrality_value,
    compared.centrality_basis,
    compared.group_basis,
    case
        when
            compared.value is not null and compared.is_of_one_period
            and compared.country_members_with_value = compared.country_members
            and compared.country_ranked >= 0.5 * compared.country_members
            then compared.country_place
    end as rank,
    case when rank is not null then compared.country_ranked end as rank_of,
    case
        when
            compared.value is not null and compared.is_of_one_period
            and compared.county_members_with_value = compared.county_members
            and compared.county_ranked >= 0.5 * compared.county_members
            then compared.county_place
    end as county_rank,
    case when county_rank is not null then compared.county_ranked end as county_rank_of,
    round(compared.change_1y, 6) as change_1y,
    round(compared.change_5y, 6) as change_5y,
    round(compared.change_10y, 6) as change_10y,
    observation.borders >= (select max(today.borders) from core.regrouping as today) as on_todays_borders,
    point.is_newest,
    observation.break_on,
    observation.break_reason,
    observation.shift_on,
    observation.shift_reason,
    observation.withheld_reason,
    observation.pooled_periods,
    indicator.source_id,
    observation.fetch_id
from core.observation as observation
inner join compared on observation.rowid = compared.figure_row
inner join temp.series_point as point on compared.point = point.point
inner join core.period as period on observation.period = period.period
inner join core.indicator as indicator on observation.indicator_id = indicator.indicator_id
left join core.breakdown as part on observation.breakdown = part.breakdown
-- In this order similar values are adjacent, so they compress better and the file is much smaller.
order by
    observation.indicator_id, observation.breakdown nulls first, observation.vintage, observation.alternative,
    observation.borders, observation.period, observation.region;
comment on table mart.indicator is 'Every indicator for every municipality, with numerator and denominator, comparison, rank and change. There is no row for a period without a cell in the source (for growth: without an earlier figure for the same area); key: indicator_id, municipality_code, borders, period, breakdown, vintage, alternative.';
comment on column mart.indicator.indicator_id is 'The indicator, in core.indicator.';
comment on column mart.indicator.municipality_code is 'Municipality code on those borders.';
comment on column mart.indicator.borders is 'The KLASS edition whose borders the figure is on.';
comment on column mart.indicator.period is 'The period, as the source writes it.';
comment on column mart.indicator.breakdown is 'Which part of the whole, such as alder=080-089; null for the whole.';
comment on column mart.indicator.part is 'The part in Norwegian words, such as 20–44 år or Kvinner; null for the whole.';
comment on column mart.indicator.vintage is 'The release of a projection; null for observed figures.';
comment on column mart.indicator.alternative is 'The alternative of a projection; null for observed figures.';
comment on column mart.indicator.period_start is 'First day of what the figure is for: of the period, or of the years that end with it (core.indicator.years).';
comment on column mart.indicator.period_end is 'Last day of the period.';
comment on column mart.indicator.kind is 'stock (for population: on 1 January of the period) or flow (during it).';
comment on column mart.indicator.numerator is 'What is counted; null for figures that cannot be summed.';
comment on column mart.indicator.denominator is 'What the numerator is divided by; null for counts.';
comment on column mart.indicator.value is 'The indicator, in its unit; quotients are rounded to six decimals.';
comment on column mart.indicator.symbol is 'published, provisional or derived if there is a figure; else why there is none.';
comment on column mart.indicator.unit is 'The unit of every value in the row.';
comment on column mart.indicator.county_code is 'The county.';
comment on column mart.indicator.county_value is 'The same for the county; null if the value is pooled over years.';
comment on column mart.indicator.county_basis is 'sum, source, incomplete or not_summable; see mart.indicator_group.';
comment on column mart.indicator.country_value is 'The same for the country; null if the value is pooled over years.';
comment on column mart.indicator.country_basis is 'sum, source, incomplete or not_summable.';
comment on column mart.indicator.centrality_class is 'The centrality class, newest edition.';
comment on column mart.indicator.centrality_value is 'The same for all municipalities of the class; null if the value is pooled over years.';
comment on column mart.indicator.centrality_basis is 'sum, source, incomplete or not_summable.';
comment on column mart.indicator.group_basis is 'The three bases in one text, each with the number of members that have a figure and the number of members.';
comment on column mart.indicator.rank is 'Rank among all municipalities (1 = highest). Null if any municipality lacks a figure, if this value is withheld or pooled over years, or if more than half of them are.';
comment on column mart.indicator.rank_of is 'How many are ranked: those whose value is neither withheld nor pooled.';
comment on column mart.indicator.county_rank is 'Rank within the county (1 = highest). Null if any municipality of the county lacks a figure, if this value is withheld or pooled over years, or if more than half of them are.';
comment on column mart.indicator.county_rank_of is 'How many are ranked within the county.';
comment on column mart.indicator.change_1y is 'Value less the value one year before, for the same area and on the same side of a break or shift; in percentage points if the unit is percent. Null if one of the two is withheld, or pooled over years: the two would share years.';
comment on column mart.indicator.change_5y is 'Value less the value five years before, for the same area and on the same side of a break or shift. Null if one of the two is withheld, or if only one is pooled.';
comment on column mart.indicator.change_10y is 'Value less the value ten years before, for the same area and on the same side of a break or shift. Null if one of the two is withheld, or if only one is pooled.';
comment on column mart.indicator.on_todays_borders is 'True for figures on the borders of today, a series that reaches back through mergers; false for figures on earlier borders, as they were published.';
comment on column mart.indicator.is_newest is 'True for observed figures and for the newest release of a projection.';
comment on column mart.indicator.break_on is 'The day of the break, for a period before a break in the series on the borders of today; else null. If such a period has a figure, it is the source''s own sum, for another area. Growth measured from such a period has the day too, and no value.';
comment on column mart.indicator.break_reason is 'What happened to the borders that day, in Norwegian.';
comment on column mart.indicator.shift_on is 'For a figure before a shift in core.series_shift, the day of the next one: the figure stands, but no change is measured across that day. Null for all others.';
comment on column mart.indicator.shift_reason is 'What happened that day, in Norwegian.';
comment on column mart.indicator.withheld_reason is 'Why the value is withheld (symbol says withheld) or pooled over years, in Norwegian: it rests on a number below the limits in core.small_number. Null for all others.';
comment on column mart.indicator.pooled_periods is 'The years that the value is pooled over, such as 2021-2025; null if it is for its period alone.';
comment on column mart.indicator.source_id is 'The source table, in meta.source.';
comment on column mart.indicator.fetch_id is 'The stored response of the numerator, in meta.fetch.';
