"""Reads the cells of an Excel workbook, which is untrusted input.

Its unpacked size is limited. XML entities are refused by defusedxml, which openpyxl uses if it is installed. Links to other
files are not followed. A formula is read as text: it is not computed, and its stored result is not read.
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
"""The largest unpacked size of a workbook, in bytes; SSB's Arealprofiler has about ten million."""

LONGEST, WIDEST = 1_048_576, 100
"""The most rows that a sheet can have, and the number of columns that are read."""

_CORE, _MODIFIED = "docProps/core.xml", "{http://purl.org/dc/terms/}modified"


class Sheet(NamedTuple):
    """A sheet's cells (columns named by its first row, indexed by row number), and when the workbook was last saved."""

    cells: pd.DataFrame
    saved: str | None


def read_sheet(body: bytes, name: str | None, columns: list[str]) -> Sheet:
    """Return these columns of the sheet with that name, or of the first sheet, without empty rows.

    Raise CodeGone if the sheet or a column is missing, UnexpectedShape if the bytes are not a readable workbook.
    """
    try:
        with ZipFile(BytesIO(body)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > LARGEST:
                raise ValueError(f"it unpacks to {unpacked} bytes, more than the limit of {LARGEST}")
            saved = _saved(archive.read(_CORE)) if _CORE in archive.namelist() else None
        book = load_workbook(BytesIO(body), read_only=True, keep_links=False)
        rows = _rows(book, name)
    except CodeGone:
        raise
    except Exception as error:  # openpyxl does not catch the errors of its parsers
        why = repr(error.__cause__ or error).splitlines()[0]
        raise UnexpectedShape(f"The workbook cannot be read ({why}); see the stored answer.") from error
    return Sheet(_cells(rows, columns), saved)


def _saved(core: bytes) -> str | None:
    """Return when it was last saved, in UTC, or None; openpyxl would return the time now if the workbook has none."""
    text = fromstring(core).findtext(_MODIFIED)
    when = datetime.fromisoformat(text) if text else None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat() if when else None


def _rows(book: Workbook, name: str | None) -> list[tuple[Any, ...]]:
    """Return all rows of the sheet, whatever range the sheet claims to cover."""
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
    positions = {column: head.index(plain(column)) for column in columns}
    cells = {column: pd.Series([row[at] for row in rows[1:]], dtype=object) for column, at in positions.items()}
    frame = pd.DataFrame(cells)
    frame.index += 2  # row numbers as shown in Excel
    return frame.dropna(how="all")
