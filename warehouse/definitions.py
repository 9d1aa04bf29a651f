"""From an indicator's definition: its expression in one line, the sources it reads, and its insert statements.

The statements are made from sql/templates/figures.sql and growth.sql. tests/golden has the statements of some indicators.
"""

from collections.abc import Iterator

from sqlglot import exp

from catalogue.definition import Definition, Indicator
from catalogue.expressions import aggregates, contents_used, parse
from catalogue.kinds import Source
from catalogue.models import Catalogue
from warehouse.source_columns import breakdown, release, source_table
from warehouse.sql import Sql, quoted, render


def statements(indicator: Indicator, source: Source | None) -> list[Sql]:
    """Return the insert statements of an indicator: for the whole, and for its breakdown. A named function needs none."""
    definition = indicator.definition
    if definition.of:
        return [_growth(indicator)]
    if definition.function or source is None:
        return []
    breakdowns = [[], definition.by] if definition.by else [[]]
    if not definition.has_whole:
        breakdowns = breakdowns[1:]
    return [_figures(indicator, source, by) for by in breakdowns]


def described(indicator: Indicator) -> str:
    """Return the catalogue's expression for what is computed, in one line."""
    words = indicator.definition
    if words.of and words.change:
        before = f"{words.of} {words.change.years} years before"
        return f"({words.of} - {before}) / {before}"
    if words.function:
        return f"transform.functions.{words.function}"
    below = words.denominator or words.per
    if words.denominator_years_before:
        return f"{words.numerator} / {below} {words.denominator_years_before} years before"
    return f"{words.numerator} / {below}" if below else words.value or words.numerator or ""


def source_of(catalogue: Catalogue, indicator: Indicator) -> str:
    """Return the source of an indicator's numerator; for growth, the source of the indicator that grows."""
    return indicator.definition.source or source_of(catalogue, catalogue.indicators[str(indicator.definition.of)])


def sources_read(catalogue: Catalogue, indicator: Indicator) -> set[str]:
    """Return every source that an indicator's figures depend on, also through other indicators in its definition."""
    words = indicator.definition
    others = [catalogue.indicators[name] for name in (words.of, words.per) if name]
    return {
        *([words.source] if words.source else []),
        *(source for other in others for source in sources_read(catalogue, other)),
    }


def contents_read(definition: Definition, source: Source) -> set[str]:
    """Return the contents that an indicator's expressions sum; all contents if it has no expression."""
    texts = [text for text in (definition.numerator, definition.denominator, definition.value) if text]
    trees = [parse(text, source.spec.expression_columns) for text in texts]
    used: set[str] = set().union(*(contents_used(tree, source.spec.measures) for tree in trees))
    return used or set(source.spec.contents)


def _figures(indicator: Indicator, source: Source, by: list[str]) -> Sql:
    """Return the statement that inserts figures from a source's cells, by the given dimensions."""
    definition = indicator.definition
    counted = definition.value is None
    spec = source.spec
    return render(
        "templates/figures",
        indicator_id=quoted(indicator.id),
        table=source_table(source),
        **release(source),
        breakdown=breakdown(source, by),
        **_expressions(definition, spec.expression_columns),
        per=quoted(definition.per) if definition.per else None,
        years_before=definition.denominator_years_before or 0,
        additive=counted and not definition.crosses_borders,
        municipalities_only=counted and spec.is_revised_in_june,
        summed_by_source=spec.is_summed,
        years=spec.years_of(contents_read(definition, source)),
        recounted=spec.is_recounted and not spec.of_todays_area(contents_read(definition, source)),
        result=_result(definition),
        symbol=quoted("derived" if definition.denominator or definition.per else "published"),
    )


def _expressions(definition: Definition, columns: set[str]) -> dict[str, Sql | None]:
    """Return the expressions as SQL (None if left out), and the conditions that select their cells.

    `divisor` is a denominator that is summed on its own: over the whole, or some years before.
    """
    on_its_own = definition.denominator_over == "whole" or definition.denominator_years_before
    texts = {
        "numerator": definition.numerator,
        "denominator": None if on_its_own else definition.denominator,
        "value": definition.value,
        "divisor": definition.denominator if on_its_own else None,
    }
    trees = {name: parse(text, columns) if text else None for name, text in texts.items()}
    conditions = {
        "cells": _cells(trees["numerator"], trees["denominator"], trees["value"]),
        "divisor_cells": _cells(trees["divisor"]),
    }
    return conditions | {name: _guarded(tree) if tree else None for name, tree in trees.items()}


def _growth(indicator: Indicator) -> Sql:
    """Return the statement that inserts the growth of another indicator."""
    definition = indicator.definition
    return render(
        "templates/growth",
        indicator_id=quoted(indicator.id),
        of=quoted(definition.of),
        years=definition.change.years if definition.change else 0,
        scale=definition.unit.scale,
    )


def _result(definition: Definition) -> Sql:
    """Return the value of a figure, from its numerator, denominator and published value."""
    if definition.value:
        return Sql("value")
    if not (definition.denominator or definition.per):
        return Sql("numerator")
    # Six decimals are more than anybody reads, and take half the space. Adding 0 turns a negative zero into 0.
    return Sql(f"round({definition.unit.scale} * numerator / nullif(denominator, 0), 6) + 0")


def _guarded(tree: exp.Expression) -> Sql:
    """Return the expression, with each aggregate null if one of its cells has no value."""
    whole = tree.copy()
    for aggregate, where in _aggregates(whole):
        lacking = f"count(*) filter (where ({where}) and value is null)"
        guard = f"case when {lacking} = 0 then {aggregate.sql(dialect='duckdb')} end"
        guarded: exp.Expression = exp.maybe_parse(guard, dialect="duckdb")
        if aggregate is whole:
            return Sql(guarded.sql(dialect="duckdb"))
        aggregate.replace(guarded)
    return Sql(whole.sql(dialect="duckdb"))


def _cells(*trees: exp.Expression | None) -> Sql:
    """Return the condition that selects the cells of all aggregates in the expressions."""
    return Sql(" or ".join(sorted({f"({where})" for tree in trees if tree for _, where in _aggregates(tree)})))


def _aggregates(tree: exp.Expression) -> Iterator[tuple[exp.Expr, str]]:
    """Yield each aggregate of the tree, and the condition that selects its cells."""
    for found in aggregates(tree):
        where = found.expression.this.sql(dialect="duckdb") if isinstance(found, exp.Filter) else "true"
        yield found, where
