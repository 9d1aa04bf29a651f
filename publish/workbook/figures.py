"""The tidy sheets: a row for each indicator, municipality and period, one sheet for each theme."""

from collections.abc import Mapping
from itertools import groupby

from publish.content.comparison import BASIS
from publish.content.periods import in_words
from publish.workbook.book import Book, Column, Figure, Placed, Value
from warehouse.read_data import FigureRow

COLUMNS = (
    Column("Indikator", 44), Column("Id", 26), Column("Kommune", 16), Column("Nr.", 7), Column("Periode", 12),
    Column("Verdi", 12, is_number=True, is_own=True), Column("Enhet", 16),
    Column("De ti", 11, is_number=True), Column("De ti er", 9), Column("Fylket", 11, is_number=True), Column("Fylket er", 9),
    Column("Landet", 11, is_number=True), Column("Landet er", 9), Column("Plass i fylket", 10), Column("Merknad", 60),
    Column("Kilde", 26),
)  # fmt: skip
VALUE = 5
"""The place of 'Verdi'."""

Ranks = Mapping[tuple[str, str], str]
"""(municipality code, indicator id) -> '5 av 38', of the newest figure."""
Spans = dict[tuple[str, str], Placed]
"""(municipality code, indicator id) -> where its series stands."""


def theme_sheets(book: Book, figures: list[FigureRow], ranks: Ranks) -> Spans:
    """Add a sheet for each theme of the figures, which are sorted by theme within a municipality."""
    themes = dict.fromkeys(row.theme for row in figures)
    spans: Spans = {}
    for theme in themes:
        rows = sorted(
            (row for row in figures if row.theme == theme), key=lambda row: (row.title, row.municipality_code)
        )
        sheet = book.sheet(
            theme.partition(",")[0], theme, "Ett tall på hver rad. Bruk filteret for å velge indikator og år."
        )
        newest = {(row.municipality_code, row.indicator_id): row.period for row in rows if row.value is not None}
        placed = book.table(sheet, COLUMNS, [_cells(row, ranks, newest) for row in rows], wraps=False)
        spans |= _spans(rows, placed)
    return spans


def period_value(period: str) -> str | int:
    """Return a year as a number, which can be sorted and filtered; else the period in words."""
    return int(period) if period.isdigit() else in_words(period)


def figure(value: float | None, row: FigureRow, basis: str | None = None) -> Figure | None:
    """Return a value of the row with its decimals; None if there is none."""
    return None if value is None else Figure(value, row.decimals, is_median=basis == "median")


def _cells(row: FigureRow, ranks: Ranks, newest: Mapping[tuple[str, str], str]) -> list[Value]:
    key = row.municipality_code, row.indicator_id
    rank = ranks.get(key) if newest.get(key) == row.period else None
    return [
        row.title, row.indicator_id, row.municipality, row.municipality_code, period_value(row.period),
        figure(row.value, row), row.unit,
        figure(row.neighbours_value, row, row.neighbours_basis), BASIS[row.neighbours_basis],
        figure(row.county_value, row, row.county_basis), BASIS[row.county_basis],
        figure(row.country_value, row, row.country_basis), BASIS[row.country_basis],
        rank, row.note, row.cited_as,
    ]  # fmt: skip


def _spans(rows: list[FigureRow], placed: Placed) -> Spans:
    """Return where each series stands, from its first row with a value on."""
    spans: Spans = {}
    numbered = enumerate(rows, start=placed.first)
    for key, group in groupby(numbered, key=lambda each: (each[1].municipality_code, each[1].indicator_id)):
        known = [line for line, row in group if row.value is not None]
        if known:
            spans[key] = Placed(placed.sheet, known[0], known[-1])
    return spans
