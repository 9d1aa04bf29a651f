"""The workbook inside a native chart: a row for each category, a column for each layer. Values only, no formulas."""

import io
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from publish.native_chart.parts import SHEET, Layer, Plan
from publish.office_xml import legal

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
EPOCH = date(1899, 12, 30)
MOST = 31


def columns(plan: Plan) -> list[tuple[str, tuple[float | None, ...]]]:
    """Return head and values of every column after the first: the layers, then the lengths of their error bars."""
    made = [(layer.name, layer.values) for layer in plan.layers]
    for layer in plan.layers:
        if layer.high:
            made += [(f"{layer.name}: pluss", lengths(layer)[0]), (f"{layer.name}: minus", lengths(layer)[1])]
    return made


def lengths(layer: Layer) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
    """Return how far the error bars reach above and below each value."""
    triples = list(zip(layer.values, layer.low, layer.high, strict=True))
    up = tuple(None if value is None or high is None else high - value for value, _, high in triples)
    down = tuple(None if value is None or low is None else value - low for value, low, _ in triples)
    return up, down


def reference(column: int, rows: int) -> str:
    """Return the cells of a column, counted from 0, without its head."""
    name = xl_col_to_name(column)
    return f"{SHEET}!${name}$2:${name}${rows + 1}"


def serial(year: str) -> int:
    """Return 1 January of a year as Excel's day number."""
    return (date(int(year), 1, 1) - EPOCH).days


def workbook(plan: Plan) -> bytes:
    """Return the workbook as a file."""
    file = io.BytesIO()
    with Workbook(file, SAFE) as book:
        sheet = book.add_worksheet(SHEET)
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        year, number = (
            book.add_format({"num_format": "yyyy", "align": "left"}),
            book.add_format({"num_format": "#,##0.0##"}),
        )
        sheet.write_string(0, 0, legal(plan.head), head)
        for row, category in enumerate(plan.categories, 1):
            if plan.dates:
                sheet.write_number(row, 0, serial(category), year)
            else:
                sheet.write_string(row, 0, legal(category))
        for column, (name, values) in enumerate(columns(plan), 1):
            sheet.write_string(0, column, legal(name), head)
            for row, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, column, value, number)
        sheet.set_column(0, 0, MOST)
        sheet.set_column(1, len(columns(plan)), MOST / 2)
        sheet.freeze_panes(1, 1)
    return file.getvalue()
