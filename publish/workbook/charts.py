"""Native charts of a workbook: they read the cells of its sheets, so they change when a cell is changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.chart import Chart as NativeChart
from xlsxwriter.worksheet import Worksheet

from publish.content.chart import Chart, Role
from publish.content.model import MunicipalityContent
from publish.drawing.marks import ACCENT, COMPARE, GREY
from publish.drawing.scale import figures, rounded
from publish.drawing.svg import INK
from publish.drawing.text import printable
from publish.workbook.book import LINE_HEIGHT, Book, Figure
from publish.workbook.formats import RULE

FONT = {"name": "Arial", "size": 10}
LINES: dict[Role, dict[str, Any]] = {
    "own": {"color": ACCENT, "width": 2.75},
    "main": {"color": ACCENT, "width": 2.75},
    "neighbours": {"color": COMPARE, "width": 2, "dash_type": "dash"},
    "county": {"color": GREY, "width": 1.75, "dash_type": "round_dot"},
    "low": {"color": COMPARE, "width": 1.5, "dash_type": "dash"},
    "high": {"color": COMPARE, "width": 1.5, "dash_type": "dash"},
    "total": {"color": INK, "width": 2},
}
"""How a series is drawn by its role; others are thin and grey."""
OTHERS = {"color": GREY, "width": 1}
FILLS = (ACCENT, COMPARE, GREY)
TYPES = {
    "line": "line",
    "projection": "line",
    "cohorts": "line",
    "components": "column",
    "columns": "column",
    "bars": "bar",
}
"""Kind of chart -> the type that draws it. The other kinds are in the document, not here."""
HEIGHT = 20
"""The rows that a chart is high."""


@dataclass(frozen=True)
class Line:
    """A line of a chart: the column of its values, and its role."""

    column: int
    role: Role


def chart_sheet(book: Book, content: MunicipalityContent) -> None:
    """Add the sheet 'Diagrammer': each chart of the content that has a type here, with its numbers beside it."""
    charts = [chart for chapter in content.chapters for chart in chapter.charts if chart.kind in TYPES]
    if not charts:
        return
    sheet = book.sheet("Diagrammer", f"Diagrammer for {content.name}", "Tallene til venstre er diagrammets egne.")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 12, 17)
    row, rows = 3, []
    for chart in charts:
        _chart(book, sheet, chart, row)
        rows.append(row)
        row += max(len(chart.keys) + 6, HEIGHT + 4)
    sheet.set_h_pagebreaks(rows[2::2])


def line_chart(
    book: Book, sheet: str, rows: tuple[int, int], head: int, lines: Sequence[Line], categories: int
) -> NativeChart:
    """Return lines of columns of a sheet: `rows` are the first and last, `head` the row of the names."""
    native = book.file.add_chart({"type": "line"})
    for line in lines:
        native.add_series(_series(sheet, rows, head, line.column, categories) | {"line": LINES.get(line.role, OTHERS)})
    return native


def style(native: NativeChart, values: Iterable[float | None], *, is_line: bool, is_sideways: bool = False) -> None:
    """Set size, axes and legend. Columns and bars begin at zero; labels stand below the plot, also under negative columns."""
    scale = rounded(figures(values), from_zero=not is_line)
    numbers = {"min": scale.low, "max": scale.high, "major_gridlines": {"visible": True, "line": {"color": RULE}}}
    axes = (numbers, {"reverse": True}) if is_sideways else ({}, numbers)
    native.set_size({"width": 760, "height": HEIGHT * 20})
    native.set_legend({"position": "bottom", "font": FONT})
    native.set_title({"none": True})
    native.set_x_axis({"num_font": FONT, "label_position": "low"} | axes[0])
    native.set_y_axis({"num_font": FONT, "label_position": "low"} | axes[1])
    native.show_blanks_as("gap")


def _chart(book: Book, sheet: Worksheet, chart: Chart, row: int) -> None:
    """Write a chart's title and numbers from `row` on, and the chart to the right of them."""
    book.write(sheet, row, 0, chart.title, "heading")
    book.write(sheet, row + 1, 0, chart.subtitle, "words")
    head, first = row + 2, row + 3
    sheet.set_row(head, 3 * LINE_HEIGHT)
    book.write(sheet, head, 0, chart.head, "head")
    for column, series in enumerate(chart.series, start=1):
        book.write(sheet, head, column, series.name, "number head")
        for line, value in enumerate(series.values):
            book.write(sheet, first + line, column, None if value is None else Figure(value, chart.decimals))
    for line, category in enumerate(chart.categories):
        book.write(sheet, first + line, 0, category)
    book.write(sheet, first + len(chart.keys), 0, chart.source_words, "words")
    native = _native(book, sheet.name, chart, (first, first + len(chart.keys) - 1), head)
    options = {"description": printable(chart.alternative), "object_position": 1, "x_offset": 20}
    sheet.insert_chart(head, len(chart.series) + 1, native, options)


def _native(book: Book, sheet: str, chart: Chart, rows: tuple[int, int], head: int) -> NativeChart:
    kind, lines = TYPES[chart.kind], [Line(column, each.role) for column, each in enumerate(chart.series, start=1)]
    values = [value for each in chart.series for value in each.values]
    if kind == "line":
        native = line_chart(book, sheet, rows, head, lines, 0)
        style(native, values, is_line=True)
        return native
    native = book.file.add_chart({"type": kind} | ({"subtype": "stacked"} if chart.kind == "components" else {}))
    for line, fill in zip((line for line in lines if line.role != "total"), FILLS, strict=False):
        native.add_series(_series(sheet, rows, head, line.column, 0) | {"fill": {"color": fill}, "gap": 50})
    if total := [line for line in lines if line.role == "total"]:
        native.combine(line_chart(book, sheet, rows, head, total, 0))
    style(native, [*values, *_stacks(chart)], is_line=False, is_sideways=kind == "bar")
    return native


def _stacks(chart: Chart) -> list[float]:
    """Return how high and how deep the columns of stacked parts reach; none for other charts."""
    parts = [each.values for each in chart.series if each.role == "part"]
    stacks = list(zip(*parts, strict=True)) if chart.kind == "components" else []
    return [sum(value for value in stack if value and (value > 0) is up) for stack in stacks for up in (True, False)]


def _series(sheet: str, rows: tuple[int, int], head: int, column: int, categories: int) -> dict[str, Any]:
    first, last = rows
    return {
        "name": [sheet, head, column],
        "categories": [sheet, first, categories, last, categories],
        "values": [sheet, first, column, last, column],
    }
