create table mart.indicator as
with figure as (
    select
        observation.*,
        municipality.county_code,
        (period.period_start - to_years(words.years - 1))::date as period_start,
        period.period_end,
        period.grain
    from core.observation as observation
    inner join core.municipality as municipality
        on
            observation.region = municipality.code
            and observation.borders >= municipality.valid_from
            and (municipality.valid_to is null or observation.borders < municipality.valid_to)
    inner join core.period as period on observation.period = period.period
    inner join core.indicator as words on observation.indicator_id = words.indicator_id
),

-- Ranked before the groups are joined, so that the windows have fewer columns. A value that is pooled over years is neither
-- ranked nor compared, because the others are for a single year.
ranked as (
    select
        *,
        rank() over (within_country order by value desc) as country_place,
        rank() over (within_county order by value desc) as county_place,
        count(value) over within_country as country_ranked,
        count(value) over within_county as county_ranked,
        case
            when pooled_periods is null
                then value - first(value) over (years range between interval 1 year preceding and interval 1 year preceding)
        end as change_1y,
        value - first(value) over (years range between interval 5 year preceding and interval 5 year preceding) as change_5y,
        value - first(value) over (years range between interval 10 year preceding and interval 10 year preceding) as change_10y
    from figure
    window
        within_country as (partition by indicator_id, borders, period, breakdown, vintage, alternative, pooled_periods is null),
        within_county as (
            partition by indicator_id, borders, period, breakdown, vintage, alternative, county_code, pooled_periods is null
        ),
        years as (
            partition by
                indicator_id, region, area_from, break_on, shift_on, breakdown, vintage, alternative, grain,
                pooled_periods is null
            order by period_start
        )
),

compared as (
    select
        ranked.*,
        indicator.unit,
        indicator.kind,
        indicator.source_id,
        (ranked.vintage is not distinct from newest.vintage) as is_newest,
        part.label as part,
        class.class as centrality_class,
        if(ranked.pooled_periods is null, county.value, null) as county_value,
        county.group_basis as county_basis,
        county.members as county_members,
        county.members_with_value as county_members_with_value,
        if(ranked.pooled_periods is null, country.value, null) as country_value,
        country.group_basis as country_basis,
        country.members as country_members,
        country.members_with_value as country_members_with_value,
        if(ranked.pooled_periods is null, centrality.value, null) as centrality_value,
        centrality.group_basis as centrality_basis,
        centrality.members as centrality_members,
        centrality.members_with_value as centrality_members_with_value
    from ranked
    inner join core.indicator as indicator on ranked.indicator_id = indicator.indicator_id
    inner join (
        select indicator_id, max(vintage) as vintage
        from core.observation
        group by indicator_id
    ) as newest on ranked.indicator_id = newest.indicator_id
    left join core.breakdown as part on ranked.breakdown = part.breakdown
    left join core.centrality as class
        on
            ranked.region = class.municipality_code
            and class.edition = (select max(newest.edition) from core.centrality as newest)
    left join mart.indicator_group as county
        on
            ranked.indicator_id = county.indicator_id and county.group_kind = 'county'
            and ranked.county_code = county.group_code and ranked.borders = county.borders
            and ranked.period = county.period and ranked.breakdown is not distinct from county.breakdown
            and ranked.vintage is not distinct from county.vintage
            and ranked.alternative is not distinct from county.alternative
    left join mart.indicator_group as country
        on
            ranked.indicator_id = country.indicator_id and country.group_kind = 'country'
            and ranked.borders = country.borders
            and ranked.period = country.period and ranked.breakdown is not distinct from country.breakdown
            and ranked.vintage is not distinct from country.vintage
            and ranked.alternative is not distinct from country.alternative
    left join mart.indicator_group as centrality
        on
            ranked.indicator_id = centrality.indicator_id and centrality.group_kind = 'centrality'
            and class.class::varchar = centrality.group_code and ranked.borders = centrality.borders
            and ranked.period = centrality.period and ranked.breakdown is not distinct from centrality.breakdown
            and ranked.vintage is not distinct from centrality.vintage
            and ranked.alternative is not distinct from centrality.alternative
)

select
    indicator_id,
    region as municipality_code,
    borders,
    period,
    breakdown,
    part,
    vintage,
    alternative,
    period_start,
    period_end,
    kind,
    numerator,
    denominator,
    value,
    symbol,
    unit,
    county_code,
    county_value,
    county_basis,
    country_value,
    country_basis,
    centrality_class,
    centrality_value,
    centrality_basis,
    format(
        'county={} {}/{};country={} {}/{};centrality={} {}/{}',
        county_basis, county_members_with_value, county_members,
        country_basis, country_members_with_value, country_members,
        coalesce(centrality_basis::varchar, 'none'), coalesce(centrality_members_with_value, 0), coalesce(centrality_members, 0)
    ) as group_basis,
    case
        when value is not null and pooled_periods is null and country_members_with_value = country_members and country_ranked >= 0.5 * country_members
            then country_place
    end as rank,
    case when rank is not null then country_ranked end as rank_of,
    case
        when value is not null and pooled_periods is null and county_members_with_value = county_members and county_ranked >= 0.5 * county_members
            then county_place
    end as county_rank,
    case when county_rank is not null then county_ranked end as county_rank_of,
    round(change_1y, 6) as change_1y,
    round(change_5y, 6) as change_5y,
    round(change_10y, 6) as change_10y,
    borders >= (select max(today.borders) from core.regrouping as today) as on_todays_borders,
    is_newest,
    break_on,
    break_reason,
    shift_on,
    shift_reason,
    withheld_reason,
    pooled_periods,
    source_id,
    fetch_id
from compared
-- In this order similar values are adjacent, so they compress better and the file is much smaller.
order by indicator_id, breakdown nulls first, vintage, alternative, borders, period, municipality_code;
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
