create macro mart.since(on_day) as table
    with figure as (
        select
            figure.*,
            indicator.is_count,
            case
                when indicator.stands_on is not null
                    then (year(figure.period_start) || '-' || indicator.stands_on)::date
                when figure.kind = 'stock' and figure.period_end < figure.period_start + interval 1 year
                    then figure.period_start
                else figure.period_end
            end as known_from
        from mart.figure
        inner join core.indicator as indicator on figure.indicator_id = indicator.indicator_id
        where figure.vintage is null and (figure.value is not null or figure.symbol = 'withheld')
    ),

    newest as (
        select *
        from figure
        qualify row_number() over (partition by indicator_id, municipality_code order by period_start desc) = 1
    ),

    earlier as (
        select *
        from figure
        where known_from <= on_day::date
        qualify row_number() over (partition by indicator_id, municipality_code order by period_start desc) = 1
    ),

    -- The standard deviation of the steps in each series of a flow, from one figure to the next, around their median. It is large
    -- for figures that vary much from year to year. It needs at least three steps.
    step as (
        select
            figure.*,
            value - lag(value) over (
                partition by indicator_id, municipality_code, pooled_periods is null order by period_start
            ) as step
        from figure
    ),

    variation as (
        select
            indicator_id,
            municipality_code,
            case when count(step) >= 3 then sqrt(avg((step - middle) ** 2)) end as own_deviation
        from (
            select *, median(step) over (partition by indicator_id, municipality_code) as middle
            from step
            where kind = 'flow' and pooled_periods is null
        ) as steps
        group by indicator_id, municipality_code
    ),

    -- The change of a count is measured per 1,000 inhabitants, if there are enough inhabitants for a rate.
    changed as (
        select
            newest.*,
            earlier.period as period_then,
            earlier.value as value_then,
            earlier.fetch_id as fetch_id_then,
            newest.value - earlier.value as change,
            case
                when not newest.is_count then 1
                when place.population >= coalesce(least.denominator, 0) then 1000 / place.population
            end as per_inhabitant,
            per_inhabitant * change as measured,
            case newest.kind when 'flow' then per_inhabitant * variation.own_deviation else 0 end as own_deviation
        from newest
        inner join earlier
            on newest.indicator_id = earlier.indicator_id and newest.municipality_code = earlier.municipality_code
        inner join mart.municipality as place on newest.municipality_code = place.code
        left join core.small_number as least on least.unit = 'per_1000'
        left join variation
            on newest.indicator_id = variation.indicator_id and newest.municipality_code = variation.municipality_code
        where
            newest.period_start > earlier.period_start
            and newest.value is not null and earlier.value is not null
            and newest.shift_on is not distinct from earlier.shift_on
            and (newest.pooled_periods is null) = (earlier.pooled_periods is null)
            and (newest.pooled_periods is null or left(newest.pooled_periods, 4) > earlier.period)
    ),

    compared as (
        select
            changed.indicator_id,
            changed.municipality_code,
            changed.measured,
            changed.own_deviation,
            member.group_kind,
            member.group_code,
            changed.period,
            changed.period_then,
            count(*) over same_change as members,
            median(changed.measured) over same_change as usual
        from changed
        inner join core.group_member as member
            on
                changed.municipality_code = member.municipality_code
                and member.borders = (select max(today.borders) from core.group_member as today)
        where
            member.group_kind in ('peers', 'centrality', 'country')
            and changed.measured is not null and changed.pooled_periods is null
        window
            same_change as (
                partition by member.group_kind, member.group_code, changed.indicator_id, changed.period, changed.period_then
            )
    ),

    -- The factors 1.4826 and 1.2533 turn the two deviations into the standard deviation of a normal distribution. The larger
    -- is used: if most have hardly changed, the median deviation is near zero, and every other change would seem extreme.
    spread as (
        select
            *,
            nullif(round(greatest(
                1.4826 * median(abs(measured - usual)) over same_change, 1.2533 * avg(abs(measured - usual)) over same_change
            ), 9), 0) as deviation
        from compared
        where members >= 10
        window same_change as (partition by group_kind, group_code, indicator_id, period, period_then)
    ),

    -- The peers if enough of them have a change, else the centrality class, else the country.
    nearest as (
        select *
        from spread
        qualify
            row_number() over (
                partition by indicator_id, municipality_code
                order by case group_kind when 'peers' then 1 when 'centrality' then 2 else 3 end
            ) = 1
    )

    select
        changed.municipality_code,
        changed.indicator_id,
        changed.unit,
        changed.period_then,
        changed.value_then,
        changed.period,
        changed.value,
        changed.change,
        case sign(changed.change) * case indicator.good when 'higher' then 1 when 'lower' then -1 else 0 end
            when 1 then 'better' when -1 then 'worse' else 'neither'
        end as change_is,
        (nearest.measured - nearest.usual)
        / case when nearest.own_deviation is not null then greatest(nearest.deviation, nearest.own_deviation) end as unusual,
        case
            when unusual is not null
                then row_number() over (
                    partition by changed.municipality_code order by abs(unusual) desc nulls last, changed.indicator_id
                )
        end as place,
        nearest.group_kind,
        nearest.group_code,
        nearest.members,
        nearest.usual as usual_change,
        changed.pooled_periods,
        changed.source_id,
        changed.fetch_id_then,
        changed.fetch_id
    from changed
    inner join core.indicator as indicator on changed.indicator_id = indicator.indicator_id
    left join nearest
        on changed.indicator_id = nearest.indicator_id and changed.municipality_code = nearest.municipality_code;
comment on macro table mart.since is 'mart.since(day): for each municipality on the borders of today, every indicator whose newest figure is newer than its newest figure on that day; key: municipality_code, indicator_id. The newest figure on a day is the newest stock that was counted on that day or earlier (core.indicator.stands_on has the day of the year), or the flow, or mean of several years, of the last period that had ended. change is value less value_then; change_is is better, worse or neither. unusual is the robust z-score of the change: its distance from the median change in a group, in median absolute deviations, or in mean absolute deviations if those are larger. A flow must also be unusual for the municipality itself: if the deviation of its own steps from one figure to the next is larger than the group''s deviation, its change is measured in that. For counts the change is per 1,000 inhabitants. The group (group_kind, group_code) is the first of the peers, the centrality class and the country in which at least ten members have a change between the same periods; members is their number and usual_change their median. place ranks the changes of a municipality by unusual. Both are null if no group has ten such members, if all of them changed equally, if the value is pooled over years, if the series of a flow has fewer than four figures, or, for counts, if the municipality has fewer inhabitants than core.small_number has for per_1000: there a few persons are many per 1,000. Such a municipality does not count as a member either, but its change has a row. There is no row if a value is withheld on either day, or if a pooled value shares years with the other. If the file is attached under a name, run use <name> first.'; -- noqa: PRS
