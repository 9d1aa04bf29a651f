-- Each class holds about a fifth of the municipalities (quantiles). Natural breaks (Jenks) were tried on 48 indicators of the
-- whole country: for 12 a class had at most five municipalities, and for 14 another had more than two in five, so that the map
-- showed the few extreme values and little else.
create table mart.map_class as
with measured as (
    select indicator.indicator_id, figure.period, figure.period_start, round(figure.value, indicator.decimals) + 0 as value
    from mart.figure as figure
    inner join core.indicator as indicator on figure.indicator_id = indicator.indicator_id
    where
        figure.value is not null
        -- Counts are circles on a map, and classes are categories.
        and indicator.unit != 'class'
        and not indicator.is_count
),

-- A load of a single municipality may be newer than the figures of all others.
newest as (
    select indicator_id, arg_max(period, period_start) as period
    from (
        select
            indicator_id,
            period,
            period_start,
            2 * count(*) >= max(count(*)) over (partition by indicator_id) as has_most
        from measured
        group by indicator_id, period, period_start
    ) as counted
    where has_most
    group by indicator_id
),

shown as (
    select
        measured.*,
        min(measured.value) over (partition by measured.indicator_id) as lowest,
        count(distinct measured.value) over (partition by measured.indicator_id) as distinct_values,
        count(*) over (partition by measured.indicator_id) as total,
        row_number() over (partition by measured.indicator_id order by measured.value) - 1 as lower_ones
    from measured
    inner join newest on measured.indicator_id = newest.indicator_id and measured.period = newest.period
),

counted as (
    select *, count(*) filter (where value = lowest) over (partition by indicator_id) as tied
    from shown
),

-- The fifth that each figure is in. If more than a fifth has the lowest value, often 0, those are a class of their own, and the
-- others make up four. Equal values may be in two fifths here; below, they all come into the upper one.
parted as (
    select
        indicator_id,
        value,
        case
            when distinct_values <= 5 then value
            when 5 * tied <= total then 5 * lower_ones // total
            when value = lowest then -1
            else 4 * (lower_ones - tied) // (total - tied)
        end as part
    from counted
),

class_limit as (
    select indicator_id, lower
    from (
        select indicator_id, part, min(value) as lower from parted
        group by indicator_id, part
    ) as lowest_of_part
    group by indicator_id, lower
),

class as (
    select
        *,
        (row_number() over (partition by indicator_id order by lower))::tinyint as class,
        lead(lower) over (partition by indicator_id order by lower) as next_lower
    from class_limit
)

select
    class.indicator_id,
    class.class,
    any_value(shown.period) as period,
    class.lower,
    max(shown.value) as upper,
    count(*)::smallint as municipalities
from class
inner join shown
    on
        class.indicator_id = shown.indicator_id
        and shown.value >= class.lower
        and (class.next_lower is null or shown.value < class.next_lower)
group by class.indicator_id, class.class, class.lower
order by class.indicator_id, class.class;
comment on table mart.map_class is 'The classes of an indicator on maps, the same on every map: at most five of about equal size (quantiles), with fewer where many values are equal. Counts have none, because maps show them as circles; key: indicator_id, class.';
comment on column mart.map_class.indicator_id is 'The indicator.';
comment on column mart.map_class.class is '1 (lowest values) to 5.';
comment on column mart.map_class.period is 'The period that the classes are for: the newest in which at least half as many municipalities have a figure as in any period.';
comment on column mart.map_class.lower is 'The lowest value in the class, in the indicator''s unit, rounded to its decimals. A figure is in the last class whose lower limit is not above it.';
comment on column mart.map_class.upper is 'The highest value in the class, rounded likewise.';
comment on column mart.map_class.municipalities is 'How many municipalities are in the class.';
