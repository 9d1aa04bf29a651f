-- Every group value with basis sum is the members' numerators over their denominators, and every member has a figure.
-- Each indicator, period, breakdown, vintage and alternative has a number, because most of the time goes to grouping by it.
with point as (
    select *, row_number() over () as number
    from (
        select distinct indicator_id, period, breakdown, vintage, alternative
        from mart.indicator_group
        where group_basis = 'sum'
    ) as summed
),

member as (
    select
        point.number,
        figure.region,
        figure.borders,
        figure.numerator,
        figure.denominator,
        (figure.value is not null or figure.symbol = 'withheld') as has_figure,
        municipality.county_code as county,
        centrality.class::varchar as class
    from core.observation as figure
    inner join point
        on
            figure.indicator_id = point.indicator_id and figure.period = point.period
            and figure.breakdown is not distinct from point.breakdown
            and figure.vintage is not distinct from point.vintage
            and figure.alternative is not distinct from point.alternative
    inner join core.municipality as municipality
        on
            figure.region = municipality.code
            and figure.borders >= municipality.valid_from
            and (municipality.valid_to is null or figure.borders < municipality.valid_to)
    left join core.centrality as centrality
        on
            figure.region = centrality.municipality_code
            and centrality.edition = (select max(newest.edition) from core.centrality as newest)
),

parts as (
    select 'country' as group_kind, '0' as group_code, *
    from member
    union all
    select 'county' as group_kind, county as group_code, *
    from member
    union all
    select 'centrality' as group_kind, class as group_code, *
    from member
    union all
    select enrolled.group_kind, enrolled.group_code, member.*
    from member
    inner join core.group_member as enrolled
        on member.region = enrolled.municipality_code and member.borders = enrolled.borders
    where enrolled.group_kind not in ('country', 'county', 'centrality')
),

total as (
    select
        group_kind, group_code, borders, number,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        count(*) filter (where has_figure) as members
    from parts
    group by all
)

select grouped.indicator_id, grouped.group_kind, grouped.group_code, grouped.period, grouped.breakdown, grouped.value
from mart.indicator_group as grouped
inner join core.indicator as indicator on grouped.indicator_id = indicator.indicator_id
inner join point
    on
        grouped.indicator_id = point.indicator_id and grouped.period = point.period
        and grouped.breakdown is not distinct from point.breakdown
        and grouped.vintage is not distinct from point.vintage
        and grouped.alternative is not distinct from point.alternative
left join total
    on
        grouped.group_kind = total.group_kind and grouped.group_code = total.group_code
        and grouped.borders = total.borders and point.number = total.number
where
    grouped.group_basis = 'sum'
    and (
        total.members is distinct from grouped.members
        or abs(
            grouped.value
            - case
                when total.denominator is null then total.numerator
                else indicator.scale * total.numerator / total.denominator
            end
        ) > 6e-7 + 1e-9 * abs(grouped.value)
    )
