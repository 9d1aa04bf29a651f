"""The workbooks hold the figures of the published file, and nothing in them is a formula."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from catalogue.load import load_catalogue
from publish.content.model import MunicipalityContent
from publish.content.municipality import municipality_content
from publish.content.place import Base, Place, read_base
from publish.forms import Forms
from publish.workbook.municipality import municipality_workbook
from tests.acceptance.conftest import Ask
from tests.lib.few import few
from tests.lib.office import pages_of, to_pdf
from warehouse.home import DATABASE
from warehouse.read_content import ContentReader
from warehouse.read_data import DataReader

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")
"""openpyxl does not know sparklines."""
SHOWN = few(("5055", "4003", "5052", "5001"), 2)
"""Heim and Skien, and with --long Leka and Trondheim."""
HEAD = 4
"""The row of the heads of each sheet."""
EACH = 100
Written = Callable[[str], Workbook]
Contents = Callable[[str], tuple[Place, MunicipalityContent]]


@pytest.fixture(scope="module")
def forms(published_folder: Path) -> Iterator[Forms]:
    with Forms(published_folder / DATABASE, load_catalogue()) as made:
        yield made


@pytest.fixture(scope="module")
def written(forms: Forms) -> Written:
    return cache(lambda code: load_workbook(BytesIO(forms.municipality(code, ".xlsx", None, "full"))))


@pytest.fixture(scope="module")
def contents(published_folder: Path) -> Iterator[Contents]:
    with ContentReader(published_folder / DATABASE) as reader:
        base: Base = read_base(reader, load_catalogue())
        today = {each.code: each for each in reader.municipalities()}

        @cache
        def made(code: str) -> tuple[Place, MunicipalityContent]:
            place = Place(reader, base, today[code])
            return place, municipality_content(place)

        yield made


def rows_of(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the rows of a sheet's table by their heads."""
    heads, *rows = sheet.iter_rows(min_row=HEAD, values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


@pytest.mark.parametrize("code", SHOWN)
def test_the_key_figures_are_those_of_the_content(code: str, written: Written, contents: Contents) -> None:
    place, content = contents(code)
    rows = [row for chapter in content.chapters if chapter.table for row in chapter.table.rows]
    gaps = [gap for chapter in content.chapters for gap in chapter.gaps]
    found = rows_of(written(code)["Nøkkeltall"])
    heads = {group.kind: group.short for group in content.groups} | {"county": content.county_name, "country": "Landet"}
    assert len(found) == len(rows) + len(gaps)
    for row, cells in zip(rows, found, strict=False):
        assert (cells["Nøkkeltall"], cells[content.name]) == (row.title, row.value)
        groups = {kind: cells[head] for kind, head in heads.items() if cells.get(head) is not None}
        assert groups == {kind: cell.value for kind, cell in row.groups.items()}
        assert cells["Endring, fem år"] == place.figures[row.indicator_id].change_5y
    for gap, cells in zip(gaps, found[len(rows) :], strict=True):
        assert (cells["Nøkkeltall"], cells[content.name], cells["Merknad"]) == (gap.title, None, gap.reason or None)


@pytest.mark.parametrize("code", SHOWN)
def test_random_cells_of_the_themes_are_those_of_the_file(code: str, written: Written, ask: Ask) -> None:
    themes = {theme.partition(",")[0] for (theme,) in ask("select distinct theme_title from core.indicator")}
    rows = [row for name in written(code).sheetnames if name in themes for row in rows_of(written(code)[name])]
    query = """select value, neighbours_value, county_value, country_value from mart.figure
        where municipality_code = ? and indicator_id = ? and period = ?"""
    assert len(rows) == ask("select count(*) from mart.figure where municipality_code = ?", code)[0][0]
    for row in Random(code).sample(rows, EACH):
        period = str(row["Periode"]).replace("–", "-")
        if re.fullmatch(r"[\d-]+", period):  # quarters and months stand in words
            assert ask(query, code, row["Id"], period) == [(row["Verdi"], row["De ti"], row["Fylket"], row["Landet"])]


@pytest.mark.parametrize("code", SHOWN)
def test_a_workbook_has_no_formula_and_only_links_to_sources(code: str, written: Written, contents: Contents) -> None:
    sources = {source.url for source in contents(code)[0].base.cite(list(contents(code)[0].base.indicators))}
    for sheet in written(code).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        assert {cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target} <= sources


def test_a_missing_figure_is_an_empty_cell_with_a_remark(written: Written) -> None:
    rows = [
        row
        for sheet in written("5055").worksheets
        if "Verdi" in {cell.value for cell in sheet[HEAD]}
        for row in rows_of(sheet)
    ]
    empty = [row for row in rows if row["Verdi"] is None]
    assert empty
    assert [row for row in empty if not row["Merknad"]] == []


def test_the_contents_list_every_sheet_and_charts_are_native(written: Written) -> None:
    book = written("4003")
    names = [row["Ark"] for row in rows_of(book["Innhold"])]
    assert names == book.sheetnames[1:]
    assert names[:2] == ["Slik leser du", "Nøkkeltall"]
    assert names[-2:] == ["Kilder", "Definisjoner"]
    assert len(book["Diagrammer"]._charts) >= 5
    assert len(book["Framskriving"]._charts) == 1


def test_a_municipality_without_a_projection_is_told_why(written: Written) -> None:
    words = written("5055")["Framskriving"]["A2"].value
    assert words.startswith("Det finnes ikke framskriving for Heim her.")


def test_hostile_names_are_text(published_folder: Path, contents: Contents) -> None:
    place, content = contents("5055")
    hostile = {"name": "=1+1", "official_name": "<script>alert(1)</script>", "county_name": "=HYPERLINK(A1)\u202e"}
    with DataReader(published_folder / DATABASE) as reader:
        figures = [row._replace(municipality="=1+1") for row in reader.figures_of_municipality("5055")]
    book = load_workbook(BytesIO(municipality_workbook(place, replace(content, **hostile), figures, {})))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {"=1+1", "=HYPERLINK(A1)"} <= {cell.value for cell in cells}
    assert book["Innhold"]["A1"].value == "Kunnskapsgrunnlag for <script>alert(1)</script>"


def test_a_theme_alone_has_its_figures_alone(forms: Forms) -> None:
    book = load_workbook(BytesIO(forms.municipality("5055", ".xlsx", "housing", "full")))
    assert "Bolig" in book.sheetnames
    assert "Befolkning og demografi" not in book.sheetnames
    assert {row["Tema"] for row in rows_of(book["Definisjoner"])} == {"Bolig"}


def test_a_county_has_its_municipalities_side_by_side(forms: Forms, ask: Ask) -> None:
    book = load_workbook(BytesIO(forms.county("40", ".xlsx", "demography", "full")))
    rows = rows_of(book["Side ved side"])
    names = ask("select name from mart.municipality where county_code = '40' order by code")
    assert [row["Kommune"] for row in rows] == [name for (name,) in names]


def test_an_indicator_has_every_municipality_with_its_figures(forms: Forms, ask: Ask) -> None:
    book = load_workbook(BytesIO(forms.indicator("share_80_plus", ".xlsx", "50")))
    (head,) = (name for name in rows_of(book["Side ved side"])[0] if name.startswith("Andel 80"))
    shown = {row["Nr."]: row[head] for row in rows_of(book["Side ved side"])}
    query = (
        "select municipality_code, value from figure_newest where indicator_id = 'share_80_plus' and county_code = '50'"
    )
    assert shown == dict(ask(query))


@pytest.mark.parametrize("code", few(("5055", "4003"), 1))
def test_libreoffice_opens_it(code: str, forms: Forms, tmp_path: Path) -> None:
    file = tmp_path / "kommune.xlsx"
    file.write_bytes(forms.municipality(code, ".xlsx", None, "full"))
    assert pages_of(to_pdf(file)) > 10
