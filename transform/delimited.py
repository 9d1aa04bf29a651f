"""Reads the cells of a CSV with semicolons, which is untrusted input: its rows and the length of its cells are limited."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from catalogue.errors import UnexpectedShape
from catalogue.spreadsheet import SpreadsheetSource
from transform.workbook import LONGEST, MOST_ROWS, Row, Sheet, table

_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")


def read_delimited(body: bytes, spec: SpreadsheetSource) -> Sheet:
    """Return the columns that the source's file names. Municipalities have four digits, and numbers are numbers.

    Raise CodeGone if a column is missing, UnexpectedShape if the bytes are not such a file.
    """
    columns = spec.columns
    try:
        text = body.decode(spec.encoding or "utf-8")
        cells = table(_rows(text, spec.times_larger * MOST_ROWS), [*columns.names, *spec.dimension_columns.values()])
    except (UnicodeDecodeError, IndexError, ValueError, csv.Error) as error:
        raise UnexpectedShape(f"The CSV cannot be read ({error!s:.300}); see the stored answer.") from error
    cells[columns.region] = cells[columns.region].map(lambda code: code.zfill(4), na_action="ignore")
    cells[columns.value] = cells[columns.value].map(_number, na_action="ignore")
    return Sheet(cells, None)


def _rows(text: str, most: int) -> Iterator[Row]:
    for number, row in enumerate(csv.reader(StringIO(text), delimiter=";")):
        if number > most:
            raise ValueError(f"it has more than {most} rows")
        if any(len(cell) > LONGEST for cell in row):
            raise ValueError(f"it has a cell with more than {LONGEST} characters")
        if row:
            yield tuple(cell or None for cell in row)


def _number(cell: str) -> Any:
    """Return a number such as 12 or 12,5, or the text itself."""
    return float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell.strip()) else cell
