-- Every indicator for every municipality of today: the newest figure, or the reason in words why there is none.
create table mart.figure_newest as
-- The newest figure. If a later period has none because the series breaks, no earlier figure replaces it.
with newest as (
    select *
    from (
        select *
        from mart.figure
        where value is not null or symbol in ('withheld', 'not_existing')
        qualify row_number() over (partition by indicator_id, municipality_code order by period_start desc) = 1
    ) as latest
    where value is not null or symbol = 'withheld'
),

-- The newest row, for indicators without a figure in any period.
lacking as (
    select *
    from mart.figure
    qualify row_number() over (partition by indicator_id, municipality_code order by period_start desc) = 1
),

parts as (
    select distinct indicator_id, municipality_code
    from mart.indicator
    where on_todays_borders and breakdown is not null and value is not null
),

-- A change of borders explains a missing figure only if no municipality has a figure from after it.
ended as (
    select indicator_id, max(period_start) as ended_on
    from mart.figure
    where value is not null
    group by indicator_id
)

select
    indicator.indicator_id,
    municipality.code as municipality_code,
    newest.period,
    indicator.title,
    indicator.theme_title as theme,
    municipality.name as municipality,
    municipality.official_name,
    municipality.county_name as county,
    newest.value,
    indicator.unit,
    coalesce(newest.symbol, lacking.symbol, 'not_delivered') as symbol,
    case
        when newest.value is not null then null
        when newest.symbol = 'withheld' then newest.reason
        when parts.indicator_id is not null then 'Tallet finnes bare for deler av helheten; se breakdown i mart.indicator.'
        when lacking.symbol != 'not_delivered' and lacking.reason is not null then lacking.reason
        when source.rows > 0 and gap.break_reason is not null then gap.break_reason
        when source.rows > 0 and build.origin != 'sample' then 'Kilden har ikke tall for kommunen.'
        when source.rows > 0 then 'Ikke med i prøvedataene, eller kilden har ikke tallet.'
        when source.stale_reason is not null then 'Kilden kunne ikke hentes: ' || source.stale_reason
        when source.off_because is not null then 'Kilden hentes ikke her. ' || source.off_because
        when build.origin = 'sample' then 'Ikke med i prøvedataene.'
        else 'Kilden er ikke hentet ennå.'
    end as reason,
    newest.* exclude (
        indicator_id, municipality_code, period, title, theme, municipality, official_name, county, value, unit, symbol, reason,
        county_code, source_id
    ),
    municipality.county_code,
    indicator.source_id,
    case
        when year(build.built_at) - year(newest.period_end) > 5
            then 'Det nyeste tallet er fra ' || newest.period || ', og kan være for gammelt.'
    end as age_note
from core.indicator as indicator
cross join mart.municipality as municipality
cross join meta.build as build
left join meta.source as source on indicator.source_id = source.source_id
left join newest on indicator.indicator_id = newest.indicator_id and municipality.code = newest.municipality_code
left join lacking on indicator.indicator_id = lacking.indicator_id and municipality.code = lacking.municipality_code
left join parts on indicator.indicator_id = parts.indicator_id and municipality.code = parts.municipality_code
left join ended on indicator.indicator_id = ended.indicator_id
left join core.series_break as gap
    on municipality.code = gap.municipality_code and indicator.additive = gap.additive and gap.break_on > ended.ended_on
