"""A workbook holds text as text, numbers as numbers with their format, and tables that Excel accepts."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from publish.workbook.book import Book, Column, Figure, Link, Value
from publish.workbook.formats import number_format

DAY = datetime(2026, 11, 28)  # noqa: DTZ001  # openpyxl writes times without a zone
HOSTILE = ["=1+1", "+1", "@SUM(A1)", "<script>alert(1)</script>", "https://example.org", "{=1+1}", "mailto:a@b.no"]


def opened(rows: list[list[Value]], name: str = "Ark", columns: int = 1) -> Workbook:
    with Book("Prøve", DAY) as book:
        book.table(book.sheet(name, "Prøve"), [Column(f"Kolonne {i}", 10) for i in range(columns)], rows, wraps=True)
    return load_workbook(BytesIO(book.content))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_and_no_link(text: str) -> None:
    cell = opened([[text]]).worksheets[0]["A5"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_what_turns_text_around_and_control_characters_are_left_out() -> None:
    name = "Heim\u202emieH\x07"
    with Book(name, DAY) as book:
        book.table(book.sheet("Ark", name, name), [Column(name, 10)], [[name]], wraps=True)
    file = load_workbook(BytesIO(book.content))
    assert {cell.value for row in file.worksheets[0]["A1:A5"] for cell in row if cell.value} == {"HeimmieH"}
    assert file.properties.title == "HeimmieH"


def test_a_missing_value_is_an_empty_cell_and_zero_is_zero() -> None:
    sheet = opened([[None], [Figure(0, 1)]]).worksheets[0]
    assert (sheet["A5"].value, sheet["A6"].value) == (None, 0)


@pytest.mark.parametrize(
    ("figure", "code"),
    [
        (Figure(6075, 0), "[$-414]#,##0;−#,##0;#,##0"),
        (Figure(7.4, 1), "[$-414]#,##0.0;−#,##0.0;#,##0.0"),
        (Figure(7.4, 1, is_median=True), '[$-414]#,##0.0" m";−#,##0.0" m";#,##0.0" m"'),
        (Figure(-0.12, 2, is_change=True), "[$-414]+#,##0.00;−#,##0.00;#,##0.00"),
    ],
)
def test_a_number_has_its_decimals_a_real_minus_and_its_mark(figure: Figure, code: str) -> None:
    assert number_format(figure) == code
    cell = opened([[figure]]).worksheets[0]["A5"]
    assert (cell.value, cell.number_format) == (figure.value, code)


def test_names_of_sheets_are_made_legal_and_unique() -> None:
    with Book("Prøve", DAY) as book:
        for name in ("Areal: [natur]/energi*?", "x" * 40, "X" * 40, "x" * 40):
            book.sheet(name, "Prøve")
    names = load_workbook(BytesIO(book.content)).sheetnames
    assert names == ["Areal naturenergi", "x" * 31, f"{'X' * 28} 2", f"{'x' * 28} 3"]


def test_a_table_is_an_excel_table_with_frozen_heads_and_links_lead_to_sheets() -> None:
    sheet = opened([["a", Link("internal:'Ark'!A1", "Ark")]], columns=2).worksheets[0]
    (table,) = sheet.tables.values()
    assert (table.ref, sheet.freeze_panes) == ("A4:B5", "B5")
    assert [column.name for column in table.tableColumns] == ["Kolonne 0", "Kolonne 1"]
    assert sheet["B5"].hyperlink.location == "'Ark'!A1"


def test_equal_heads_are_numbered_because_excel_refuses_them() -> None:
    with Book("Prøve", DAY) as book:
        book.table(
            book.sheet("Ark", "Prøve"), [Column(head, 10) for head in ("Oslo", "oslo")], [["a", "b"]], wraps=False
        )
    (table,) = load_workbook(BytesIO(book.content)).worksheets[0].tables.values()
    assert [column.name for column in table.tableColumns] == ["Oslo", "oslo (2)"]
