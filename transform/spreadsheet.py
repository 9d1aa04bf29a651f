"""The figures of a workbook as observations, under the contract of `transform.observations`."""

import re
from collections.abc import Callable
from datetime import date
from math import isfinite, nan
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from catalogue.errors import CodeGone, UnexpectedShape
from catalogue.kinds import SpreadsheetSource
from transform.jsonstat import SSB_SYMBOLS, SYMBOLS
from transform.municipalities import Municipalities
from transform.periods import read_period
from transform.tables import StoredAnswer, Tables, constant
from transform.workbook import read_sheet

T = TypeVar("T")

UNDIVIDED = "0"
"""The code of a dimension where its cell is empty: the figure is not divided by it."""

_FOUR_DIGITS = re.compile(r"\d{4}")


def read_spreadsheet(
    body: bytes, spec: SpreadsheetSource, municipalities: Municipalities, *, fetched: str
) -> tuple[pd.DataFrame, str | None]:
    """The observations but for `fetch_id`, and when the workbook was last saved, by its own word.

    Contents that the catalogue does not name are left out. Raises CodeGone when something it names is not there,
    UnexpectedShape when a cell does not hold what it should, or the municipalities were never in force together.
    """
    columns = spec.columns
    sheet = read_sheet(body, spec.sheet, [*columns.model_dump().values(), *spec.dimensions])
    cells = _wanted(sheet.cells, spec)
    divided = {name.lower(): cells[name].fillna(UNDIVIDED).astype(str).tolist() for name in spec.dimensions}
    texts = {
        "region": _each(cells[columns.region], _four_digits, "a municipality's code"),
        **divided,
        "contents": cells[columns.contents].tolist(),
        "period": _each(cells[columns.period], _four_digits, "a year"),
    }
    frame = pd.DataFrame({name: pd.Categorical(codes) for name, codes in texts.items()})
    values, symbols = zip(*_each(cells[columns.value], _figure, "a number"), strict=True)
    frame["value"], frame["symbol"] = values, pd.Categorical(symbols, categories=SYMBOLS)
    _mark_not_existing(frame, municipalities)
    edition = municipalities.common_edition(list(frame.region.cat.categories), date.fromisoformat(fetched[:10]))
    return frame.assign(borders=pd.Categorical([edition] * len(frame))), sheet.saved


def _wanted(cells: pd.DataFrame, spec: SpreadsheetSource) -> pd.DataFrame:
    """The rows of the catalogue's contents, by our codes instead of the source's texts."""
    column = spec.columns.contents
    codes = {contents.label: code for code, contents in spec.contents.items()}
    there = set(cells[column])
    if gone := [label for label in codes if label not in there]:
        new = ", ".join(f"'{label}'" for label in sorted(map(str, there - set(codes)))) or "nothing"
        raise CodeGone(f"The workbook no longer has '{gone[0]}', but {new} instead; correct the catalogue.")
    return cells[cells[column].isin(list(codes))].assign(**{column: cells[column].map(codes)})


def _each(cells: "pd.Series[Any]", read: Callable[[Any], T | None], should: str) -> list[T]:
    """Every cell of a column, read. Raises UnexpectedShape, with the row, for the first that is not what it should be."""
    found = [read(cell) for cell in cells]
    if None in found:
        place = found.index(None)
        said = f"{cells.iloc[place]!r} in {cells.name} where {should} should be"
        raise UnexpectedShape(f"Row {cells.index[place]} of the workbook has {said}; see the stored answer.")
    return [each for each in found if each is not None]


def _four_digits(cell: Any) -> str | None:
    """A code or a year; in a column of numbers, 301 is 0301."""
    text = f"{cell:04.0f}" if isinstance(cell, int | float) and float(cell).is_integer() else str(cell).strip()
    return text if _FOUR_DIGITS.fullmatch(text) else None


def _figure(cell: Any) -> tuple[float, str] | None:
    """Value and symbol; an empty cell is missing."""
    if cell is None:
        return nan, "missing"
    if isinstance(cell, str):
        return (nan, SSB_SYMBOLS[cell.strip()]) if cell.strip() in SSB_SYMBOLS else None
    return (float(cell), "published") if type(cell) in (int, float) and isfinite(cell) else None


def _mark_not_existing(frame: pd.DataFrame, municipalities: Municipalities) -> None:
    """Zeros and empty cells of a municipality that came of a division later than the period are no figures.

    Nor are then the figures of those it was divided from or with: SSB has put all of the former area on one of them.
    """
    bare = (frame.value.isna() | (frame.value == 0)).to_numpy()
    gone = np.zeros(len(frame), bool)
    for code, period in set(zip(frame.region[bare], frame.period[bare], strict=True)):
        day = read_period(period).start
        siblings = set() if municipalities.existed(code, day) else municipalities.divided_with(code, day)
        if siblings:
            contents = set(frame.contents[bare & ((frame.region == code) & (frame.period == period)).to_numpy()])
            heirs = frame.region.isin([code, *siblings]) & (frame.period == period) & frame.contents.isin(contents)
            gone |= heirs.to_numpy()
    frame.loc[gone, "value"] = nan
    frame.loc[gone, "symbol"] = "not_existing"


def read_workbook_load(
    source_id: str, spec: SpreadsheetSource, answers: list[StoredAnswer], municipalities: Municipalities
) -> Tables:
    """Return the table of the newest workbook; the texts are the source's own, which it uses as codes."""
    answer = answers[-1]
    frame, saved = read_spreadsheet(answer.body, spec, municipalities, fetched=answer.fetched_at)
    rows = [("contents", code, contents.label) for code, contents in spec.contents.items()]
    for name in map(str.lower, spec.dimensions):
        rows += [(name, code, "Ikke delt" if code == UNDIVIDED else code) for code in frame[name].cat.categories]
    labels = pd.DataFrame(rows, columns=["dimension", "code", "label"])
    return Tables({source_id: frame.assign(fetch_id=constant(answer.fetch_id, len(frame)))}, labels, saved)
