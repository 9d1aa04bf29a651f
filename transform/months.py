"""Reads a workbook in which each measure has a sheet, with a row for each municipality and a column for each month.

A sheet is in blocks, one for each county: its name, a row with the names of the months, a row with its sum, and its
municipalities. The year is in a cell such as 'Januar - oktober 2026'.
"""

import re
from collections.abc import Iterator

import pandas as pd

from catalogue.errors import UnexpectedShape
from catalogue.spreadsheet import CONTENTS
from transform.workbook import Row, Sheet, read_sheets

MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_NAMES = "|".join(MONTHS)
_SPAN = re.compile(rf"(?:(?:{_NAMES}) ?[-–] ?)?({_NAMES}) ([0-9]{{4}})", re.IGNORECASE)
_MUNICIPALITY = re.compile(r"([0-9]{4})\s+\D.*")


def read_months(body: bytes, sheets: list[str]) -> Sheet:
    """Return region, contents (the sheet's name), period and value of each municipality and month.

    Raise CodeGone if a sheet is missing, UnexpectedShape if one has another form.
    """
    parts, saved = read_sheets(body, sheets, _cells)
    for name, part in zip(sheets, parts, strict=True):
        if part.empty:
            raise UnexpectedShape(
                f"The sheet {name} has no year, months and municipalities as before; see the stored answer."
            )
    return Sheet(pd.concat([part.assign(**{CONTENTS: name}) for name, part in zip(sheets, parts, strict=True)]), saved)


def _cells(rows: Iterator[Row]) -> pd.DataFrame:
    """Return a row for each municipality and month, indexed by the sheet's row numbers; none before there is a year."""
    found, year, columns = [], None, dict[int, int]()
    for number, row in enumerate(rows, start=1):
        texts = {at: cell.strip() for at, cell in enumerate(row) if isinstance(cell, str)}
        year = next((span[2] for span in map(_SPAN.fullmatch, texts.values()) if span), year)
        columns = {
            at: MONTHS.index(text.lower()) + 1 for at, text in texts.items() if text.lower() in MONTHS
        } or columns
        code = next((match[1] for match in map(_MUNICIPALITY.fullmatch, texts.values()) if match), None)
        if year and code:
            found += [(number, code, f"{year}M{month:02}", row[at]) for at, month in columns.items()]
    return pd.DataFrame(found, columns=["row", "region", "period", "value"], dtype=object).set_index("row")
