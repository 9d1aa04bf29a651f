"""The workbook of SSB's Arealprofiler as the sample serves it; its layout is an assumption (sample/figures/README.md)."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
import requests

import sample
from catalogue.spreadsheet import SpreadsheetSource
from sample.attachments import arealprofiler
from sample.attachments import published_arealprofiler as published
from sample.workbook import workbook
from tests.lib.spec import shipped_catalogue

FIGURES = Path(sample.__file__).parent / "figures" / "arealprofiler" / "figures.parquet"
SHORE, HOMES = "Andel potensielt tilgjengelig strandsoneareal. Prosent", "Nye boliger siste 4 år"
ROADS = "Andel bebygd areal etter arealbruksklasse"


@pytest.fixture(scope="module")
def sheet() -> pd.DataFrame:
    """The workbook as pandas reads it for anybody."""
    return pd.read_excel(BytesIO(published()), dtype={"kommunenr": str})


def _get(server: sample.Addresses, **headers: str) -> requests.Response:
    return requests.get(server.spreadsheet_url + arealprofiler().address, headers=headers)


def test_every_figure_of_the_workbook_is_that_of_the_file(sheet: pd.DataFrame) -> None:
    stored = pd.read_parquet(FIGURES)
    assert list(sheet) == list(stored)
    assert all((sheet[name].fillna("") == stored[name].fillna("")).all() for name in sheet if name != "verdi")
    assert ((sheet.verdi == stored.verdi) | (sheet.verdi.isna() & stored.verdi.isna())).all()


@pytest.mark.parametrize(
    ("indicator", "code", "year", "use", "figure"),
    [
        (HOMES, "5055", 2024, None, 96),
        ("Netto innflytting. Antall personer", "5055", 2023, None, 240),
        (ROADS, "0301", 2024, "Boligbebyggelse", 40.664633),
        ("Antall igangsatte bygninger innen aktsomhetsområder siste 4 år", "5055", 2024, None, 307),
    ],
)
def test_figures_are_what_ssb_says(
    sheet: pd.DataFrame, indicator: str, code: str, year: int, use: str | None, figure: float
) -> None:
    rows = sheet[(sheet.statistikkvariabel == indicator) & (sheet.kommunenr == code) & (sheet["år"] == year)]
    found = rows[rows.klasse == use] if use else rows
    assert found.verdi.tolist() == [pytest.approx(figure, abs=1e-6)]


def test_there_are_36_indicators_of_357_municipalities(sheet: pd.DataFrame) -> None:
    assert len(sheet) == 73_043
    assert (sheet.statistikkvariabel.nunique(), sheet.kommunenr.nunique()) == (36, 357)
    assert (sheet["år"].min(), sheet["år"].max()) == (2000, 2024)
    assert sheet[sheet.statistikkvariabel == SHORE].kommunenr.nunique() == 226  # those with a shore


def test_the_bytes_are_the_same_each_time() -> None:
    assert workbook([("år", "verdi"), (2024, 1.5)]) == workbook([("år", "verdi"), (2024, 1.5)])
    with ZipFile(BytesIO(published())) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_signs_that_xml_uses_itself_are_text() -> None:
    assert pd.read_excel(BytesIO(workbook([("a < b & c",), (" x ",)], sheet="A & B"))).to_dict("list") == {
        "a < b & c": [" x "]
    }


def test_it_lies_where_the_catalogue_says(server: sample.Addresses) -> None:
    spec = shipped_catalogue().sources["ssb_arealprofiler"].spec
    assert isinstance(spec, SpreadsheetSource)
    assert spec.url == f"https://www.ssb.no{arealprofiler().address}"
    assert _get(server).content == published()


def test_a_version_that_is_known_is_not_sent_again(server: sample.Addresses) -> None:
    first = _get(server)
    again = _get(server, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert _get(server, **{"If-None-Match": '"another"'}).status_code == 200


def test_what_a_test_puts_there_is_served_on_that_server_alone() -> None:
    with sample.serve() as one, sample.serve() as other:
        one.arealprofiler.body, one.arealprofiler.media_type = b"<html>", "text/html"
        one.arealprofiler.tells_version = False
        changed = _get(one)
        assert (changed.content, "etag" in changed.headers) == (b"<html>", False)
        assert _get(other).content == published()
