create table mart.projection_hit_rate as
with actual as (
    select region, borders, period, value
    from core.observation
    where indicator_id = 'population' and breakdown is null and value is not null
),

-- Each release on the borders of today, with one row for each alternative.
projected as (
    unpivot (
        select municipality_code, vintage, borders, period, low as "LLML", main as "MMMM", high as "HHMH"
        from mart.projection
        where age_group = 'all' and period > vintage and borders >= (select max(today.borders) from core.regrouping as today)
    )
    on "LLML", "MMMM", "HHMH" into name alternative value persons
),

-- Only releases for the area of today: SSB never made a sum of two projections, so it is not compared. Neither is a release
-- from before a shift with what happened after it.
compared as (
    select
        actual.region as municipality_code,
        projected.vintage,
        projected.alternative,
        actual.borders,
        actual.period,
        actual.period::smallint - projected.vintage::smallint as horizon,
        make_date(projected.vintage::integer, 1, 1) as released_for,
        coalesce(latest.shift_on > released_for, false) as across_shift,
        municipality.borders_from <= released_for and not across_shift as for_this_area,
        case when for_this_area then projected.persons end as projected,
        actual.value::integer as actual,
        case when not for_this_area then if(across_shift, latest.shift_on, gap.break_on) end as break_on,
        case when not for_this_area then if(across_shift, latest.shift_reason, gap.break_reason) end as break_reason
    from projected
    inner join actual
        on
            projected.municipality_code = actual.region
            and projected.borders = actual.borders
            and projected.period = actual.period
    inner join core.municipality as municipality on projected.municipality_code = municipality.code and municipality.valid_to is null
    left join core.series_break as gap on municipality.code = gap.municipality_code and not gap.additive
    asof left join core.series_shift as latest
        on actual.region = latest.municipality_code and make_date(actual.period::integer, 1, 1) >= latest.shift_on
)

select
    municipality_code,
    vintage,
    alternative,
    borders,
    period,
    horizon,
    projected,
    actual,
    projected - actual as deviation,
    100 * (projected - actual) / nullif(actual, 0) as deviation_pct,
    vintage = (select max(newest.vintage) from mart.projection as newest) as is_newest,
    borders >= (select max(today.borders) from core.regrouping as today) as on_todays_borders,
    break_on,
    break_reason
from compared
order by municipality_code, vintage, alternative, period;
comment on table mart.projection_hit_rate is 'How much each earlier projection differs from the actual population; key: municipality_code, vintage, alternative, borders, period.';
comment on column mart.projection_hit_rate.municipality_code is 'Municipality code of today; a release for the same area under another code is included.';
comment on column mart.projection_hit_rate.vintage is 'The release: the first year it was made for.';
comment on column mart.projection_hit_rate.alternative is 'MMMM (main), LLML (low) or HHMH (high national growth).';
comment on column mart.projection_hit_rate.borders is 'The KLASS edition whose borders the figures are on: today''s.';
comment on column mart.projection_hit_rate.period is 'The year, on 1 January.';
comment on column mart.projection_hit_rate.horizon is 'Years from the release''s first year.';
comment on column mart.projection_hit_rate.projected is 'Projected population; null if the release was made for another area.';
comment on column mart.projection_hit_rate.actual is 'Population that year.';
comment on column mart.projection_hit_rate.deviation is 'Projected less actual, in persons; above zero if the projection was too high.';
comment on column mart.projection_hit_rate.deviation_pct is 'The same in percent of the actual population.';
comment on column mart.projection_hit_rate.is_newest is 'True for the newest release.';
comment on column mart.projection_hit_rate.on_todays_borders is 'True: every row is on the borders of today.';
comment on column mart.projection_hit_rate.break_on is 'If the release was made for another area: the day from which the municipality has had its present area, or of a shift after it in core.series_shift.';
comment on column mart.projection_hit_rate.break_reason is 'What happened to the borders that day, in Norwegian.';
