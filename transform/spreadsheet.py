"""Reads a workbook's figures into observations that meet `transform.contract`."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite, nan
from typing import Any, TypeVar

import pandas as pd

from catalogue.errors import CodeGone, UnexpectedShape
from catalogue.labels import plain
from catalogue.spreadsheet import SpreadsheetSource
from transform.delimited import read_delimited
from transform.existence import mark_not_existing
from transform.months import read_months
from transform.municipalities import Municipalities
from transform.periods import read_period
from transform.symbols import NO_FIGURE, SYMBOLS
from transform.tables import Extent, StoredAnswer, Tables, constant
from transform.workbook import Sheet, read_sheet

T = TypeVar("T")

UNDIVIDED = "0"
"""The code of a dimension whose cell is empty: the figure is not divided by it."""

NO_MUNICIPALITY = "2[1-3][0-9]{2}"
"""The codes of Svalbard, Jan Mayen and the continental shelf, which have no municipalities."""

_FOUR_DIGITS = re.compile(r"[0-9]{4}")


def read_spreadsheet(
    body: bytes, spec: SpreadsheetSource, municipalities: Municipalities, *, fetched: str
) -> tuple[pd.DataFrame, str | None]:
    """Return the observations without `fetch_id`, and when the workbook was last saved, according to the workbook.

    Texts are compared without capitals and extra spaces. Raise CodeGone if the workbook lacks something in the catalogue.
    Raise UnexpectedShape if a cell is invalid, contents are not in the catalogue, or the municipalities were never valid
    at the same time.
    """
    sheet, columns = _sheet(body, spec), spec.columns
    cells = sheet.cells[~sheet.cells[columns.region].astype(str).str.fullmatch(NO_MUNICIPALITY)]
    divided = {
        name.lower(): _one_spelling(cells[column].fillna(UNDIVIDED)) for name, column in spec.dimension_columns.items()
    }
    texts = {
        "region": _each(cells[columns.region], _four_digits, "a municipality's code"),
        **divided,
        "contents": _contents(cells, spec),
        "period": _each(cells[columns.period], str if spec.layout == "months" else _four_digits, "a year"),
    }
    frame = pd.DataFrame({name: pd.Categorical(codes) for name, codes in texts.items()})
    no_figure = NO_FIGURE | spec.symbols
    values, symbols = zip(*_each(cells[columns.value], lambda cell: _figure(cell, no_figure), "a number"), strict=True)
    frame["value"], frame["symbol"] = values, pd.Categorical(symbols, categories=SYMBOLS)
    frame = mark_not_existing(frame, municipalities, on_todays_borders=spec.recounted)
    return frame.assign(borders=_borders(frame, spec, municipalities, fetched)), sheet.saved


def _sheet(body: bytes, spec: SpreadsheetSource) -> Sheet:
    if spec.layout == "months":
        return read_months(body, [contents.label for contents in spec.contents.values()])
    if spec.encoding:
        return read_delimited(body, spec)
    columns = [*spec.columns.names, *spec.dimension_columns.values()]
    return read_sheet(body, spec.sheet, columns, spec.times_larger)


def _borders(
    frame: pd.DataFrame, spec: SpreadsheetSource, municipalities: Municipalities, fetched: str
) -> "pd.Categorical[Any]":
    """Return the border edition of each row: that of its period, or one that all the municipalities have in common."""
    codes = list(frame.region.cat.categories)
    if spec.recounted:
        return constant(municipalities.common_edition(codes, date.fromisoformat(fetched[:10])), len(frame))
    municipalities.require_known(codes)
    editions = {period: municipalities.edition(read_period(period).start) for period in frame.period.cat.categories}
    return pd.Categorical(frame.period.map(editions))


def _contents(cells: pd.DataFrame, spec: SpreadsheetSource) -> list[str]:
    """Return our codes for the contents of each row, instead of the source's texts."""
    column = spec.contents_column
    if column is None:
        return list(spec.contents) * len(cells)
    codes = {plain(contents.label): code for code, contents in spec.contents.items()}
    said = cells[column].fillna("").map(str)
    texts = {text: plain(text) for text in said.unique()}
    new = sorted(text for text in texts if texts[text] not in codes)
    if gone := [contents.label for contents in spec.contents.values() if plain(contents.label) not in texts.values()]:
        instead = ", ".join(f"'{text:.60}'" for text in new[:5]) or "nothing"
        raise CodeGone(f"The workbook no longer has '{gone[0]}', but {instead} instead; correct the catalogue.")
    if new:
        row = cells.index[said.isin(new)][0]
        raise UnexpectedShape(
            f"Row {row} of the workbook has '{said[row]:.60}' in {column}, and the catalogue does not name it; "
            "add it to contents in the catalogue, or correct the label there."
        )
    return said.map(lambda text: codes[texts[text]]).tolist()


