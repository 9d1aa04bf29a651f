-- Every point of every requirement stands once for each municipality of today, and is covered where, and only where, one of its indicators has a recent figure.
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
        case
            when point.indicators is null then 'not_measured'
            when bool_or(recent.indicator_id is not null) then 'covered'
            else 'no_data'
        end as status
    from core.requirement_point as point
    cross join core.municipality as place
    left join recent on place.code = recent.municipality_code and list_contains(point.indicators, recent.indicator_id)
    where place.valid_to is null
    group by place.code, point.requirement_id, point.point_id, point.indicators
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
    or bool_or(told.status = 'covered' and told.covered_by is null)
    or bool_or(told.status = 'no_data' and told.reasons is null)
    or bool_or(told.status = 'not_measured' and told.not_measured is null)
order by of_municipality, of_requirement, at_point
