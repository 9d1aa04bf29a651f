"""The page of a county: maps, its municipalities side by side, and how far the figures cover what plans ask for."""

from dataclasses import dataclass
from itertools import groupby

from publish.content.county_model import Column, CountyContent, CountyRow, Entry, Standing
from publish.drawing.shapes import Shapes
from publish.site.figures import page_figure
from publish.site.law import SYMBOLS
from publish.site.maps import chosen_maps
from publish.site.templating import Fill

WIDEST = 60
"""The longest bar in a cell, in pixels."""


@dataclass(frozen=True)
class Bar:
    """A figure in the table with the length of its bar; None where the column has no bars."""

    entry: Entry
    width: int | None


def county_html(fill: Fill, content: CountyContent, shapes: Shapes, with_page: set[str]) -> str:
    """Return the page of a county; `with_page` has the municipalities that have a page."""
    maps = [(chart.series[0].name, chart) for chart in content.maps]
    standings = [(title, list(points)) for title, points in groupby(content.standings, key=_requirement)]
    return fill(
        "county.html",
        content=content, maps=chosen_maps(maps, shapes), rows=table_rows(content), with_page=with_page, symbols=SYMBOLS,
        scatter=page_figure(content.scatter) if content.scatter else None, standings=standings,
        districts=sum(row.is_district for row in content.rows),
    )  # fmt: skip


def _requirement(standing: Standing) -> str:
    return standing.requirement


def table_rows(content: CountyContent) -> list[tuple[CountyRow, list[tuple[Column, Bar]]]]:
    """Return each municipality with the figures of its row."""
    longest = [_longest(content, index) for index in range(len(content.columns))]
    return [
        (row, [(column, _bar(entry, most)) for column, entry, most in zip(content.columns, row.entries, longest, strict=True)])
        for row in content.rows
    ]  # fmt: skip


def _longest(content: CountyContent, index: int) -> float:
    """Return the highest value of a column; 0 if one is below zero, because bars of such columns mislead."""
    values = [row.entries[index].value or 0 for row in content.rows]
    return 0 if min(values) < 0 else max(values)


def _bar(entry: Entry, most: float) -> Bar:
    return Bar(entry, round((entry.value or 0) / most * WIDEST) if most else None)
