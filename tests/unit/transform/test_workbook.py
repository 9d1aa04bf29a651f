"""A workbook is untrusted input."""

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from textwrap import dedent
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from catalogue.errors import CodeGone, UnexpectedShape
from tests.lib.workbooks import HEAD, book, homes, with_part
from transform import workbook
from transform.workbook import read_sheet

NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
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
    with pytest.raises(UnexpectedShape, match="XML entity a"):
        _read(with_part(book(homes()), SHEET, ENTITIES))


def test_a_workbook_that_is_too_large_unpacked_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LARGEST", 1_000_000)
    with pytest.raises(UnexpectedShape, match=r"unpacks to 10.+ bytes, more than the limit of 1000000"):
        _read(with_part(book(homes()), "xl/media/image1.png", bytes(1_000_000)))


TOO_MUCH = {
    "rows": b"<x:row/>" * 101,
    "a far row": b'<row r="2000"/>',
    "cells": b"<x:row><x:c/></x:row>" * 600,
    "columns": b"<row>" + b"<c/>" * 301 + b"</row>",
    "styles": b"<xf/>" * 201,
    "text": b"<row><c><v>" + b"1" * 33_000 + b"</v></c></row>",
}
START = b'<worksheet xmlns="{0}" xmlns:x="{0}"><sheetData>'.replace(b"{0}", NAMESPACE)
HEAD_ROW = b'<row r="1"><c t="inlineStr"><is><t>verdi</t></is></c></row>'


def _with_rows(rows: bytes) -> bytes:
    return with_part(book(), SHEET, START + HEAD_ROW + rows + b"</sheetData></worksheet>")


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_a_workbook_that_takes_much_memory_to_read_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit, most in {"MOST_ROWS": 100, "MOST_ELEMENTS": 1000, "MOST_COLUMNS": 300, "MOST_OTHERS": 200}.items():
        monkeypatch.setattr(workbook, limit, most)
    with pytest.raises(UnexpectedShape, match=r"has (too many|more than|a cell with more than) .+\); see"):
        _read(_with_rows(TOO_MUCH[kind]), None, "verdi")


LARGE = {
    "4 M rows": b"<row><c><v>1</v></c></row>" * 4_000_000,
    "nearly the most elements": b"<row><c/><c/><c/><c/></row>" * 499_000 + b'<row r="2000000"/>',
    "a row too many": b"<row><c><v>1</v></c></row>" * 500_000,
}


@pytest.mark.long
@pytest.mark.parametrize("kind", LARGE)
def test_a_large_workbook_takes_less_than_60_seconds_and_400_mb(kind: str, tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(_with_rows(LARGE[kind]))
    measured = """
        import sys
        from pathlib import Path
        from time import process_time

        from transform.workbook import read_sheet

        def peak():
            return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])

        body, before = Path(sys.argv[1]).read_bytes(), peak()
        try:
            read_sheet(body, None, ["verdi"])
        except Exception as error:
            print(type(error).__name__, (peak() - before) / 1000, process_time())"""
    command = [sys.executable, "-c", dedent(measured), tmp_path / "book.xlsx"]
    error, megabytes, seconds = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert error == "UnexpectedShape"
    assert float(megabytes) < 400
    assert float(seconds) < 60


def test_the_time_of_saving_is_read_from_the_workbook() -> None:
    assert read_sheet(with_part(book(), CORE, SAVED), None, ["verdi"]).saved == "2024-11-20T08:30:00+00:00"


def test_without_a_time_of_saving_there_is_none() -> None:
    undated = with_part(book(), CORE, SAVED.replace(b"modified", b"created"))
    assert load_workbook(BytesIO(undated)).properties.modified is not None  # openpyxl fills in the time of reading
    assert read_sheet(undated, None, ["verdi"]).saved is None
    assert read_sheet(with_part(book(), CORE, None), None, ["verdi"]).saved is None
