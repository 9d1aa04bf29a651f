"""Make small workbooks, and a source that reads them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from catalogue.spreadsheet import SpreadsheetSource
from tests.lib.spec import WORDS

URL = "https://www.ssb.no/areal/arealprofiler.xlsx"
PAGE = "https://www.ssb.no/areal"
HEAD = ("statistikkvariabel", "kommunenr", "kommune", "år", "verdi", "klasse")
HOMES, BUILT = "Nye boliger siste 4 år", "Andel bebygd areal"

Cells = Sequence[Any]


def spreadsheet(**changes: Any) -> SpreadsheetSource:
    """Return a source of two contents, one of them divided by class; `changes` replaces keys of the file; None removes one."""
    file = {
        "kind": "spreadsheet",
        "title": WORDS,
        "page": PAGE,
        "url": URL,
        "columns": {"region": "kommunenr", "contents": "statistikkvariabel", "period": "år", "value": "verdi"},
        "dimensions": ["klasse"],
        "contents": {
            "nye_boliger": {"kind": "flow", "additive": True, "label": HOMES},
            "bebygd": {"kind": "stock", "additive": False, "label": BUILT},
        },
        "period": {"grain": "year", "refers_to": "the year"},
        "checks": {"municipalities": 1},
        "licence": "CC BY 4.0",
    }
    return SpreadsheetSource.model_validate(
        {key: value for key, value in (file | changes).items() if value is not None}
    )


def homes(code: Any = "5055", period: Any = 2024, value: Any = 96) -> Cells:
    """Return a row of new homes."""
    return (HOMES, code, "Heim", period, value)


def built(code: str = "5055", use: str = "Veg", value: Any = 43.25) -> Cells:
    """Return a row of built-up area, by class."""
    return (BUILT, code, "Heim", 2024, value, use)


def book(*rows: Cells, head: Cells = HEAD, sheets: Sequence[str] = ("Ark1",)) -> bytes:
    """Return a workbook whose first sheet has these rows; the other sheets are empty."""
    workbook = Workbook()
    workbook.active.title = sheets[0]
    for row in (head, *rows):
        workbook.active.append(row)
    for name in sheets[1:]:
        workbook.create_sheet(name)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def part_of(body: bytes, name: str) -> bytes:
    """Return a part of a workbook."""
    with ZipFile(BytesIO(body)) as file:
        return file.read(name)


def with_part(body: bytes, name: str, xml: bytes | None) -> bytes:
    """Return the workbook with another part of that name, or without it."""
    file = BytesIO()
    with ZipFile(BytesIO(body)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        if xml is not None:
            new.writestr(name, xml)
    return file.getvalue()
