"""A workbook is untrusted input."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from catalogue.errors import CodeGone, UnexpectedShape
from tests.lib.workbooks import HEAD, book, homes, with_part
from transform import workbook
from transform.workbook import read_sheet

CORE, SHEET = "docProps/core.xml", "xl/worksheets/sheet1.xml"
SAVED = b"""<cp:coreProperties xmlns:dcterms="http://purl.org/dc/terms/"
    xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <dcterms:modified xsi:type="dcterms:W3CDTF">2024-11-20T08:30:00Z</dcterms:modified></cp:coreProperties>"""
ENTITIES = b"""<!DOCTYPE worksheet [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
    <sheetData><row r="1"><c r="A1"><v>&b;</v></c></row></sheetData></worksheet>"""


def _read(body: bytes, name: str | None = None, *columns: str) -> list[list[object]]:
    return read_sheet(body, name, list(columns) or ["kommunenr", "verdi"]).cells.to_numpy().tolist()


def test_columns_are_found_by_their_names_in_the_first_row() -> None:
    assert _read(book(homes()), None, "verdi", "kommunenr") == [[96, "5055"]]


def test_the_first_sheet_is_read_if_none_is_named() -> None:
    assert _read(book(homes(), sheets=["Tall", "Om"])) == [["5055", 96]]


def test_a_missing_sheet_is_reported() -> None:
    with pytest.raises(CodeGone, match=r"^The workbook has no sheet Tall; it has Ark1, Om. Correct the catalogue.$"):
        _read(book(homes(), sheets=["Ark1", "Om"]), "Tall")


def test_a_missing_column_is_reported() -> None:
    with pytest.raises(CodeGone, match=r"no column verdi; it has statistikkvariabel, .+, tall, klasse. Correct"):
        _read(book(homes(), head=[word.replace("verdi", "tall") for word in HEAD]))


def test_an_empty_sheet_has_no_columns() -> None:
    with pytest.raises(CodeGone, match="no column kommunenr; it has none"):
        _read(book(sheets=["Ark1", "Tomt"]), "Tomt")


def test_empty_rows_are_skipped_and_the_others_keep_their_numbers() -> None:
    cells = read_sheet(book(homes(), (), homes("5001")), None, ["kommunenr"]).cells
    assert cells.kommunenr.to_dict() == {2: "5055", 4: "5001"}


@pytest.mark.parametrize("says", ["A1:F2", "A1", "A1:B9", "A1:F1048576"])
def test_w4_the_rows_that_a_sheet_has_are_read_whatever_it_says_of_its_size(says: str) -> None:
    body = book(homes(), homes("5001"), homes("5056"))
    with ZipFile(BytesIO(body)) as parts:
        sheet = re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{says}"'.encode(), parts.read(SHEET))
    assert says.encode() in sheet
    assert _read(with_part(body, SHEET, sheet)) == [["5055", 96], ["5001", 96], ["5056", 96]]


def test_a_formula_is_text_and_never_reckoned() -> None:
    assert _read(book(homes(value="=90+6"))) == [["5055", "=90+6"]]


@pytest.mark.parametrize("body", [b"", b"<html>We are working on it</html>", b"PK\x03\x04 and no more"])
def test_bytes_that_are_not_a_workbook_are_reported_in_one_sentence(body: bytes) -> None:
    with pytest.raises(UnexpectedShape, match=r"^The workbook cannot be read \(.+\); see the stored answer.$"):
        _read(body)


def test_a_zip_file_that_is_not_a_workbook_is_refused() -> None:
    with pytest.raises(UnexpectedShape, match="cannot be read"):
        _read(with_part(book(), "[Content_Types].xml", None))


def test_a_workbook_with_an_incomplete_part_is_refused() -> None:
    with pytest.raises(UnexpectedShape, match="cannot be read"):
        _read(with_part(book(homes()), SHEET, b"<worksheet><sheetData><row>"))


def test_xml_entities_are_refused() -> None:
    with pytest.raises(UnexpectedShape, match="EntitiesForbidden"):
        _read(with_part(book(homes()), SHEET, ENTITIES))


def test_a_workbook_that_is_too_large_unpacked_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LARGEST", 1_000_000)
    with pytest.raises(UnexpectedShape, match=r"unpacks to 10.+ bytes, more than the limit of 1000000"):
        _read(with_part(book(homes()), "xl/media/image1.png", bytes(1_000_000)))


def test_the_time_of_saving_is_read_from_the_workbook() -> None:
    assert read_sheet(with_part(book(), CORE, SAVED), None, ["verdi"]).saved == "2024-11-20T08:30:00+00:00"


def test_without_a_time_of_saving_there_is_none() -> None:
    undated = with_part(book(), CORE, SAVED.replace(b"modified", b"created"))
    assert load_workbook(BytesIO(undated)).properties.modified is not None  # openpyxl fills in the time of reading
    assert read_sheet(undated, None, ["verdi"]).saved is None
    assert read_sheet(with_part(book(), CORE, None), None, ["verdi"]).saved is None