order by indicator.indicator_id, municipality.code;
comment on table mart.figure_newest is 'Every indicator for every municipality of today: the newest figure as in mart.figure, or the reason in words why there is none. Key: indicator_id, municipality_code.';
comment on column mart.figure_newest.indicator_id is 'The indicator, in core.indicator.';
comment on column mart.figure_newest.municipality_code is 'Municipality code of today.';
comment on column mart.figure_newest.period is 'The newest period with a figure, or with one that is withheld; null where there is none.';
comment on column mart.figure_newest.title is 'The indicator''s title, in Norwegian.';
comment on column mart.figure_newest.theme is 'The planning theme, in Norwegian.';
comment on column mart.figure_newest.municipality is 'The municipality''s Norwegian name.';
comment on column mart.figure_newest.official_name is 'Its official name, with Sámi and Kven names.';
comment on column mart.figure_newest.county is 'The county''s Norwegian name.';
comment on column mart.figure_newest.value is 'The figure, in its unit, rounded to six decimals; null where reason says why.';
comment on column mart.figure_newest.unit is 'The unit of every value in the row.';
comment on column mart.figure_newest.symbol is 'published, provisional or derived for a figure; else why there is none, as in the newest period; not_delivered where there is no period.';
comment on column mart.figure_newest.reason is 'Why there is no value, in Norwegian: never fetched, not in the sample, none at the source, hidden or withheld, other borders, or only in parts; null where there is a value.';
comment on column mart.figure_newest.note is 'Why the value is doubtful, in Norwegian, where core.doubtful_figure has it; null for all others.';
comment on column mart.figure_newest.numerator is 'What is counted; null for figures that cannot be summed.';
comment on column mart.figure_newest.denominator is 'What it is divided by; null for counts.';
comment on column mart.figure_newest.neighbours_value is 'The same for the ten municipalities most similar to it; null where a value is pooled over years.';
comment on column mart.figure_newest.neighbours_basis is 'value: the ten together; median: the median of those with a figure, at least eight; null where there is none.';
comment on column mart.figure_newest.county_value is 'The same for the county; null where a value is pooled over years.';
comment on column mart.figure_newest.county_basis is 'value: the county''s own figure or sum; median: of its municipalities, at least four in five; null where there is none.';
comment on column mart.figure_newest.country_value is 'The same for the country; null where a value is pooled over years.';
comment on column mart.figure_newest.country_basis is 'value: the country''s own figure or sum; median: of its municipalities, at least four in five; null where there is none.';
comment on column mart.figure_newest.change_1y is 'Value less the value one year before; as in mart.indicator.';
comment on column mart.figure_newest.change_5y is 'Value less the value five years before.';
comment on column mart.figure_newest.change_10y is 'Value less the value ten years before.';
comment on column mart.figure_newest.rank is 'Rank among all municipalities (1 = highest); as in mart.indicator.';
comment on column mart.figure_newest.rank_of is 'How many are ranked.';
comment on column mart.figure_newest.county_rank is 'Rank within the county (1 = highest); as in mart.indicator.';
comment on column mart.figure_newest.county_rank_of is 'How many are ranked within the county.';
comment on column mart.figure_newest.pooled_periods is 'The years that the value is for, together, such as 2021-2025; null where it is for its period alone.';
comment on column mart.figure_newest.pooled_reason is 'Why the value is for several years together, in Norwegian; null for all others.';
comment on column mart.figure_newest.vintage is 'The release of a projection; null for observed figures.';
comment on column mart.figure_newest.shift_on is 'For a figure before a shift in the series, the day of the next one: the figure stands, but no change is measured across that day.';
comment on column mart.figure_newest.shift_reason is 'What happened that day, in Norwegian.';
comment on column mart.figure_newest.kind is 'stock (counted on a day) or flow (during the period).';
comment on column mart.figure_newest.period_start is 'First day of what the figure is for: of the period, or of the years that end with it (core.indicator.years).';
comment on column mart.figure_newest.period_end is 'Last day of the period.';
comment on column mart.figure_newest.is_newest is 'True if the indicator has no later period without a figure for the municipality; null if there is no figure.';
comment on column mart.figure_newest.county_code is 'The county.';
comment on column mart.figure_newest.source_id is 'The source table, in meta.source.';
comment on column mart.figure_newest.fetch_id is 'The stored answer of the numerator, in meta.fetch.';
comment on column mart.figure_newest.age_note is 'Set where the newest figure is more than five years older than the build, in Norwegian.';
create view main.figure_newest as from mart.figure_newest;
comment on view main.figure_newest is 'mart.figure_newest, where show tables finds it.';
