"""From an indicator's definition: its expression in one line, the sources it reads, and its insert statements.

The statements are templates in sql/templates. tests/golden has those of some indicators.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlglot import exp

from catalogue.definition import Definition, Indicator
from catalogue.expressions import aggregates, contents_used, parse
from catalogue.kinds import Source
from catalogue.models import Catalogue
from warehouse.source_columns import breakdown, release, source_table
from warehouse.sql import Part, Sql, quoted, render


def statements(read: Sequence[tuple[Indicator, Source]]) -> Iterator[Sql]:
    """Yield the statements that insert the figures of indicators into core.observation, from the sources they read.

    Each indicator has one for the whole, and one for its breakdown; a named function has none. The others are for all at
    once, because a statement for each indicator takes longer to plan than to run.
    """
    yield render("templates/definitions", definitions=[_definition(*each) for each in read])
    for indicator, source in read:
        yield from published(indicator, source)
    yield render("templates/placed_figures")
    yield render("templates/figures", per=False)
    yield render("templates/figures", per=True)
    yield Sql("drop table temp.published_figure; drop table temp.placed_figure")


def published(indicator: Indicator, source: Source) -> Iterator[Sql]:
    """Yield the statements that insert an indicator's figures, as its source's cells give them, into temp.published_figure."""
    definition = indicator.definition
    if definition.function:
        return
    texts = {key: getattr(definition, key) for key in ("numerator", "denominator", "value")}
    if _has_divisor(definition):
        yield _published(indicator, source, [], {"denominator": texts.pop("denominator")}, is_divisor=True)
    breakdowns = [[], definition.by] if definition.by else [[]]
    for by in breakdowns if definition.has_whole else breakdowns[1:]:
        yield _published(indicator, source, by, texts, is_divisor=False)


def growth(indicator: Indicator) -> Sql:
    """Return the statement that inserts the growth of another indicator."""
    definition = indicator.definition
    return render(
        "templates/growth",
        indicator_id=quoted(indicator.id),
        of=quoted(definition.of),
        years=definition.change.years if definition.change else 0,
        scale=definition.unit.scale,
    )


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


def _definition(indicator: Indicator, source: Source) -> dict[str, Part]:
    """Return a row of temp.definition."""
    definition, spec = indicator.definition, source.spec
    contents = contents_read(definition, source)
    return {
        "indicator_id": quoted(indicator.id),
        "per": quoted(definition.per) if definition.per else None,
        "has_divisor": _has_divisor(definition),
        "years_before": definition.denominator_years_before or 0,
        "is_quotient": bool(definition.denominator or definition.per),
        "scale": definition.unit.scale,
        "additive": definition.value is None and not definition.crosses_borders,
        "summed_by_source": spec.is_summed,
        "years": spec.years_of(contents),
        "recounted": spec.is_recounted and not spec.of_todays_area(contents),
    }


def _has_divisor(definition: Definition) -> bool:
    """Return whether the denominator is summed on its own: over the whole, or some years before."""
    on_its_own = definition.denominator_over == "whole" or definition.denominator_years_before
    return bool(on_its_own and definition.denominator)


def _published(
    indicator: Indicator, source: Source, by: list[str], texts: Mapping[str, str | None], *, is_divisor: bool
) -> Sql:
    """Return the statement for the figures by the given dimensions, or for the denominators of `is_divisor`."""
    definition, spec = indicator.definition, source.spec
    trees = {key: parse(text, spec.expression_columns) for key, text in texts.items() if text}
    return render(
        "templates/published_figures",
        indicator_id=quoted(indicator.id),
        is_divisor=is_divisor,
        table=source_table(source),
        **release(source),
        breakdown=breakdown(source, by),
        **dict.fromkeys(("numerator", "denominator", "value")) | {key: _guarded(tree) for key, tree in trees.items()},
        cells=_cells(*trees.values()),
        years_before=definition.denominator_years_before if is_divisor else None,
        municipalities_only=definition.value is None and spec.is_revised_in_june and not is_divisor,
    )


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


def _cells(*trees: exp.Expression) -> Sql:
    """Return the condition that selects the cells of all aggregates in the expressions."""
    return Sql(" or ".join(sorted({f"({where})" for tree in trees for _, where in _aggregates(tree)})))


def _aggregates(tree: exp.Expression) -> Iterator[tuple[exp.Expr, str]]:
    """Yield each aggregate of the tree, and the condition that selects its cells."""
    for found in aggregates(tree):
        where = found.expression.this.sql(dialect="duckdb") if isinstance(found, exp.Filter) else "true"
        yield found, where
