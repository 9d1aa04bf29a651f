"""From an indicator's definition to the statement that fills its rows of `core.observation`.

The catalogue has parsed every expression; here each aggregate is guarded, so that a sum over a cell without a value is
no figure, rather than a sum that is short.
"""

from sqlglot import exp

from catalogue.expressions import aggregates, contents_used, parse
from catalogue.models import SCALE, Indicator, Source, StatbankSource
from catalogue.references import expression_columns
from warehouse.build import quoted

COLUMNS = """indicator_id, region, borders, area_from, period, breakdown, vintage, alternative,
    numerator, denominator, value, symbol, fetch_id"""
_AREA = """coalesce((
    select m.borders_from from core.municipality as m
    where m.code = f.region and f.borders >= m.valid_from and (m.valid_to is null or f.borders < m.valid_to)
), case f.region when '0' then date '1838-01-01' else f.borders end)"""


def statements(indicator: Indicator, source: Source | None) -> list[str]:
    """The inserts for one indicator: the whole, and each breakdown. Functions are not SQL and have none."""
    definition = indicator.definition
    if definition.of:
        return [_growth(indicator)]
    if definition.function or source is None:
        return []
    breakdowns = [[], definition.by] if definition.by else [[]]
    if definition.denominator_over == "whole":
        breakdowns = breakdowns[1:]
    return [_figures(indicator, source, by) for by in breakdowns]


def _figures(indicator: Indicator, source: Source, by: list[str]) -> str:
    """The insert for a numerator over a denominator, or for a published value, by the given dimensions."""
    definition, table = indicator.definition, f'source."{source.id}"'
    parts = breakdown(source, by)
    numerator = _guarded(definition.numerator, source) if definition.numerator else "null"
    value = _guarded(definition.value, source) if definition.value else "null"
    text = definition.numerator or definition.value or ""
    whole = definition.denominator_over == "whole"
    denominator = _guarded(definition.denominator, source) if definition.denominator else "null"
    return f"""insert into core.observation ({COLUMNS})
        with part as (
            select region, borders, period, {parts} as breakdown, {numerator} as numerator,
                {"null" if whole else denominator} as denominator, {value} as value,
                {_symbol(text, source)} as symbol, min(fetch_id) as fetch_id
            from {table} group by all
        ), whole as (select region, borders, period, {denominator} as denominator from {table} group by all),
        f as (
            select part.* exclude (denominator), {_denominator(indicator)} as denominator
            from part {_other(indicator)}
        )
        select {quoted(indicator.id)}, region, borders, {_AREA}, period, breakdown, null, null,
            numerator, denominator, {_value(indicator)},
            {_final_symbol(indicator)}, fetch_id
        from f where symbol is not null or numerator is not null or value is not null"""


def _denominator(indicator: Indicator) -> str:
    definition = indicator.definition
    if definition.per:
        return "other.numerator"
    return "whole.denominator" if definition.denominator_over == "whole" else "part.denominator"


def _other(indicator: Indicator) -> str:
    """What the part is joined with: the whole, or another indicator's count on the same area."""
    definition = indicator.definition
    if definition.per:
        area = _AREA.replace("f.", "part.")
        return f"""inner join core.observation as other on other.indicator_id = {quoted(definition.per)}
            and other.region = part.region and other.period = part.period and other.breakdown is null
            and other.area_from = {area}"""
    return "inner join whole using (region, borders, period)" if definition.denominator_over == "whole" else ""


def _value(indicator: Indicator) -> str:
    definition = indicator.definition
    if definition.value:
        return "value"
    if not (definition.denominator or definition.per):
        return "numerator"
    return f"{SCALE.get(definition.unit, 1)} * numerator / nullif(denominator, 0)"


def _final_symbol(indicator: Indicator) -> str:
    """Why there is no figure where there is none; a quotient is our own, a count or a median the source's."""
    if indicator.definition.value:
        return "case when value is null then coalesce(symbol, 'missing') else coalesce(symbol, 'published') end"
    counted = "derived" if indicator.definition.denominator or indicator.definition.per else "published"
    return f"""case when {_value(indicator)} is not null then coalesce(symbol, '{counted}')
            when numerator is null or denominator is null then coalesce(symbol, 'missing') else 'not_applicable' end"""


def _guarded(text: str, source: Source) -> str:
    """The expression with each aggregate null where one of its cells has no value."""
    tree = parse(text, expression_columns(source))
    for aggregate in aggregates(tree):
        where = aggregate.expression.this.sql(dialect="duckdb") if isinstance(aggregate, exp.Filter) else "true"
        lacking = f"count(*) filter (where ({where}) and value is null)"
        guard = f"case when {lacking} = 0 then {aggregate.sql(dialect='duckdb')} end"
        guarded: exp.Expression = exp.maybe_parse(guard, dialect="duckdb")
        if aggregate is tree:
            return str(guarded.sql(dialect="duckdb"))
        aggregate.replace(guarded)
    return str(tree.sql(dialect="duckdb"))


def _symbol(text: str, source: Source) -> str:
    """The symbol of a cell that keeps the figure from being one, else 'provisional' where some cell is."""
    used = contents_used(parse(text, expression_columns(source)), set(source.spec.contents))
    inside = f"contents in ({', '.join(quoted(code) for code in sorted(used))})"
    return f"""coalesce(min(symbol) filter (where {inside} and value is null),
                min(symbol) filter (where {inside} and symbol = 'provisional'))"""


def breakdown(source: Source, by: list[str]) -> str:
    """The canonical text of a breakdown as SQL: `alder=080-089;kjonn=2`, keys sorted; null for the whole."""
    if not by:
        return "null::varchar"
    bands = source.spec.bands if isinstance(source.spec, StatbankSource) else {}
    parts = [f"{quoted(name.lower() + '=')} || {_band(name.lower(), bands.get(name, []))}" for name in sorted(by)]
    return " || ';' || ".join(parts)


def _band(dimension: str, lower: list[int]) -> str:
    """The code itself, or for a banded dimension the band it lies in: '080-089', the last '090+'."""
    if not lower:
        return dimension
    upper = [bound - 1 for bound in lower[1:]]
    cases = [
        f"when {dimension}_from <= {end} then '{start:03d}-{end:03d}'" for start, end in zip(lower, upper, strict=False)
    ]
    return f"case {' '.join(cases)} else '{lower[-1]:03d}+' end"


def _growth(indicator: Indicator) -> str:
    """The insert for the growth of another indicator, within one area."""
    definition = indicator.definition
    years = definition.change.years if definition.change else 0
    return f"""insert into core.observation ({COLUMNS})
        select {quoted(indicator.id)}, later.region, later.borders, later.area_from, later.period, later.breakdown,
            null, null, later.numerator - earlier.numerator, earlier.numerator,
            {SCALE.get(definition.unit, 1)} * (later.numerator - earlier.numerator) / nullif(earlier.numerator, 0),
            'derived', later.fetch_id
        from core.observation as later
        inner join core.period as now on later.period = now.period
        inner join core.period as then_ on now.period_start = then_.period_start + interval {years} year
            and now.grain = then_.grain
        inner join core.observation as earlier on earlier.indicator_id = later.indicator_id
            and earlier.region = later.region and earlier.area_from = later.area_from
            and earlier.period = then_.period and earlier.breakdown is not distinct from later.breakdown
        where later.indicator_id = {quoted(definition.of)} and later.breakdown is null
            and later.numerator is not null and earlier.numerator > 0"""
