"""The numbers of a chart as a table: a row for each category, a column for each series."""

from dataclasses import dataclass

from publish.content.chart import Chart, Series
from publish.numbers import NBSP, NONE, number

SIGNED = ("components", "cohorts", "ranges")
"""Kinds of chart whose numbers are changes, written with their sign."""
TIGHT = 6
"""A suffix of at most this many characters stands in the head of its column: 'Skien (%)'."""


@dataclass(frozen=True)
class Table:
    """A head, and rows with a value for each name in it; None where there is no figure."""

    head: list[str]
    rows: list[list[str | float | None]]


@dataclass(frozen=True)
class TextTable:
    """A table as it is read: numbers rounded as in the chart, and a dash where there is no figure."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def chart_table(chart: Chart) -> Table:
    """Return the categories of a chart with the values of each series."""
    columns = [chart.categories, *(series.values for series in chart.series)]
    return Table(
        [chart.head, *(series.name for series in chart.series)],
        [list(row) for row in zip(*columns, strict=True)],
    )


def text_table(chart: Chart) -> TextTable:
    """Return the same table in words."""
    unit = f" ({chart.suffix})" if 0 < len(chart.suffix) <= TIGHT and not chart.suffixes else ""
    head = (chart.head, *(f"{one.name}{'' if one.role == 'size' else unit}" for one in chart.series))
    rows = zip(chart.categories, *(_texts(chart, one) for one in chart.series), strict=True)
    return TextTable(head, tuple(rows))


def _texts(chart: Chart, series: Series) -> list[str]:
    places = range(len(chart.keys))
    decimals = chart.category_decimals or (0 if series.role == "size" else chart.decimals,) * len(chart.keys)
    units = [f"{NBSP}{unit}" if unit else "" for unit in chart.suffixes] or [""] * len(chart.keys)
    return [_text(chart, series.values[place], decimals[place], units[place]) for place in places]


def _text(chart: Chart, value: float | None, decimals: int, unit: str) -> str:
    return NONE if value is None else number(value, decimals, signed=chart.kind in SIGNED) + unit
