-- Needs: temp.projected_persons (from warehouse/demography.py)
create table mart.projection as
with aged as (
    select
        region,
        borders,
        published_on,
        period,
        vintage,
        alternative,
        coalesce(age_group, 'all') as age_group,
        case when count(numerator) = count(*) then sum(numerator) end as persons,
        min(fetch_id) as fetch_id
    from temp.projected_persons
    where length(region) = 4
    group by
        grouping sets (
            (region, borders, published_on, period, vintage, alternative, age_group),
            (region, borders, published_on, period, vintage, alternative)
        )
),

banded as (
    select
        region,
        borders,
        published_on,
        period,
        vintage,
        age_group,
        max(persons) filter (where alternative = 'LLML') as low,
        max(persons) filter (where alternative = 'MMMM') as main,
        max(persons) filter (where alternative = 'HHMH') as high,
        min(fetch_id) as fetch_id
    from aged
    group by all
)

select
    banded.region as municipality_code,
    banded.vintage,
    banded.borders,
    banded.period,
    banded.age_group,
    try_cast(left(banded.age_group, 3) as smallint) as age_from,
    try_cast(substr(banded.age_group, 5, 3) as smallint) as age_to,
    case
        when banded.age_group = 'all' then 'I alt'
        when age_from = age_to then age_from || ' år'
        when age_to is null then age_from || ' år og over'
        else age_from || '–' || age_to || ' år'
    end as age_label,
    banded.low::integer as low,
    banded.main::integer as main,
    banded.high::integer as high,
    banded.vintage = max(banded.vintage) over () as is_newest,
    banded.borders >= (select max(today.borders) from core.regrouping as today) as on_todays_borders,
    gap.break_on,
    gap.break_reason,
    banded.fetch_id
from banded
left join core.series_break as gap
    on banded.region = gap.municipality_code and gap.additive and banded.published_on < gap.break_on
order by municipality_code, banded.vintage, banded.borders, banded.period, banded.age_group;
comment on table mart.projection is 'Every release of the population projection, with its alternatives as a band; key: municipality_code, vintage, borders, period, age_group.';
comment on column mart.projection.municipality_code is 'Municipality code on those borders.';
comment on column mart.projection.vintage is 'The release: the first year it is made for.';
comment on column mart.projection.borders is 'The KLASS edition whose borders the figure is on: that of the release, or that of today.';
comment on column mart.projection.period is 'The year, on 1 January.';
comment on column mart.projection.age_group is 'First and last age, such as 006-012; all for all ages.';
comment on column mart.projection.age_label is 'The ages in Norwegian words, such as 6–12 år; I alt for all.';
comment on column mart.projection.age_from is 'First age; null for all ages.';
comment on column mart.projection.age_to is 'Last age; null for all ages, and for the oldest, which have no last age.';
comment on column mart.projection.low is 'Persons with low national growth (LLML).';
comment on column mart.projection.main is 'Persons in the main alternative (MMMM).';
comment on column mart.projection.high is 'Persons with high national growth (HHMH).';
comment on column mart.projection.is_newest is 'True for the newest release.';
comment on column mart.projection.on_todays_borders is 'True for figures on the borders of today.';
comment on column mart.projection.break_on is 'If the release cannot be summed to the borders of today: the day of the break. There is then no figure.';
comment on column mart.projection.break_reason is 'What happened to the borders that day, in Norwegian.';
comment on column mart.projection.fetch_id is 'The stored response, in meta.fetch.';
