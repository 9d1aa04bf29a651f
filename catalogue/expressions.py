"""Definitions are SQL: a scalar expression over one source table, parsed and validated before it is used.

Analysts know SQL, and the published definition is the SQL that runs. It comes from a file, so it is untrusted: queries,
tables and functions other than those below are refused.
"""

from collections.abc import Iterator

import sqlglot
from sqlglot import exp

from catalogue.words import did_you_mean

AGGREGATES = (exp.Sum, exp.Max, exp.Min, exp.Count, exp.Avg)
_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.Between, exp.In)
_ALLOWED = (
    *AGGREGATES, *_COMPARISONS, exp.Filter, exp.Where, exp.Column, exp.Identifier, exp.Literal, exp.Paren,
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.And, exp.Or, exp.Not, exp.Case, exp.If, exp.Coalesce, exp.Nullif,
    exp.Round, exp.Abs, exp.Left, exp.Length, exp.Null, exp.Boolean,
)  # fmt: skip
LONGEST = 1000
"""The most characters of an expression; the shipped ones have at most 120, and hundreds of terms take long to compute."""
_BEYOND_ONE_EXPRESSION = (";", "--", "/*")
"""Texts that would end the query around the expression, or turn the rest of it into a comment."""


def parse(text: str, columns: set[str]) -> exp.Expression:
    """Return the expression's tree. Raise ValueError with a sentence unless it is a plain scalar over `columns`."""
    tree = _parsed(text)
    for node in tree.walk():
        _refuse_kind(node, text)
        if isinstance(node, exp.Column):
            _refuse_column(node, text, columns)
    if not aggregates(tree):
        raise ValueError(f"'{text}' sums nothing; it needs sum, min, max, avg or count")
    return tree


def _parsed(text: str) -> exp.Expression:
    if len(text) > LONGEST:
        raise ValueError(f"'{text[:60]}…' has {len(text)} characters, more than {LONGEST}")
    try:
        statements = sqlglot.parse(text, read="duckdb")
    except (sqlglot.errors.SqlglotError, RecursionError) as error:
        raise ValueError(f"'{text}' is not an SQL expression") from error
    tree = statements[0] if len(statements) == 1 else None
    if not isinstance(tree, exp.Expression) or any(mark in text for mark in _BEYOND_ONE_EXPRESSION):
        raise ValueError(f"'{text}' must be one SQL expression, without semicolons or comments")
    return tree


def _refuse_kind(node: exp.Expr, text: str) -> None:
    """Raise ValueError for a kind of node, or a nesting, that a definition may not have."""
    if not isinstance(node, _ALLOWED):
        raise ValueError(f"'{text}' may not use {_shown(node)}")
    if isinstance(node, exp.Filter) and not isinstance(node.this, AGGREGATES):
        raise ValueError(f"'{text}' may only put a filter on sum, min, max, avg or count")
    if isinstance(node, AGGREGATES) and node.find_ancestor(*AGGREGATES, exp.Where):
        raise ValueError(f"'{text}' may not use {_shown(node)} inside another aggregate or its filter")


def _refuse_column(column: exp.Column, text: str, columns: set[str]) -> None:
    """Raise ValueError for a column that does not exist, or is outside every aggregate."""
    if column.table or column.name not in columns:
        ending = did_you_mean(column.name, sorted(columns))
        raise ValueError(f"'{text}' names the column {_shown(column)}{ending}")
    if column.find_ancestor(*AGGREGATES, exp.Filter) is None:
        raise ValueError(f"'{text}' must put {column.name} inside sum, min, max, avg or count")


def _shown(node: exp.Expr) -> str:
    return str(node.sql(dialect="duckdb"))


def aggregates(tree: exp.Expr) -> list[exp.Expr]:
    """Return each aggregate of the tree, including its `filter (where …)`, if any."""
    found = [node for node in tree.walk() if isinstance(node, AGGREGATES)]
    return [node.parent if isinstance(node.parent, exp.Filter) else node for node in found]


def adds_up(tree: exp.Expr) -> bool:
    """Return whether the expression over two groups together is always the sum of its values for each group."""
    if isinstance(tree, exp.Paren | exp.Neg):
        return adds_up(tree.this)
    if isinstance(tree, exp.Add | exp.Sub):
        return adds_up(tree.left) and adds_up(tree.right)
    if isinstance(tree, exp.Mul | exp.Div):
        return adds_up(tree.left) and isinstance(tree.right, exp.Literal)
    return isinstance(tree.this if isinstance(tree, exp.Filter) else tree, exp.Sum | exp.Count)


def contents_used(tree: exp.Expr, contents: set[str]) -> set[str]:
    """Return the contents that an expression uses. Raise ValueError if there are several and an aggregate names none."""
    used: set[str] = set()
    for aggregate in aggregates(tree):
        named = _contents_of_filter(aggregate)
        if not named and len(contents) > 1:
            raise ValueError(f"'{_shown(aggregate)}' must say which contents it is over: filter (where contents = '…')")
        used |= named or contents
    return used


def _contents_of_filter(aggregate: exp.Expr) -> set[str]:
    """Return the contents that the filter requires; it requires only conditions that are joined by `and`."""
    where = aggregate.expression if isinstance(aggregate, exp.Filter) else None
    if not isinstance(where, exp.Where):
        return set()
    whole = where.this.unnest()
    conditions = whole.flatten() if isinstance(whole, exp.And) else [whole]
    sure = [part for part in conditions if isinstance(part, exp.EQ | exp.In) and isinstance(part.this, exp.Column)]
    named = [part.find_all(exp.Literal) for part in sure if part.this.name == "contents"]
    return {code.name for codes in named for code in codes}


def codes_named(tree: exp.Expr) -> Iterator[tuple[str, list[exp.Literal]]]:
    """Yield each column that is compared with codes (`nivaa = '00'`, `nivaa in ('03a', '04a')`), and the codes."""
    for node in tree.find_all(exp.EQ, exp.NEQ, exp.In):
        if isinstance(node.this, exp.Column):
            yield node.this.name, list(node.find_all(exp.Literal))
