create view mart.projected_change as
with grouped as (
    select
        projection.municipality_code,
        projection.vintage,
        projection.borders,
        projection.period,
        coalesce(service.service_age, 'all') as service_age,
        case when count(projection.low) = count(*) then sum(projection.low) end as low,
        case when count(projection.main) = count(*) then sum(projection.main) end as main,
        case when count(projection.high) = count(*) then sum(projection.high) end as high,
        any_value(projection.is_newest) as is_newest,
        any_value(projection.on_todays_borders) as on_todays_borders
    from mart.projection as projection
    left join core.service_age as service
        on projection.age_from between service.age_from and coalesce(service.age_to, projection.age_from)
    where projection.period = projection.vintage or projection.period in ('2030', '2035', '2040', '2050')
    group by all
)

select
    later.municipality_code,
    later.vintage,
    later.borders,
    later.service_age,
    later.period,
    first_year.main::integer as persons_at_first,
    later.low::integer as low,
    later.main::integer as main,
    later.high::integer as high,
    (later.low - first_year.low)::integer as change_low,
    (later.main - first_year.main)::integer as change_main,
    (later.high - first_year.high)::integer as change_high,
    100 * (later.low - first_year.low) / nullif(first_year.low, 0) as change_low_pct,
    100 * (later.main - first_year.main) / nullif(first_year.main, 0) as change_main_pct,
    100 * (later.high - first_year.high) / nullif(first_year.high, 0) as change_high_pct,
    later.is_newest,
    later.on_todays_borders
from grouped as later
inner join grouped as first_year
    on
        later.municipality_code = first_year.municipality_code
        and later.vintage = first_year.vintage
        and later.borders = first_year.borders
        and later.service_age = first_year.service_age
        and first_year.period = first_year.vintage
where later.period > later.vintage;
comment on view mart.projected_change is 'The projected change in the number of persons at the ages of each service, from the first year of the release to 2030, 2035, 2040 and 2050; key: municipality_code, vintage, borders, service_age, period.';
comment on column mart.projected_change.municipality_code is 'Municipality code on those borders.';
comment on column mart.projected_change.vintage is 'The release, and the year that the change is measured from.';
comment on column mart.projected_change.borders is 'The KLASS edition whose borders the figure is on: that of the release, or that of today.';
comment on column mart.projected_change.service_age is 'The ages, in core.service_age; all for all ages.';
comment on column mart.projected_change.period is 'The year, on 1 January.';
comment on column mart.projected_change.persons_at_first is 'Persons in the first year of the release, as registered.';
comment on column mart.projected_change.low is 'Persons with low national growth (LLML).';
comment on column mart.projected_change.main is 'Persons in the main alternative (MMMM).';
comment on column mart.projected_change.high is 'Persons with high national growth (HHMH).';
comment on column mart.projected_change.change_low is 'Change in persons with low national growth (LLML).';
comment on column mart.projected_change.change_main is 'Change in persons in the main alternative (MMMM).';
comment on column mart.projected_change.change_high is 'Change in persons with high national growth (HHMH).';
comment on column mart.projected_change.change_low_pct is 'The same in percent of the persons in the first year; null if there were none.';
comment on column mart.projected_change.change_main_pct is 'The same in percent of the persons in the first year; null if there were none.';
comment on column mart.projected_change.change_high_pct is 'The same in percent of the persons in the first year; null if there were none.';
comment on column mart.projected_change.is_newest is 'True for the newest release.';
comment on column mart.projected_change.on_todays_borders is 'True for figures on the borders of today.';
