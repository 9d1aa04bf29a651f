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
        any_value(projection.is_newest) as is_newest
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
    begun.main::integer as persons_at_first,
    later.low::integer as low,
    later.main::integer as main,
    later.high::integer as high,
    (later.low - begun.low)::integer as change_low,
    (later.main - begun.main)::integer as change_main,
    (later.high - begun.high)::integer as change_high,
    100 * (later.low - begun.low) / nullif(begun.low, 0) as change_low_pct,
    100 * (later.main - begun.main) / nullif(begun.main, 0) as change_main_pct,
    100 * (later.high - begun.high) / nullif(begun.high, 0) as change_high_pct,
    later.is_newest
from grouped as later
inner join grouped as begun
    on
        later.municipality_code = begun.municipality_code
        and later.vintage = begun.vintage
        and later.borders = begun.borders
        and later.service_age = begun.service_age
        and begun.period = begun.vintage
where later.period > later.vintage;
comment on view mart.projected_change is 'How many more or fewer there will be at the ages of each service in 2030, 2035, 2040 and 2050, from the release''s first year on; key: municipality_code, vintage, borders, service_age, period.';
comment on column mart.projected_change.municipality_code is 'Municipality code on those borders.';
comment on column mart.projected_change.vintage is 'The release, and the year that the change is measured from.';
comment on column mart.projected_change.borders is 'The KLASS edition whose borders the figure is on: those of the release, and those of today.';
comment on column mart.projected_change.service_age is 'The ages, in core.service_age; all for everybody.';
comment on column mart.projected_change.period is 'The year, on 1 January.';
comment on column mart.projected_change.persons_at_first is 'Persons in the release''s first year, which are the registered ones.';
comment on column mart.projected_change.low is 'Persons with low national growth (LLML).';
comment on column mart.projected_change.main is 'Persons in the main alternative (MMMM).';
comment on column mart.projected_change.high is 'Persons with high national growth (HHMH).';
comment on column mart.projected_change.change_low is 'Persons more or fewer with low national growth.';
comment on column mart.projected_change.change_main is 'Persons more or fewer in the main alternative.';
comment on column mart.projected_change.change_high is 'Persons more or fewer with high national growth.';
comment on column mart.projected_change.change_low_pct is 'The same in percent of those at first; null where there were none.';
comment on column mart.projected_change.change_main_pct is 'The same in percent of those at first; null where there were none.';
comment on column mart.projected_change.change_high_pct is 'The same in percent of those at first; null where there were none.';
comment on column mart.projected_change.is_newest is 'True for the newest release.';
