"""Compare what a load adds or changes with what its table usually does from one period to the next.

A new period is compared with the period before it, a changed one with itself in the load before. What is usual is the
most that any of the newest steps of the load before did. The levels are `checks.step` in the catalogue.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from catalogue.kinds import Source
from catalogue.source_spec import Step
from warehouse.build import Build
from warehouse.difference import Difference
from warehouse.sql import Part, Sql, listed, quoted, quoted_name, render

FEW = 10
"""With fewer municipalities no steps are compared."""
STEPS = 3
"""With fewer steps before, nothing is known of what is usual."""

SAYS: dict[str, dict[str, str]] = {
    "whole": {
        "moved": "the median municipality moved {moved:.1f} times as far as in any step before",
        "shifted": "half of the municipalities changed by a factor of {times:.3g} or more, {shifted:.0f} times as far as "
        "in any step before",
        "unlike": "the municipalities are much less like those in {reference} than is usual from one period to the next",
        "lost": "{share_lost:.0f} % of the figures that {reference} has are gone",
        "zeros": "{share_zeros:.0f} % of the figures are zero",
        "zeros_for_none": "{share_zeros_for_none:.0f} % of the figures are zero where {reference} has no figure",
        "tens": "{share_tens:.0f} % of the figures are whole tens",
        "integers": "{share_integers:.0f} % of the figures have no decimals",
    },
    "jump": {"jumped": "{region} went from {was:.10g} to {total:.10g}, {times:.0f} times as far as in any step before"},
    "sum": {
        "summed": "the sum of the municipalities moved by {moved:.2g} % against the published figure of region {region}"
    },
    "copy": {"copied": "{share:.0f} % of the municipalities have exactly the figure of {other}"},
    "twin": {"twins": "municipality {region} has exactly the figures of {other}"},
    "match": {"followed": "code {code} in {period} follows the figures that {followed_code} had before"},
}
"""Query in sql/compared/steps -> the columns that are keys of `checks.step`, and what each says."""
AND = {"jumped": "jumped_by"}
"""Measures that count only if another is above its level too."""


def compare_steps(build: Build, source: Source, name: str) -> list[Difference]:
    """Return the differences of `source.incoming` from the usual steps of its table; the view `changed` has its revisions."""
    dimensions = _prepare(build, source, name)
    found: list[Difference] = []
    if build.rows("from pair where kind <> 'usual' limit 1"):
        for query, says in SAYS.items():
            rows = [row for part in _parts(source, query, dimensions) for row in _rows(build, query, part)]
            found += [
                each for key, words in says.items() for each in _largest(rows, key, words, source.spec.checks.step)
            ]
    build.con.execute("drop view loaded; drop view came; drop view held; drop view new_area; drop view revised")
    build.con.execute("drop table pair; drop table step")
    return found


def _prepare(build: Build, source: Source, name: str) -> list[str]:
    """Make the views and tables that the queries read. Return the load's dimensions, except region and period."""
    table, releases = Sql(f"source.{quoted_name(name)}"), source.spec.has_releases
    there = {column for (column,) in build.rows("select column_name from (describe source.incoming)")}
    own = sorted(there.intersection(map(str.lower, source.spec.own_dimensions)))
    columns = map(quoted_name, ["region", "contents", "period", *own])
    newest = f"vintage = (select max(vintage) from {table} where vintage <= (select min(vintage) from source.incoming))"
    views = render(
        "compared/steps/read",
        columns=listed(Sql(f"{column}::varchar as {column}") for column in columns),
        part=Sql(f"concat_ws(';', {listed([quoted(''), *map(quoted_name, own)])})"),
        table=table,
        held=Sql(newest) if releases else Sql("true"),
        klass=build.has("klass_131_change"),
    )
    build.con.execute(views)
    known = "select 1 from source.incoming where vintage in (select vintage from {}) limit 1"
    is_release = releases and not build.rows(known.format(table))
    build.con.execute(render("compared/steps/pair", is_release=Sql(str(is_release).lower())))
    build.con.execute(render("compared/steps/step"))
    return ["contents", *own]


def _parts(source: Source, query: str, dimensions: list[str]) -> list[dict[str, Part]]:
    """Return the parameters of a query: once for each dimension if it is about a dimension's codes."""
    if query != "match":
        additive = [code for code, contents in source.spec.contents.items() if contents.additive]
        return [{"few": FEW, "steps": STEPS, "measures": listed(map(quoted, ["", *additive]))}]
    return [
        {"few": FEW, "dimension": quoted_name(name), "within": quoted("") if name == "contents" else Sql("contents")}
        for name in dimensions
        if name != "contents" or not source.spec.has_alternatives
    ]


def _rows(build: Build, query: str, parts: dict[str, Part]) -> list[dict[str, Any]]:
    selected = build.con.execute(render(f"compared/steps/{query}", **parts))
    names = [column[0] for column in selected.description or []]
    return [dict(zip(names, row, strict=True)) for row in selected.fetchall()]


def _largest(rows: list[dict[str, Any]], key: str, words: str, levels: Step) -> Iterator[Difference]:
    """Yield the largest difference that is above a level, and in how many more places the same is."""
    keys = [key, AND[key]] if key in AND else [key]
    known = sorted((row for row in rows if row[key] is not None), key=lambda row: row[key], reverse=True)
    found = [
        Difference.of(f"step.{key}", _sentence(row, words), [(row[each], getattr(levels, each)) for each in keys])
        for row in known
    ]
    shown = [each for each in found if each.shows or each.stops]
    if shown:
        more = f" ({len(shown) - 1} more of this kind)" if len(shown) > 1 else ""
        first = max(shown, key=lambda each: each.stops)
        yield replace(first, says=first.says + more)


def _sentence(row: dict[str, Any], words: str) -> str:
    contents = f"{row['contents']} in {row['period']}: " if "contents" in row else ""
    return contents + words.format_map(row)
