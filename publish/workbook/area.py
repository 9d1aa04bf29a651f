"""The workbook of a county or of an indicator: many municipalities."""

from collections.abc import Mapping

from publish.content.periods import in_words, last_year
from publish.content.place import Base
from publish.workbook.book import Book, Column, Value
from publish.workbook.contents import contents_sheet, definitions_sheet, fill_contents, sources_sheet
from publish.workbook.figures import figure, theme_sheets
from publish.workbook.texts import how_to_read
from warehouse.read_data import FigureRow

SIDE_BY_SIDE = "Det nyeste året med tall for hver indikator. Tomme celler: kommunen har ikke tall for det året."


def area_workbook(base: Base, title: str, figures: list[FigureRow], columns: list[str]) -> bytes:
    """Return the workbook: contents, how to read, the municipalities side by side, themes, sources and definitions.

    `columns` are the indicators that stand side by side. `figures` must not be empty.
    """
    used = list(dict.fromkeys(row.indicator_id for row in figures))
    count = len({row.municipality_code for row in figures})
    with Book(title, base.build.built_at) as book:
        first = contents_sheet(book, title, f"{count} kommuner")
        how_to_read(book, [], is_sample=base.is_sample)
        _side_by_side(book, title, figures, columns)
        theme_sheets(book, figures, {})
        sources_sheet(book, base, base.cite(used))
        definitions_sheet(book, base, used)
        fill_contents(book, first)
    return book.content


def _side_by_side(book: Book, title: str, figures: list[FigureRow], columns: list[str]) -> None:
    """Add a row for each municipality and a column for each indicator that has figures."""
    newest = {name: period for name in columns if (period := _newest(figures, name))}
    if not newest:
        return
    cells = {
        (row.municipality_code, row.indicator_id): row for row in figures if newest.get(row.indicator_id) == row.period
    }
    words = {row.indicator_id: f"{row.title}, {in_words(row.period)} ({row.unit})" for row in cells.values()}
    heads = [Column("Kommune", 22), Column("Nr.", 8), *(Column(words[name], 18, is_number=True) for name in newest)]
    names = {row.municipality_code: row.municipality for row in figures}
    sheet = book.sheet("Side ved side", title, SIDE_BY_SIDE)
    rows = [[name, code, *(_value(cells, code, each) for each in newest)] for code, name in names.items()]
    book.table(sheet, heads, rows, wraps=False)


def _newest(figures: list[FigureRow], indicator_id: str) -> str:
    """Return the newest period with a value; empty if there is none."""
    periods = {row.period for row in figures if row.indicator_id == indicator_id and row.value is not None}
    return max(periods, key=lambda period: (last_year(period), period), default="")


def _value(cells: Mapping[tuple[str, str], FigureRow], code: str, indicator_id: str) -> Value:
    row = cells.get((code, indicator_id))
    return figure(row.value, row) if row else None
