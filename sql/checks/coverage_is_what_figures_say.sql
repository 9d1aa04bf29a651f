-- Every point of every requirement has one row for each municipality of today that it applies to, with the number of its indicators that have a recent figure, and is covered if at least half have one, partly if fewer have.
with recent as (
    select distinct indicator_id, municipality_code
    from mart.indicator
    where
        value is not null
        and on_todays_borders
        and case when vintage is null then period_end else make_date(vintage::integer, 12, 31) end > (
            select max(case when newest.vintage is null then newest.period_end else make_date(newest.vintage::integer, 12, 31) end)
            from mart.indicator as newest
            where newest.on_todays_borders
        ) - interval 5 year
),

expected as (
    select
        place.code as municipality_code,
        point.requirement_id,
        point.point_id,
        count(distinct recent.indicator_id) as recent_count,
        coalesce(len(point.indicators), 0) as indicator_count,
        case
            when point.not_measured is not null then 'not_measured'
            when point.measured_elsewhere is not null then 'measured_elsewhere'
            when count(distinct recent.indicator_id) = 0 then 'no_data'
            when count(distinct recent.indicator_id) < len(point.indicators) / 2 then 'partly'
            else 'covered'
        end as status
    from core.requirement_point as point
    inner join core.requirement as requirement on point.requirement_id = requirement.requirement_id
    cross join core.municipality as place
    left join lateral unnest(point.indicators) as named (indicator_id) on true
    left join recent on place.code = recent.municipality_code and named.indicator_id = recent.indicator_id
    where place.valid_to is null and (requirement.county_code is null or place.county_code = requirement.county_code)
    group by place.code, point.requirement_id, point.point_id, point.indicators, point.not_measured, point.measured_elsewhere
)

select
    coalesce(expected.municipality_code, actual.municipality_code) as of_municipality,
    coalesce(expected.requirement_id, actual.requirement_id) as of_requirement,
    coalesce(expected.point_id, actual.point_id) as at_point,
    min(expected.status) as expected_status,
    min(actual.status) as actual_status
from expected
full join mart.coverage as actual
    on
        expected.municipality_code = actual.municipality_code
        and expected.requirement_id = actual.requirement_id
        and expected.point_id = actual.point_id
group by of_municipality, of_requirement, at_point
having
    count(*) != 1
    or min(actual.status) is distinct from min(expected.status)
    or min(actual.recent_count) is distinct from min(expected.recent_count)
    or min(actual.indicator_count) is distinct from min(expected.indicator_count)
    or bool_or(coalesce(len(actual.covered_by), 0) != actual.recent_count)
    or bool_or((actual.recent_count < actual.indicator_count) != (actual.reasons is not null))
    or bool_or((actual.status = 'not_measured') != (actual.not_measured is not null))
    or bool_or((actual.status = 'measured_elsewhere') != (actual.measured_elsewhere is not null))
order by of_municipality, of_requirement, at_point
