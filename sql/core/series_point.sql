-- Makes two temp tables, so that marts group, rank and compare on a number instead of on five texts and dates.
-- series_point: one row for each indicator, breakdown, vintage, alternative and period, with the points of the same series one,
-- five and ten years before. figure_point: the point of each row of core.observation, and the county of a municipality that
-- exists on the borders.
create or replace temp table series_point as
with newest as (
    select indicator_id, max(vintage) as vintage
    from core.observation
    group by indicator_id
),

point as (
    select
        figure.*,
        (row_number() over ())::integer as point,
        period.period_start,
        period.grain,
        (figure.vintage is not distinct from newest.vintage) as is_newest
    from (
        select distinct indicator_id, breakdown, vintage, alternative, period
        from core.observation
    ) as figure
    inner join core.period as period on figure.period = period.period
    inner join newest on figure.indicator_id = newest.indicator_id
)

select
    point.*,
    max(earlier.point) filter (where point.period_start = earlier.period_start + interval 1 year) as before_1y,
    max(earlier.point) filter (where point.period_start = earlier.period_start + interval 5 year) as before_5y,
    max(earlier.point) filter (where point.period_start = earlier.period_start + interval 10 year) as before_10y
from point
left join point as earlier
    on
        point.indicator_id = earlier.indicator_id and point.grain = earlier.grain
        and point.breakdown is not distinct from earlier.breakdown
        and point.vintage is not distinct from earlier.vintage
        and point.alternative is not distinct from earlier.alternative
group by all;

create or replace temp table figure_point as
select figure.rowid as figure_row, point.point, municipality.county_code
from core.observation as figure
inner join temp.series_point as point
    on
        figure.indicator_id = point.indicator_id and figure.period = point.period
        and figure.breakdown is not distinct from point.breakdown
        and figure.vintage is not distinct from point.vintage
        and figure.alternative is not distinct from point.alternative
left join core.municipality as municipality
    on
        figure.region = municipality.code
        and figure.borders >= municipality.valid_from
        and figure.borders < coalesce(municipality.valid_to, date '9999-12-31');
