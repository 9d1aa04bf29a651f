create table mart.municipality as
select
    municipality.code,
    municipality.name,
    municipality.official_name,
    municipality.county_code,
    county.name as county_name,
    municipality.valid_from,
    municipality.borders_from,
    centrality.edition as centrality_edition,
    centrality.class as centrality_class,
    centrality.index as centrality_index,
    centrality.article_index as centrality_article_index,
    population.period as population_period,
    population.value::bigint as population,
    projected.vintage as projection_vintage,
    projected.period as projected_period,
    projected.main as projected_population
from core.municipality as municipality
left join core.county as county on municipality.county_code = county.code and county.valid_to is null
left join core.centrality as centrality
    on
        municipality.code = centrality.municipality_code
        and centrality.edition = (select max(newest.edition) from core.centrality as newest)
left join (
    select region, arg_max(period, period) as period, arg_max(value, period) as value
    from core.observation
    where indicator_id = 'population' and breakdown is null and value is not null
    group by region
) as population on municipality.code = population.region
left join (
    select municipality_code, max(vintage) as vintage, max(period) as period, arg_max(main, period) as main
    from mart.projection
    where is_newest and age_group = 'all' and borders >= (select max(today.borders) from core.regrouping as today)
    group by municipality_code
) as projected on municipality.code = projected.municipality_code
where municipality.valid_to is null
order by municipality.code;
comment on table mart.municipality is 'Every municipality of today, one row; key: code.';
comment on column mart.municipality.code is 'Municipality code.';
comment on column mart.municipality.name is 'The Norwegian name.';
comment on column mart.municipality.official_name is 'Official name, with Sámi and Kven names.';
comment on column mart.municipality.county_code is 'County code.';
comment on column mart.municipality.county_name is 'The county''s Norwegian name.';
comment on column mart.municipality.valid_from is 'First day under this code and name on these borders.';
comment on column mart.municipality.borders_from is 'The day from which the area has been the same.';
comment on column mart.municipality.centrality_edition is 'The year of the centrality index.';
comment on column mart.municipality.centrality_class is '1 (most central) to 6 (least central).';
comment on column mart.municipality.centrality_index is '0 to 1000, from KLASS.';
comment on column mart.municipality.centrality_article_index is 'The index in SSB''s article on the same edition, which may differ from the one in KLASS.';
comment on column mart.municipality.population_period is 'The year of population.';
comment on column mart.municipality.population is 'Inhabitants on 1 January of that year.';
comment on column mart.municipality.projection_vintage is 'The newest release of the projection; null if the municipality is not in it.';
comment on column mart.municipality.projected_period is 'The last year of that release.';
comment on column mart.municipality.projected_population is 'Inhabitants on 1 January of that year in the main alternative.';
