-- Needs: temp.inhabitants_by_age (from warehouse/demography.py)
create table mart.population_pyramid as
-- Ages are in groups of five years, because a single year has few persons in a small municipality. The source table has
-- single years.
with grouped as (
    select
        region,
        borders,
        period,
        kjonn as sex,
        least(alder_from // 5 * 5, 100)::smallint as age_from,
        case when count(value) = count(*) then sum(value) end as persons,
        min(fetch_id) as fetch_id
    from temp.inhabitants_by_age
    group by all
),

shared as (
    select
        *,
        case when count(persons) over everybody = count(*) over everybody then round(100 * persons / sum(persons) over everybody, 6) end as share
    from grouped
    window everybody as (partition by region, borders, period)
)

select
    own.region as municipality_code,
    own.borders,
    own.period,
    own.sex,
    if(own.sex = '1', 'Menn', 'Kvinner') as sex_label,
    format('{:03d}', own.age_from) || case when own.age_from < 100 then format('-{:03d}', own.age_from + 4) else '+' end as age_group,
    if(own.age_from < 100, format('{}–{} år', own.age_from, own.age_from + 4), own.age_from || ' år og over') as age_label,
    own.age_from,
    own.persons::integer as persons,
    own.share,
    county.share as county_share,
    country.share as country_share,
    own.borders >= (select max(today.borders) from core.regrouping as today) as on_todays_borders,
    gap.break_on,
    gap.break_reason,
    own.fetch_id
from shared as own
inner join core.period as period on own.period = period.period
left join shared as county
    on
        left(own.region, 2) = county.region and own.borders = county.borders and own.period = county.period
        and own.sex = county.sex and own.age_from = county.age_from
left join shared as country
    on
        country.region = '0' and own.period = country.period
        and own.sex = country.sex and own.age_from = country.age_from
left join core.series_break as gap
    on own.region = gap.municipality_code and gap.additive and period.period_start < gap.break_on
where length(own.region) = 4 and own.persons is not null
order by own.sex, own.age_from, own.borders, own.period, municipality_code;
comment on table mart.population_pyramid is 'Inhabitants on 1 January by sex and groups of five years, with the shares of the county and the country; key: municipality_code, borders, period, sex, age_group.';
comment on column mart.population_pyramid.municipality_code is 'Municipality code on those borders.';
comment on column mart.population_pyramid.borders is 'The KLASS edition whose borders the figure is on.';
comment on column mart.population_pyramid.period is 'The year.';
comment on column mart.population_pyramid.sex is '1 men, 2 women: the source''s own codes.';
comment on column mart.population_pyramid.sex_label is 'Menn or Kvinner.';
comment on column mart.population_pyramid.age_group is 'First and last age, such as 020-024; 100+ is the last.';
comment on column mart.population_pyramid.age_label is 'The ages in Norwegian words, such as 0–4 år.';
comment on column mart.population_pyramid.age_from is 'First age.';
comment on column mart.population_pyramid.persons is 'Inhabitants of that sex and age.';
comment on column mart.population_pyramid.share is 'Percent of all inhabitants of the municipality, rounded to six decimals.';
comment on column mart.population_pyramid.county_share is 'The same for the county, from the source''s own figures; null if it has none on these borders.';
comment on column mart.population_pyramid.country_share is 'The same for the country.';
comment on column mart.population_pyramid.on_todays_borders is 'True for figures on the borders of today.';
comment on column mart.population_pyramid.break_on is 'For a year before a break in the series, the day of the break: the figure is the source''s own sum, for another area.';
comment on column mart.population_pyramid.break_reason is 'What happened to the borders that day, in Norwegian.';
comment on column mart.population_pyramid.fetch_id is 'The stored response, in meta.fetch.';
