-- Needs: temp.growth_cells (from warehouse/demography.py), temp.seed_growth_components, temp.seed_remainder_limits (from warehouse/catalogue_tables.py)
create table mart.growth_components as
with component as (
    select
        cell.source_id,
        cell.region,
        cell.borders,
        cell.period,
        component.component,
        case when count(cell.value) = count(*) then sum(component.sign::integer * cell.value) end as persons,
        min(cell.fetch_id) as fetch_id
    from temp.growth_cells as cell
    inner join temp.seed_growth_components as component
        on cell.source_id = component.source_id and cell.contents = component.contents
    where length(cell.region) = 4
    group by all
),

counted as (
    select
        source_id,
        region,
        borders,
        period,
        max(persons) filter (where component = 'population_start') as population_start,
        max(persons) filter (where component = 'birth_surplus') as birth_surplus,
        max(persons) filter (where component = 'domestic_net_migration') as domestic_net_migration,
        max(persons) filter (where component = 'foreign_net_migration') as foreign_net_migration,
        max(persons) filter (where component = 'net_migration') as net_migration,
        max(persons) filter (where component = 'growth') as growth,
        max(persons) filter (where component = 'population_end') as population_end,
        min(fetch_id) as fetch_id
    from component
    group by all
),

-- Domestic and foreign moves of a year come from its four quarters, if these sum to the year's own net migration. They may
-- not, because quarters are not revised later.
four_quarters as (
    select
        counted.region,
        counted.borders,
        year(period.period_start)::varchar as year,
        sum(counted.domestic_net_migration) as domestic_net_migration,
        sum(counted.foreign_net_migration) as foreign_net_migration
    from counted
    inner join core.period as period on counted.period = period.period and period.grain = 'quarter'
    group by all
    having count(counted.domestic_net_migration) = 4 and count(counted.foreign_net_migration) = 4
),

with_year_end as (
    select
        counted.* replace (
            coalesce(counted.domestic_net_migration, four_quarters.domestic_net_migration) as domestic_net_migration,
            coalesce(counted.foreign_net_migration, four_quarters.foreign_net_migration) as foreign_net_migration,
            case
                when counted.population_start is null then null
                when period.grain = 'year' then coalesce(counted.population_end, first(counted.population_start) over next_year)
                else counted.population_end
            end as population_end
        ),
        case when counted.borders >= (select max(today.borders) from core.regrouping as today) then gap.break_on end as break_on,
        case when counted.borders >= (select max(today.borders) from core.regrouping as today) then gap.break_reason end as break_reason
    from counted
    inner join core.period as period on counted.period = period.period
    inner join core.municipality as municipality
        on
            counted.region = municipality.code
            and counted.borders >= municipality.valid_from
            and (municipality.valid_to is null or counted.borders < municipality.valid_to)
    left join four_quarters
        on
            counted.region = four_quarters.region
            and counted.borders = four_quarters.borders
            and counted.period = four_quarters.year
            and counted.net_migration = four_quarters.domestic_net_migration + four_quarters.foreign_net_migration
    left join core.series_break as gap
        on counted.region = gap.municipality_code and gap.additive and period.period_start < gap.break_on
    window
        next_year as (
            partition by counted.source_id, counted.region, municipality.borders_from, period.grain
            order by period.period_start range between interval 1 year following and interval 1 year following
        )
)

select
    region as municipality_code,
    borders,
    period,
    population_start,
    birth_surplus,
    domestic_net_migration,
    foreign_net_migration,
    net_migration,
    growth - birth_surplus - net_migration as source_residual,
    population_end - population_start - birth_surplus - net_migration
    - coalesce(growth - birth_surplus - net_migration, 0) as unexplained,
    coalesce(
        abs(unexplained) >= limits.persons::integer
        and abs(unexplained) >= limits.per_1000::double * population_start / 1000, false
    ) as is_unexplained,
    population_end,
    borders >= (select max(today.borders) from core.regrouping as today) as on_todays_borders,
    break_on,
    break_reason,
    source_id,
    fetch_id
from with_year_end
cross join temp.seed_remainder_limits as limits
where birth_surplus is not null or net_migration is not null or break_on is not null
order by municipality_code, borders, period;
comment on table mart.growth_components is 'Where a municipality''s growth came from: population at the start + birth surplus + net migration + the source''s residual + what is unexplained = population at the end; key: municipality_code, borders, period.';
comment on column mart.growth_components.municipality_code is 'Municipality code on those borders.';
comment on column mart.growth_components.borders is 'The KLASS edition whose borders the figures are on; today''s are summed from earlier ones.';
comment on column mart.growth_components.period is 'A year, or a quarter such as 2015K1.';
comment on column mart.growth_components.population_start is 'Inhabitants on the first day.';
comment on column mart.growth_components.birth_surplus is 'Births less deaths during the period.';
comment on column mart.growth_components.domestic_net_migration is 'Moves in from less moves out to other municipalities; null if the source does not separate them from moves abroad.';
comment on column mart.growth_components.foreign_net_migration is 'Immigration less emigration; null if the source does not separate it from domestic moves.';
comment on column mart.growth_components.net_migration is 'Moves in less moves out, abroad included.';
comment on column mart.growth_components.source_residual is 'The source''s own growth less birth surplus and net migration: its corrections; null if it does not give the growth.';
comment on column mart.growth_components.unexplained is 'What is left of the change in population, such as corrections and border changes; null if the population at the end is not known for the same area.';
comment on column mart.growth_components.is_unexplained is 'Whether what is unexplained is too much for corrections (catalogue/seeds/remainder_limits.csv): land and its inhabitants may have passed to another municipality. core.series_shift then has the day and the reason, and no growth is measured across it.';
comment on column mart.growth_components.population_end is 'Inhabitants at the end: the source''s own, or those at the start of the next year in the same area.';
comment on column mart.growth_components.on_todays_borders is 'True for figures on the borders of today.';
comment on column mart.growth_components.break_on is 'For a period before a break in the series on the borders of today, the day of the break; the figures are then null.';
comment on column mart.growth_components.break_reason is 'What happened to the borders that day, in Norwegian.';
comment on column mart.growth_components.source_id is 'The source table, in meta.source.';
comment on column mart.growth_components.fetch_id is 'The stored response, in meta.fetch.';
