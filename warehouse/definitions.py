"""From an indicator's definition to the statement that fills its rows of `core.observation`.

The catalogue has parsed every expression; here each aggregate is guarded, so that a sum over a cell without a value is
no figure, rather than a sum that is short.
"""

from collections.abc import Iterator
from itertools import pairwise

from sqlglot import exp

from catalogue.definition import Indicator
from catalogue.expressions import aggregates, parse
from catalogue.kinds import Source
from warehouse.build import quoted
from warehouse.todays_borders import ACROSS_BREAK, series_break, with_regrouped

COLUMNS = """indicator_id, region, borders, area_from, period, breakdown, vintage, alternative,
    numerator, denominator, value, symbol, fetch_id, break_on, break_reason"""
_PLACED = """select coalesce(place.borders_from, case part.region when '0' then date '1838-01-01' else part.borders end)
            as area_from, time.period_start, part.*
        from part
        left join core.period as time on time.period = part.period
        left join core.municipality as place on place.code = part.region
            and part.borders >= place.valid_from and part.borders < coalesce(place.valid_to, date '9999-12-31')
        where place.code is not null or part.region not in (select code from core.municipality)"""
"""Since when each region has covered its area; a municipality that is not in force on the borders has no figure."""


def statements(indicator: Indicator, source: Source | None) -> list[str]:
    """The inserts for one indicator: the whole, and each breakdown. Functions are not SQL and have none."""
    definition = indicator.definition
    if definition.of:
        return [_growth(indicator)]
    if definition.function or source is None:
        return []
    breakdowns = [[], definition.by] if definition.by else [[]]
    if definition.by and (definition.denominator_over == "whole" or definition.value):
        breakdowns = breakdowns[1:]  # of parts that cannot be summed, there is no whole
    return [_figures(indicator, source, by) for by in breakdowns]


def _figures(indicator: Indicator, source: Source, by: list[str]) -> str:
    """The insert for a numerator over a denominator, or for a published value, by the given dimensions."""
    definition = indicator.definition
    additive = definition.value is None and not definition.crosses_borders
    below = _below(indicator, source)
    texts = [definition.numerator, definition.value, None if below else definition.denominator]
    trees = [parse(text, source.spec.expression_columns) if text else None for text in texts]
    symbols = _symbols([tree for tree in trees if tree])
    numerator, value, denominator = (_guarded(tree) if tree else "null" for tree in trees)
    published = f"""select region, borders, period, {release(source)}, {breakdown(source, by)} as breakdown,
                {numerator} as numerator, {denominator} as denominator, {value} as value, {symbols},
                min(fetch_id) as fetch_id
            from source."{source.id}" {_members_alone(source, additive=definition.value is None)} group by all"""
    joined = "placed.* from placed"
    if below:
        joined = f"""placed.* replace (below.denominator as denominator, coalesce(placed.why, below.why) as why,
                placed.provisional + below.provisional as provisional)
            from placed inner join ({below}) as below
                on placed.region = below.region and placed.period = below.period and {same_release("placed", "below")}
                and {"placed.area_from = below.area_from" if definition.per else "placed.borders = below.borders"}"""
    return f"""insert into core.observation ({COLUMNS})
        with part as ({with_regrouped(published, additive=additive)}),
        placed as ({_PLACED}), f as (select gap.break_on, gap.break_reason, {ACROSS_BREAK} as across, {joined}
            {series_break(source, additive=additive, years_before=definition.denominator_years_before or 0)})
        select {quoted(indicator.id)}, region, borders, area_from, period, breakdown, vintage, alternative,
            numerator, denominator, if(across, null, {_value(indicator)}),
            if(across, 'not_existing', {_final_symbol(indicator)}), fetch_id, break_on, break_reason
        from f where why is not null or numerator is not null or value is not null"""


def _members_alone(source: Source, *, additive: bool) -> str:
    """KOSTRA's figures for groups are estimates, which the sum of all members need not meet: counts do without them."""
    return "where length(region) = 4" if source.spec.is_revised_in_june and additive else ""


def _below(indicator: Indicator, source: Source) -> str:
    """The denominators that are not the part's own: another indicator's on the same area, the whole's, or an earlier one."""
    definition = indicator.definition
    if definition.per:
        return f"""select region, area_from, period, vintage, alternative, min(numerator) as denominator,
                min(symbol) filter (where numerator is null) as why, bool_or(symbol = 'provisional')::int as provisional
            from core.observation where indicator_id = {quoted(definition.per)} and breakdown is null group by all"""
    years = definition.denominator_years_before
    if definition.denominator and (definition.denominator_over == "whole" or years):
        tree = parse(definition.denominator, source.spec.expression_columns)
        symbols = _symbols([tree])
        period = f"(try_cast(period::varchar as integer) + {years})::varchar as period" if years else "period"
        published = f"""select region, borders, {period}, {release(source)}, {_guarded(tree)} as denominator, {symbols},
                null::double as numerator, null::double as value, null::varchar as fetch_id
            from source."{source.id}" group by all"""
        return with_regrouped(published, additive=True)
    return ""


