"""The workbooks on the web, at fixed addresses (SSB's Arealprofiler) or behind links on pages, and IMDi's CSV files.

Their layouts and the headers of the answers are described in figures/README.md, with what is assumed.
"""

import csv
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from urllib.parse import unquote

import pyarrow.parquet as pq
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sample.statbank.tables import FIGURES
from sample.workbook import Row, workbook, workbook_of

IMDI = ("bosatt_anmodede", "befolkning_innvandringsgrunn", "befolkning_botid")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAST_MODIFIED = "Mon, 23 Nov 2026 07:00:00 GMT"
MONTHS = (
    *("Januar", "Februar", "Mars", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Desember"),
)


@dataclass
class Attachment:
    """A file at an address, and the page that links to it, if it has one of its own.

    A test may replace the content, move the file, or turn off ETag and Last-Modified (`tells_version`).
    """

    made: Callable[[], bytes]
    address: str
    page: str | None = None
    body: bytes | None = None
    media_type: str = WORKBOOK
    tells_version: bool = True

    @property
    def bytes(self) -> bytes:
        """The sample's file, or the test's replacement."""
        return self.made() if self.body is None else self.body

    def answer(self, request: Request) -> Response:
        """Return the file, or 304 if the request's If-None-Match is the current ETag."""
        etag = f'"{hashlib.sha256(self.bytes).hexdigest()[:32]}"'
        headers = {"etag": etag, "last-modified": LAST_MODIFIED} if self.tells_version else {}
        if self.tells_version and request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        return Response(self.bytes, headers=headers, media_type=self.media_type)

    def linked(self) -> Response:
        """Return the page."""
        return HTMLResponse(f'<!doctype html><html><body><a href="{self.address}">Last ned (xlsx)</a></body></html>')


def attached(request: Request) -> Response:
    """GET a file or a page."""
    path, query = unquote(request.url.path), request.url.query
    attachments: list[Attachment] = request.app.state.attachments
    for attachment in attachments:
        if unquote(attachment.address) == (f"{path}?{query}" if query else path):
            return attachment.answer(request)
        if attachment.page == path:
            return attachment.linked()
    return Response("Not Found", status_code=404)


ROUTES = [Route("/{path:path}", attached)]


@cache
def published_arealprofiler() -> bytes:
    """Return the bytes of the workbook with a row for each figure."""
    return workbook(_rows("arealprofiler/figures"))


@cache
def published_emissions() -> bytes:
    """Return the bytes of the workbook with a row for each figure."""
    return workbook(_rows("miljodirektoratet/figures"), "Oversikt - detaljert")


def _rows(name: str) -> list[Row]:
    table = pq.read_table(FIGURES / f"{name}.parquet")
    return [tuple(table.column_names), *zip(*(column.to_pylist() for column in table.columns), strict=True)]


@cache
def published_unemployed() -> bytes:
    """Return the bytes of NAV's HL060: a sheet for each measure, with a row for each municipality."""
    return workbook_of({sheet: _months(list(of)) for sheet, of in groupby(_stored("nav"), lambda row: row["sheet"])})


def _stored(folder: str) -> list[dict[str, str]]:
    with (FIGURES / folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _months(rows: list[dict[str, str]]) -> list[Row]:
    months = MONTHS[: len({row["period"] for row in rows})]
    span = f"{months[0]} - {months[-1].lower()} {rows[0]['period'][:4]}"
    head: list[Row] = [(), (None, "Kilde: NAV"), (), (None, span), (None, "Telemark"), (None, None, *months)]
    return [*head, *(_municipality(code, list(of)) for code, of in groupby(rows, lambda row: row["region"]))]


def _municipality(code: str, rows: list[dict[str, str]]) -> Row:
    return (None, f"{code} {rows[0]['name']}", *(float(row["value"]) for row in rows))


def arealprofiler() -> Attachment:
    """Return SSB's Arealprofiler."""
    folder = "/natur-og-miljo/areal/arealprofiler/_/attachment/download"
    file = "e4df8809-39df-4c28-94c2-997fdbd2a6db:00ad9738b90efb99f39fb0247125832e538d3e71/arealprofiler2020_ettark.xlsx"
    return Attachment(published_arealprofiler, f"{folder}/{file}")


def unemployed() -> Attachment:
    """Return NAV's HL060 of 2025. The page is NAV's; the two identifiers in the address are ours."""
    return Attachment(
        published_unemployed,
        "/_/attachment/download/00000000-0000-0000-0000-000000000000:0000/202512_HL060%20Helt%20ledige.xlsx",
        page="/no/nav-og-samfunn/statistikk/arbeidssokere-og-stillinger-statistikk/helt-ledige",
    )


@cache
def published_csv(table: str) -> bytes:
    """Return the bytes of one of IMDi's tables."""
    rows = _rows(f"imdi/{table}")
    return "".join(";".join(map(_field, row)) + "\n" for row in rows).encode("iso-8859-1")


def _field(cell: str | float | None) -> str:
    return f'"{cell}"' if isinstance(cell, str) and (";" in cell or "," in cell) else str(cell or "")


def imdi(table: str) -> Attachment:
    """Return one of IMDi's tables as CSV."""
    return Attachment(partial(published_csv, table), f"/download_csv/k/{table}", media_type="text/csv")


def emissions() -> Attachment:
    """Return Miljødirektoratet's greenhouse gases, at the address that was known in August 2026."""
    return Attachment(
        published_emissions,
        "/sharepoint/downloaditem/?id=01FM3LD2WOT7QL4D6Y5FC3JYADXGI6A3FA",
        page="/tjenester/klimagassutslipp-kommuner/",
    )