def _one_spelling(texts: "pd.Series[Any]") -> list[str]:
    """Return texts for use as codes: texts that differ only in capitals and spaces get the spelling of the first."""
    first: dict[str, str] = {}
    spelt = {text: first.setdefault(plain(text), " ".join(text.split())) for text in map(str, texts.unique())}
    return [spelt[str(text)] for text in texts]


def _each(cells: "pd.Series[Any]", read: Callable[[Any], T | None], should: str) -> list[T]:
    """Return every cell of a column, read. Raise UnexpectedShape, with the row, for the first invalid cell."""
    found = [read(cell) for cell in cells]
    if None in found:
        position = found.index(None)
        wrong = f"{cells.iloc[position]!r:.60} in {cells.name} where {should} should be"
        raise UnexpectedShape(f"Row {cells.index[position]} of the workbook has {wrong}; see the stored answer.")
    return [value for value in found if value is not None]


def _four_digits(cell: Any) -> str | None:
    """Return a code or a year as four digits (the number 301 as 0301), or None."""
    text = f"{cell:04.0f}" if type(cell) in (int, float) and float(cell).is_integer() else str(cell).strip()
    return text if _FOUR_DIGITS.fullmatch(text) else None


def _figure(cell: Any, no_figure: Mapping[str, str]) -> tuple[float, str] | None:
    """Return value and symbol, or None if the cell has neither; an empty cell is missing."""
    if cell is None:
        return nan, "missing"
    if isinstance(cell, str):
        return (nan, no_figure[cell.strip()]) if cell.strip() in no_figure else None
    return (float(cell), "published") if type(cell) in (int, float) and isfinite(cell) else None


def read_workbook_load(
    source_id: str, spec: SpreadsheetSource, answers: list[StoredAnswer], municipalities: Municipalities
) -> Tables:
    """Return the table of the newest workbook; the texts are the source's own, which it uses as codes."""
    answer = answers[-1]
    frame, saved = read_spreadsheet(answer.body, spec, municipalities, fetched=answer.fetched_at)
    rows = [("contents", code, contents.label) for code, contents in spec.contents.items()]
    for name in map(str.lower, spec.own_dimensions):
        rows += [(name, code, "Ikke delt" if code == UNDIVIDED else code) for code in frame[name].cat.categories]
    labels = pd.DataFrame(rows, columns=["dimension", "code", "label"])
    tables = {source_id: frame.assign(fetch_id=constant(answer.fetch_id, len(frame)))}
    return Tables(tables, labels, saved, extent=_extent(frame, municipalities))


def _extent(frame: pd.DataFrame, municipalities: Municipalities) -> Extent:
    """Return what the workbook should have. It has no list of its codes, but it has whole counties."""
    edition = str(max(frame.borders.cat.categories))
    should = municipalities.in_their_counties(set(frame.region.cat.categories), edition)
    return Extent(list(frame.contents.cat.categories), municipalities.share_in_force(should, edition))
