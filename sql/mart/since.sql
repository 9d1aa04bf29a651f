create macro mart.since(on_day) as table
    with figure as (
        select
            figure.*,
            case
                when indicator.stands_on is not null
                    then (year(figure.period_start) || '-' || indicator.stands_on)::date
                when figure.kind = 'stock' and figure.period_end < figure.period_start + interval 1 year
                    then figure.period_start
                else figure.period_end
            end as known_from
        from mart.indicator as figure
        inner join core.indicator as indicator on figure.indicator_id = indicator.indicator_id
        where
            figure.on_todays_borders and figure.break_on is null
            and figure.breakdown is null and figure.vintage is null and figure.alternative is null
            and (figure.value is not null or figure.symbol = 'withheld')
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

    -- A count is measured per 1,000 inhabitants only where a rate may be made of so few.
    moved as (
        select
            newest.*,
            earlier.period as period_then,
            earlier.value as value_then,
            earlier.fetch_id as fetch_id_then,
            newest.value - earlier.value as change,
            case
                when newest.numerator is null or newest.denominator is not null then newest.value - earlier.value
                when place.population >= coalesce(least.denominator, 0)
                    then 1000 * (newest.value - earlier.value) / place.population
            end as measured
        from newest
        inner join earlier
            on newest.indicator_id = earlier.indicator_id and newest.municipality_code = earlier.municipality_code
        inner join mart.municipality as place on newest.municipality_code = place.code
        left join core.small_number as least on least.unit = 'per_1000'
        where
            newest.period_start > earlier.period_start
            and newest.value is not null and earlier.value is not null
            and (newest.pooled_periods is null) = (earlier.pooled_periods is null)
            and (newest.pooled_periods is null or left(newest.pooled_periods, 4) > earlier.period)
    ),

    beside as (
        select
            moved.indicator_id,
            moved.municipality_code,
            moved.measured,
            member.group_kind,
            member.group_code,
            moved.period,
            moved.period_then,
            count(*) over alike as members,
            median(moved.measured) over alike as usual
        from moved
        inner join core.group_member as member
            on moved.municipality_code = member.municipality_code and moved.borders = member.borders
        where member.group_kind in ('peers', 'centrality', 'country') and moved.measured is not null
        window
            alike as (
                partition by member.group_kind, member.group_code, moved.indicator_id, moved.period, moved.period_then
            )
    ),

    -- 1.4826 and 1.2533 make the two deviations what a standard deviation is where all is normal. The larger one: where
    -- most have hardly moved, the median deviation is next to nothing, and everybody else would be unheard of.
    spread as (
        select
            *,
            nullif(round(greatest(
                1.4826 * median(abs(measured - usual)) over alike, 1.2533 * avg(abs(measured - usual)) over alike
            ), 9), 0) as deviation
        from beside
        where members >= 10
        window alike as (partition by group_kind, group_code, indicator_id, period, period_then)
    ),

    -- Peers where enough of them have moved, else the class, else the country.
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
        moved.municipality_code,
        moved.indicator_id,
        moved.unit,
        moved.period_then,
        moved.value_then,
        moved.period,
        moved.value,
        moved.change,
        case sign(moved.change) * case indicator.good when 'higher' then 1 when 'lower' then -1 else 0 end
            when 1 then 'better' when -1 then 'worse' else 'neither'
        end as change_is,
        (nearest.measured - nearest.usual) / nearest.deviation as unusual,
        case
            when unusual is not null
                then row_number() over (
                    partition by moved.municipality_code order by abs(unusual) desc nulls last, moved.indicator_id
                )
        end as place,
        nearest.group_kind,
        nearest.group_code,
        nearest.members,
        nearest.usual as usual_change,
        moved.pooled_periods,
        moved.source_id,
        moved.fetch_id_then,
        moved.fetch_id
    from moved
    inner join core.indicator as indicator on moved.indicator_id = indicator.indicator_id
    left join nearest
        on moved.indicator_id = nearest.indicator_id and moved.municipality_code = nearest.municipality_code;
comment on macro table mart.since is 'mart.since(day): every indicator that has a newer figure than the one that was newest that day, for each municipality on the borders of today; key: municipality_code, indicator_id. The figure of that day is the newest stock that was of that day or earlier (core.indicator.stands_on says which day of its year it is of), but the flow (or mean of several years) of the last period that was over. value less value_then is change; change_is says better, worse or neither. unusual is the robust z-score (distance from the median in median absolute deviations, or mean ones where those are larger) of the change, for counts of the change per 1,000 inhabitants, among the members with a change between the same periods: of the peers, else the centrality class, else the country (group_kind), whichever first has ten; their median is usual_change. place ranks it within the municipality. Both are null where fewer than ten have a change, or all moved alike, and for counts where the municipality has fewer inhabitants than core.small_number has for per_1000: a few people who move are many per 1,000 there, so it is not among those that others are measured by either; its change is still told. A value that is withheld then or now has no row, nor a pooled one that shares years with the other. In a file that is attached under another name, say use <name> first.'; -- noqa: PRS
