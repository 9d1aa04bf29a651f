-- Every point of every requirement stands once for each municipality of today, says how many of its indicators have a recent figure, and is covered where at least half have, partly where fewer have.
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
        count(recent.indicator_id) as recent_count,
        coalesce(len(point.indicators), 0) as indicator_count,
        case
            when point.not_measured is not null then 'not_measured'
            when point.measured_elsewhere is not null then 'measured_elsewhere'
            when count(recent.indicator_id) = 0 then 'no_data'
            when count(recent.indicator_id) < len(point.indicators) / 2 then 'partly'
            else 'covered'
        end as status
    from core.requirement_point as point
    cross join core.municipality as place
    left join recent on place.code = recent.municipality_code and list_contains(point.indicators, recent.indicator_id)
    where place.valid_to is null
    group by place.code, point.requirement_id, point.point_id, point.indicators, point.not_measured, point.measured_elsewhere
)

select
    coalesce(expected.municipality_code, told.municipality_code) as of_municipality,
    coalesce(expected.requirement_id, told.requirement_id) as of_requirement,
    coalesce(expected.point_id, told.point_id) as at_point,
    min(expected.status) as expected_status,
    min(told.status) as told_status
from expected
full join mart.coverage as told
    on
        expected.municipality_code = told.municipality_code
        and expected.requirement_id = told.requirement_id
        and expected.point_id = told.point_id
group by of_municipality, of_requirement, at_point
having
    count(*) != 1
    or min(told.status) is distinct from min(expected.status)
    or min(told.recent_count) is distinct from min(expected.recent_count)
    or min(told.indicator_count) is distinct from min(expected.indicator_count)
    or bool_or(coalesce(len(told.covered_by), 0) != told.recent_count)
    or bool_or((told.recent_count < told.indicator_count) != (told.reasons is not null))
    or bool_or((told.status = 'not_measured') != (told.not_measured is not null))
    or bool_or((told.status = 'measured_elsewhere') != (told.measured_elsewhere is not null))
order by of_municipality, of_requirement, at_point
