"""Reads the cells of an Excel workbook, which is untrusted input.

Its size is limited, before it is read: bytes, rows, columns and XML elements. XML entities are refused. Links to other
files are not followed. A formula is read as text: it is not computed, and
its stored result is not read.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, NamedTuple
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

import pandas as pd
from defusedxml.ElementTree import fromstring
from openpyxl import Workbook, load_workbook

from catalogue.errors import CodeGone, UnexpectedShape
from catalogue.labels import plain

LARGEST, MOST_ELEMENTS, MOST_ROWS = 40_000_000, 3_000_000, 500_000
"""The most bytes, unpacked, and XML elements of a workbook, and rows of a sheet. SSB's Arealprofiler has 14 million bytes,
a million elements and 73,000 rows. At these limits, reading takes up to half a minute and 400 MB."""

WIDEST, MOST_COLUMNS, LONGEST = 100, 16_384, 32_767
"""The number of columns that are read. The most columns of a sheet and characters of a cell, as in Excel."""

MOST_OTHERS = 100_000
"""The most elements that are no cells or texts, such as styles: openpyxl makes large objects of them."""

_CORE, _MODIFIED = "docProps/core.xml", "{http://purl.org/dc/terms/}modified"


Row = tuple[Any, ...]


class Sheet(NamedTuple):
    """A sheet's cells (columns named by its first row, indexed by row number), and when the workbook was last saved."""

    cells: pd.DataFrame
    saved: str | None


def read_sheet(body: bytes, name: str | None, columns: list[str], times: int = 1) -> Sheet:
    """Return these columns of the sheet with that name, or of the first sheet, without empty rows.

    The limits are so many `times` the usual ones. Raise CodeGone if the sheet or a column is missing, UnexpectedShape if
    the bytes are not a readable workbook.
    """
    (cells,), saved = read_sheets(body, [name], lambda rows: table(rows, columns), times)
    return Sheet(cells, saved)


def read_sheets(
    body: bytes, names: Sequence[str | None], read: Callable[[Iterator[Row]], pd.DataFrame], times: int = 1
) -> tuple[list[pd.DataFrame], str | None]:
    """Return what `read` makes of the rows of each sheet (None: the first), and when the workbook was last saved.

    Raise CodeGone if a sheet is missing, UnexpectedShape if the bytes are not a readable workbook.
    """
    try:
        with ZipFile(BytesIO(body)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > times * LARGEST:
                raise ValueError(f"it unpacks to {unpacked} bytes, more than the limit of {times * LARGEST}")
            _refuse_many_elements(archive, times * MOST_ELEMENTS)
            saved = _saved(archive.read(_CORE)) if _CORE in archive.namelist() else None
        book = load_workbook(BytesIO(body), read_only=True, keep_links=False)
        return [read(_rows(book, name, times * MOST_ROWS)) for name in names], saved
    except (CodeGone, UnexpectedShape):
        raise
    except Exception as error:  # openpyxl does not catch the errors of its parsers
        why = repr(error.__cause__ or error).splitlines()[0]
        raise UnexpectedShape(f"The workbook cannot be read ({why:.300}); see the stored answer.") from error


def _refuse_many_elements(archive: ZipFile, most: int) -> None:
    """Raise ValueError if the parts together have too many elements, or one has too long a text or declares entities."""
    elements = others = columns = characters = 0

    def start(tag: str, _attributes: object) -> None:
        nonlocal elements, others, columns, characters
        name, characters = tag.rpartition(":")[2], 0
        elements += 1
        others += name not in _CELLS
        columns = 0 if name == "row" else columns + (name == "c")
        if elements > most or others > MOST_OTHERS or columns > MOST_COLUMNS:
            raise ValueError("it has too many cells, columns or styles")

    def text(piece: str) -> None:
        nonlocal characters
        characters += len(piece)
        if characters > LONGEST:
            raise ValueError(f"it has a cell with more than {LONGEST} characters")

    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            parser = ParserCreate()
            parser.buffer_text = True
            parser.StartElementHandler, parser.CharacterDataHandler = start, text
            parser.EntityDeclHandler = _refuse_entity
            with archive.open(part) as file:
                parser.ParseFile(file)


def _refuse_entity(name: str, *_: object) -> None:
    raise ValueError(f"it declares the XML entity {name:.60}")


_CELLS = frozenset({"row", "c", "v", "f", "is", "si", "t"})


def _saved(core: bytes) -> str | None:
    """Return when it was last saved, in UTC, or None; openpyxl would return the time now if the workbook has none."""
    text = fromstring(core).findtext(_MODIFIED)
    when = datetime.fromisoformat(text) if text else None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat() if when else None


def _rows(book: Workbook, name: str | None, most: int) -> Iterator[Row]:
    """Yield all rows of the sheet, whatever range the sheet claims to cover."""
    sheets = {plain(sheet.title): sheet for sheet in reversed(book.worksheets)}
    if name is not None and plain(name) not in sheets:
        raise CodeGone(f"The workbook has no sheet {name}; it has {', '.join(book.sheetnames)}. Correct the catalogue.")
    sheet = sheets[plain(name)] if name else book.worksheets[0]
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=WIDEST, values_only=True)):
        if number == most:
            raise ValueError(f"it has more than {most} rows")
        yield row


def table(rows: Iterator[Row], columns: list[str]) -> pd.DataFrame:
    """Return these columns of rows whose first has the names, without empty rows. Raise CodeGone if one is missing."""
    first = next(rows, ())
    head = [plain(str(cell)) for cell in first]
    for column in columns:
        if head.count(plain(column)) != 1:
            there = ", ".join(f"{cell!s:.60}".strip() for cell in first if cell is not None) or "none"
            how_many = f"{head.count(plain(column))} columns" if plain(column) in head else "no column"
            raise CodeGone(f"The file has {how_many} {column}; it has {there}. Correct the catalogue.")
    positions = [head.index(plain(column)) for column in columns]
    cells = [[row[at] for at in positions] for row in rows]
    frame = pd.DataFrame(cells, columns=columns, dtype=object)
    frame.index += 2  # row numbers as shown in Excel
    return frame.dropna(how="all")