def release(source: Source) -> str:
    """Return the columns `vintage` and `alternative`; null for figures that are no projection."""
    vintage = "vintage" if source.spec.has_releases else "null"
    alternative = "contents" if source.spec.has_alternatives else "null"
    return f"{vintage}::varchar as vintage, {alternative}::varchar as alternative"


def same_release(left: str, right: str) -> str:
    """Return the condition for two rows to be of the same release and alternative, or both no projection."""
    return " and ".join(f"{left}.{name} is not distinct from {right}.{name}" for name in ("vintage", "alternative"))


def _value(indicator: Indicator) -> str:
    definition = indicator.definition
    if definition.value:
        return "value"
    if not (definition.denominator or definition.per):
        return "numerator"
    return f"{definition.unit.scale} * numerator / nullif(denominator, 0)"


def _final_symbol(indicator: Indicator) -> str:
    """Why there is no figure where there is none; a quotient or a regrouped figure is our own, another the source's."""
    counted = "derived" if indicator.definition.denominator or indicator.definition.per else "published"
    return f"""case when {_value(indicator)} is not null
                then case when provisional > 0 then 'provisional' when moved then 'derived' else '{counted}' end
            when numerator is null or denominator is null then coalesce(why, 'missing') else 'not_applicable' end"""


def _guarded(tree: exp.Expression) -> str:
    """The expression with each aggregate null where one of its cells has no value; the tree itself is changed."""
    for aggregate, where in _summed(tree):
        lacking = f"count(*) filter (where ({where}) and value is null)"
        guard = f"case when {lacking} = 0 then {aggregate.sql(dialect='duckdb')} end"
        guarded: exp.Expression = exp.maybe_parse(guard, dialect="duckdb")
        if aggregate is tree:
            return str(guarded.sql(dialect="duckdb"))
        aggregate.replace(guarded)
    return str(tree.sql(dialect="duckdb"))


def _symbols(trees: list[exp.Expression]) -> str:
    """Of the cells that the expressions sum: `why` one has no value, and how many are `provisional`."""
    inside = " or ".join(sorted({f"({where})" for tree in trees for _, where in _summed(tree)}))
    return f"""min(symbol) filter (where ({inside}) and value is null) as why,
                count(*) filter (where ({inside}) and symbol = 'provisional') as provisional"""


def _summed(tree: exp.Expression) -> Iterator[tuple[exp.Expr, str]]:
    """Each aggregate of the tree, and the condition for a cell to be in it."""
    for found in aggregates(tree):
        where = found.expression.this.sql(dialect="duckdb") if isinstance(found, exp.Filter) else "true"
        yield found, where


def breakdown(source: Source, by: list[str]) -> str:
    """The canonical text of a breakdown as SQL: `alder=080-089;kjonn=2`, keys sorted; null for the whole."""
    if not by:
        return "null::varchar"
    bands = source.spec.numbered
    parts = [f"{quoted(name.lower() + '=')} || {_band(name.lower(), bands.get(name, []))}" for name in sorted(by)]
    return " || ';' || ".join(parts)


def _band(dimension: str, lower: list[int]) -> str:
    """The code itself, or for a banded dimension the band it lies in: '080-089', the last '090+'."""
    if not lower:
        return dimension
    within = f"{dimension}_from >= {{}} and {dimension}_to <= {{}}"
    cases = [
        f"when {within.format(start, after - 1)} then '{start:03d}-{after - 1:03d}'" for start, after in pairwise(lower)
    ]
    return f"case {' '.join(cases)} when {dimension}_from >= {lower[-1]} then '{lower[-1]:03d}+' else {dimension} end"


def _growth(indicator: Indicator) -> str:
    """The insert for the growth of another indicator, within one area; across a break there is none, and the row says so.

    An area may stand on the borders of several editions, with the same count.
    """
    definition = indicator.definition
    years = definition.change.years if definition.change else 0
    broken = "later.break_on is distinct from earlier.break_on"
    return f"""insert into core.observation ({COLUMNS})
        select {quoted(indicator.id)}, later.region, later.borders, later.area_from, later.period, later.breakdown,
            later.vintage, later.alternative, if({broken}, null, later.numerator - earlier.numerator), earlier.numerator,
            if({broken}, null, {definition.unit.scale} * (later.numerator - earlier.numerator) / earlier.numerator),
            if({broken}, 'not_existing', 'derived'), later.fetch_id,
            coalesce(later.break_on, earlier.break_on), coalesce(later.break_reason, earlier.break_reason)
        from core.observation as later
        inner join core.period as now on later.period = now.period
        inner join core.period as then_ on now.period_start = then_.period_start + interval {years} year
            and now.grain = then_.grain
        inner join (
            select region, area_from, period, vintage, alternative, min(numerator) as numerator,
                min(break_on) as break_on, min(break_reason) as break_reason
            from core.observation where indicator_id = {quoted(definition.of)} and breakdown is null group by all
        ) as earlier on earlier.region = later.region and earlier.area_from = later.area_from
            and earlier.period = then_.period and {same_release("earlier", "later")}
        where later.indicator_id = {quoted(definition.of)} and later.breakdown is null
            and later.numerator is not null and earlier.numerator > 0"""
