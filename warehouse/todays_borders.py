"""Figures on the borders they were published on, and beside them the same on today's: sums, as for any group."""

from catalogue.kinds import Source
from warehouse.build import quoted

_SUMS = "numerator, denominator, value, why, provisional, fetch_id"
TODAY = "(select max(borders) from core.regrouping)"


def with_regrouped(published: str, *, additive: bool) -> str:
    """The query `published` with rows of earlier borders regrouped to today's.

    `published` gives region, borders, numerator, denominator, value, why, provisional, fetch_id; all else is key. Two
    columns are added: `published_on`, the borders a regrouped row is made from (null for the others), and `moved`: the
    figure stood under another code, or several. There is a figure when every part has one; before the break none.
    """
    return f"""with published as ({published}),
        piece as (
            select part.today_code, part.parts, published.region != part.today_code as recoded, published.*,
                coalesce(published.borders < gap.break_on, false) as broken
            from published
            inner join core.regrouping as part using (region, borders)
            left join core.series_break as gap on gap.municipality_code = part.today_code and gap.additive = {additive}
            where published.borders < {TODAY}
        ), regrouped as (
            select today_code as region, {TODAY} as borders, borders as published_on,
                * exclude (today_code, parts, recoded, broken, region, borders, {_SUMS}),
                max(parts) > 1 or bool_or(recoded) as moved,
                case when {_whole("numerator")} then sum(numerator) end as numerator,
                case when {_whole("denominator")} then sum(denominator) end as denominator,
                case when {_whole("value")} then min(value) end as value,
                case when bool_or(broken) then 'not_existing' when count(*) < max(parts) then coalesce(min(why), 'missing')
                    else min(why) end as why,
                sum(provisional) as provisional, min(fetch_id) as fetch_id
            from piece group by all
        )
        select *, null::date as published_on, false as moved from published
        union all by name from regrouped"""


def _whole(column: str) -> str:
    """True when the area was a union of whole municipalities, each with a figure."""
    return f"count({column}) filter (where not broken) = max(parts)"


ACROSS_BREAK = "coalesce(placed.period_start >= gap.break_on, false)"
"""True for a figure that is on this side of its break, and is measured against one on the far side."""


def series_break(source: Source, *, additive: bool, years_before: int = 0) -> str:
    """The join of `placed` with the break it is on the far side of: the source's own sums to today's borders have one too.

    What is measured against figures of some years before reaches that much further back.
    """
    begun = f"placed.period_start - interval {years_before} year"
    return f"""left join core.series_break as gap on gap.municipality_code = placed.region and gap.additive = {additive}
        and {begun if source.spec.is_summed else "placed.published_on"} < gap.break_on"""


def cells(source: Source) -> str:
    """The source's table as far as it is on today's borders, published or regrouped; for named functions."""
    kinds = [_cells(source, additive=additive) for additive in (True, False)]
    return " union all by name ".join(f"({kind})" for kind in kinds if kind)


def _cells(source: Source, *, additive: bool) -> str:
    contents = [code for code, one in source.spec.contents.items() if one.additive is additive]
    if not contents:
        return ""
    of, other = ("numerator", "value") if additive else ("value", "numerator")
    published = f"""select * exclude (value, symbol), value as {of}, null::double as {other}, null::double as denominator,
            case when value is null then symbol end as why, (symbol = 'provisional')::int as provisional
        from source."{source.id}" where contents in ({", ".join(map(quoted, contents))})"""
    return f"""select * exclude (published_on, moved, {_SUMS}), fetch_id, {of} as value,
            coalesce(why, case when provisional > 0 then 'provisional' when moved then 'derived' else 'published' end) as symbol
        from ({with_regrouped(published, additive=additive)}) where borders = {TODAY}"""
