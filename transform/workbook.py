"""An Excel workbook to cells. It comes from outside and is trusted with nothing.

How far it may unfold is bounded, XML entities are refused (by defusedxml, which openpyxl uses where it is installed), links
to other files are not followed, and a formula is text: it is never reckoned, and what it came to last is not read.
"""

from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple
from zipfile import ZipFile

import pandas as pd
from defusedxml.ElementTree import fromstring
from openpyxl import Workbook, load_workbook

from catalogue.errors import CodeGone, UnexpectedShape
from catalogue.labels import plain

LARGEST = 200_000_000
"""Bytes that all of a workbook may unfold to; SSB's Arealprofiler are some ten million."""

LONGEST, WIDEST = 1_048_576, 100
"""Rows that a sheet can have, and columns that are looked at."""

_CORE, _MODIFIED = "docProps/core.xml", "{http://purl.org/dc/terms/}modified"


class Sheet(NamedTuple):
    """A sheet's cells under the words of its first row, by their row's number, and when the workbook was last saved."""

    cells: pd.DataFrame
    saved: str | None


def read_sheet(body: bytes, name: str | None, columns: list[str]) -> Sheet:
    """These columns of the sheet of that name, else of the first, without its empty rows.

    Raises CodeGone when the sheet or a column is not there, UnexpectedShape when the bytes are no workbook to be read.
    """
    try:
        with ZipFile(BytesIO(body)) as archive:
            unfolded = sum(part.file_size for part in archive.infolist())
            if unfolded > LARGEST:
                raise ValueError(f"it unfolds to {unfolded} bytes, and {LARGEST} is the most")
            saved = _saved(archive.read(_CORE)) if _CORE in archive.namelist() else None
        book = load_workbook(BytesIO(body), read_only=True, keep_links=False)
        rows = _rows(book, name)
    except CodeGone:
        raise
    except Exception as error:  # openpyxl lets through whatever its parsers raise
        why = repr(error.__cause__ or error).splitlines()[0]
        raise UnexpectedShape(f"The workbook cannot be read ({why}); see the stored answer.") from error
    return Sheet(_cells(rows, columns), saved)


def _saved(core: bytes) -> str | None:
    """When it was last saved, in UTC; openpyxl would say 'now' where the workbook does not tell."""
    text = fromstring(core).findtext(_MODIFIED)
    when = datetime.fromisoformat(text) if text else None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat() if when else None


def _rows(book: Workbook, name: str | None) -> list[tuple[Any, ...]]:
    """The rows that the sheet has, whatever range it says that it covers."""
    sheets = {plain(sheet.title): sheet for sheet in reversed(book.worksheets)}
    if name is not None and plain(name) not in sheets:
        raise CodeGone(f"The workbook has no sheet {name}; it has {', '.join(book.sheetnames)}. Correct the catalogue.")
    sheet = sheets[plain(name)] if name else book.worksheets[0]
    sheet.reset_dimensions()
    rows = list(islice(sheet.iter_rows(max_col=WIDEST, values_only=True), LONGEST + 1))
    if len(rows) > LONGEST:
        raise ValueError(f"it has more than the {LONGEST} rows that a sheet can have")
    return rows


def _cells(rows: list[tuple[Any, ...]], columns: list[str]) -> pd.DataFrame:
    head = [plain(str(cell)) for cell in rows[0]] if rows else []
    for column in columns:
        if head.count(plain(column)) != 1:
            there = ", ".join(str(cell).strip() for cell in (rows[0] if rows else ()) if cell is not None) or "none"
            how_many = f"{head.count(plain(column))} columns" if plain(column) in head else "no column"
            raise CodeGone(f"The workbook has {how_many} {column}; it has {there}. Correct the catalogue.")
    places = {column: head.index(plain(column)) for column in columns}
    cells = {column: pd.Series([row[at] for row in rows[1:]], dtype=object) for column, at in places.items()}
    frame = pd.DataFrame(cells)
    frame.index += 2  # as a person finds them in the workbook
    return frame.dropna(how="all")
