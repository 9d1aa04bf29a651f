create macro mart.comparison_history(of_indicator, newest_only := false) as table
    with figure as (
        select
            indicator_id,
            municipality_code,
            period,
            period_start,
            value,
            value is not null or symbol = 'withheld' as is_known,
            -- A value that is pooled over years is not ranked among values of a single year.
            case when pooled_periods is null then value end as of_one_period,
            change_1y,
            change_5y,
            change_10y,
            max(period_start) filter (where is_known) over (partition by indicator_id, municipality_code) as newest_start
        from mart.figure
        where of_indicator is null or indicator_id = of_indicator
    ),

    wanted as (
        select
            *,
            period_start = newest_start as is_newest,
            (
                not newest_only
                or is_newest
                or period_start in (
                    newest_start - interval 1 year, newest_start - interval 5 year, newest_start - interval 10 year
                )
            ) as is_wanted
        from figure
    ),

    -- The municipalities ranked in a group: its members, and in a group of neighbours also the municipality itself.
    ranked as (
        select group_kind, group_code, municipality_code, true as is_member
        from core.group_member
        where borders = (select max(today.borders) from core.group_member as today)
        union all
        select distinct group_kind, group_code, group_code as municipality_code, false as is_member
        from core.group_member
        where group_kind = 'neighbours'
    ),

    -- A list of the group's values makes ranks faster than a window over every member of every group.
    of_group as (
        select
            ranked.group_kind,
            ranked.group_code,
            wanted.indicator_id,
            wanted.period,
            list_reverse_sort(list(wanted.of_one_period) filter (where wanted.of_one_period is not null)) as falling,
            count(*) filter (where ranked.is_member and wanted.is_known) as members_with_value,
            count(*) filter (where ranked.is_member and wanted.of_one_period is not null) as members_of_one_period,
            median(wanted.of_one_period) filter (where ranked.is_member) as members_median
        from wanted
        inner join ranked on wanted.municipality_code = ranked.municipality_code
        where
            (wanted.indicator_id, wanted.period) in (
                select (own.indicator_id, own.period)
                from wanted as own
                where own.is_wanted
            )
        group by all
    ),

    compared as (
        select
            own.*,
            of_group.* exclude (indicator_id, period, members_median),
            indicator.unit,
            grouped.value as group_value,
            grouped.group_basis,
            grouped.members,
            case when own.of_one_period is not null or own.value is null then grouped.change_1y end as group_change_1y,
            case when own.of_one_period is not null or own.value is null then grouped.change_5y end as group_change_5y,
            case when own.of_one_period is not null or own.value is null then grouped.change_10y end as group_change_10y,
            case
                when of_group.members_of_one_period >= 0.8 * grouped.members then round(of_group.members_median, 6)
            end as members_median,
            -- A count is less than its group's sum because the municipality is a part of it.
            case when not indicator.is_count then round(own.of_one_period - grouped.value, 6) + 0 end as difference,
            (
                own.of_one_period is not null and of_group.members_with_value = grouped.members
                and len(of_group.falling) >= 0.5 * grouped.members
            ) as has_rank,
            case indicator.good when 'higher' then 1 when 'lower' then -1 else 0 end as sign
        from wanted as own
        inner join ranked on own.municipality_code = ranked.municipality_code
        inner join of_group
            on
                ranked.group_kind = of_group.group_kind and ranked.group_code = of_group.group_code
                and own.indicator_id = of_group.indicator_id and own.period = of_group.period
        inner join core.indicator as indicator on own.indicator_id = indicator.indicator_id
        inner join mart.indicator_group as grouped
            on
                of_group.group_kind = grouped.group_kind and of_group.group_code = grouped.group_code
                and of_group.indicator_id = grouped.indicator_id and of_group.period = grouped.period
        where
            own.is_wanted and own.is_known
            and (ranked.group_kind != 'neighbours' or not ranked.is_member)
            and grouped.on_todays_borders and grouped.is_newest and grouped.breakdown is null
            and (grouped.alternative is null or grouped.alternative = 'MMMM')
    )

    select
        indicator_id,
        municipality_code,
        period,
        group_kind,
        group_code,
        unit,
        value,
        group_value,
        group_basis,
        members,
        members_with_value,
        members_median,
        difference,
        case sign * sign(difference) when 1 then 'better' when -1 then 'worse' when 0 then 'neither' end as difference_is,
        case when has_rank then list_position(falling, of_one_period) end as rank,
        case when has_rank then len(falling) end as rank_of,
        -- The members with a lower value, and half of those with an equal value.
        case
            when has_rank
                then 50 * (list_position(list_reverse(falling), of_one_period) + len(falling) - rank - 1) / nullif(len(falling) - 1, 0)
        end as percentile,
        change_1y,
        group_change_1y,
        case sign * sign(change_1y) when 1 then 'better' when -1 then 'worse' when 0 then 'neither' end as change_1y_is,
        change_5y,
        group_change_5y,
        case sign * sign(change_5y) when 1 then 'better' when -1 then 'worse' when 0 then 'neither' end as change_5y_is,
        change_10y,
        group_change_10y,
        case sign * sign(change_10y) when 1 then 'better' when -1 then 'worse' when 0 then 'neither' end as change_10y_is,
        is_newest
    from compared
    where group_value is not null or members_median is not null;
comment on macro table mart.comparison_history is 'mart.comparison_history(indicator): the rows of mart.comparison for every period of one indicator, with the same columns, such as mart.comparison_history(''share_80_plus''). If the file is attached under a name, run use <name> first.'; -- noqa: PRS
