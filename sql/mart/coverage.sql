create table mart.coverage as
-- The age of a projection is that of its release, not of its periods.
with figure as (
    select
        indicator_id,
        municipality_code,
        coalesce(vintage, period) as period,
        case when vintage is null then period_end else make_date(vintage::integer, 12, 31) end as known_to,
        value,
        symbol
    from mart.indicator
    where on_todays_borders
),

newest as (
    select
        indicator_id,
        municipality_code,
        max(known_to) filter (where value is not null) as newest_known_to,
        arg_max(period, known_to) filter (where value is not null) as newest_period,
        arg_max(symbol, known_to::varchar || symbol) filter (where value is null) as newest_symbol
    from figure
    group by indicator_id, municipality_code
),

indicator_of_point as (
    select
        point.requirement_id,
        point.point_id,
        place.code as municipality_code,
        unnest(point.indicators) as indicator_id
    from core.requirement_point as point
    cross join mart.municipality as place
),

judged as (
    select
        indicator_of_point.*,
        newest.newest_period,
        newest.newest_known_to,
        coalesce(newest.newest_known_to > (select max(known_to) from figure) - interval 5 year, false) as is_recent,
        case
            when newest.newest_known_to is not null then 'old'
            when newest.newest_symbol is not null then newest.newest_symbol
            when indicator_of_point.indicator_id in (select indicator_id from newest) then 'not_delivered'
            else 'not_loaded'
        end as why
    from indicator_of_point
    left join newest on indicator_of_point.indicator_id = newest.indicator_id and indicator_of_point.municipality_code = newest.municipality_code
),

point_of_municipality as (
    select
        requirement_id,
        point_id,
        municipality_code,
        list(indicator_id order by indicator_id) filter (where is_recent) as covered_by,
        arg_max(newest_period, newest_known_to::varchar || newest_period) as newest_period,
        list(distinct why order by why) filter (where not is_recent) as reasons
    from judged
    group by requirement_id, point_id, municipality_code
)

select
    place.code as municipality_code,
    point.requirement_id,
    point.point_id,
    requirement.title as requirement,
    point.point,
    coalesce(len(found.covered_by), 0)::smallint as recent_count,
    coalesce(len(point.indicators), 0)::smallint as indicator_count,
    case
        when point.not_measured is not null then 'not_measured'
        when point.measured_elsewhere is not null then 'measured_elsewhere'
        when 2 * recent_count >= indicator_count then 'covered'
        when recent_count > 0 then 'partly'
        else 'no_data'
    end as status,
    point.indicators,
    found.covered_by,
    found.newest_period,
    found.reasons,
    point.not_measured,
    point.measured_elsewhere
from core.requirement_point as point
inner join core.requirement as requirement on point.requirement_id = requirement.requirement_id
inner join mart.municipality as place on coalesce(requirement.county_code, place.county_code) = place.county_code
left join point_of_municipality as found
    on
        point.requirement_id = found.requirement_id
        and point.point_id = found.point_id
        and place.code = found.municipality_code
order by municipality_code, point.requirement_id, point.place;
comment on table mart.coverage is 'For each municipality of today, whether there are figures here for each point that laws and plans ask of it; a county''s plan asks its own municipalities only; key: municipality_code, requirement_id, point_id.';
comment on column mart.coverage.municipality_code is 'Municipality code.';
comment on column mart.coverage.requirement_id is 'The law or plan, in core.requirement.';
comment on column mart.coverage.point_id is 'The point, in core.requirement_point.';
comment on column mart.coverage.requirement is 'The law or plan, in Norwegian.';
comment on column mart.coverage.point is 'What is asked for, in Norwegian.';
comment on column mart.coverage.recent_count is 'How many of the point''s indicators have a recent figure for the municipality.';
comment on column mart.coverage.indicator_count is 'How many indicators the point has; 0 where it is not measured, or measured elsewhere.';
comment on column mart.coverage.status is 'covered (at least half of the point''s indicators have a recent figure), partly (fewer have, but some), no_data (none has, for this municipality), measured_elsewhere (others measure it, but it is not among the sources here) or not_measured (by anyone). Recent is a figure on the borders of today from the five years up to the newest in this file.';
comment on column mart.coverage.indicators is 'The indicators that can cover it; null if there are none.';
comment on column mart.coverage.covered_by is 'Those of them with a recent figure; null if none has.';
comment on column mart.coverage.newest_period is 'The newest period with a figure; for a projection its release.';
comment on column mart.coverage.reasons is 'Why the others have no recent figure: not_loaded (no municipality has one in this file), not_delivered (other municipalities have), old (older than five years), withheld, or another symbol of the source, as in core.observation.symbol; null if there are no others.';
comment on column mart.coverage.not_measured is 'If status is not_measured: why, in Norwegian.';
comment on column mart.coverage.measured_elsewhere is 'If status is measured_elsewhere: by whom, in Norwegian.';
