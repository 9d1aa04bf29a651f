"""CSV for Norwegian Excel: numbers stay numbers, and text is never a formula."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.data.csv_text import csv_text, decimal_comma
from publish.data.figure_table import HEAD, figure_rows
from tests.lib.figure_rows import figure, withheld

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "\u00a0=1+1"]


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_file_has_a_byte_order_mark_semicolons_decimal_commas_and_windows_line_ends() -> None:
    assert csv_text(["kommune", "verdi"], [["Træna", 1.5]]) == b"\xef\xbb\xbfkommune;verdi\r\nTr\xc3\xa6na;1,5\r\n"


@pytest.mark.parametrize(
    ("value", "text"), [(134.0, "134"), (-1.5, "-1,5"), (0.000001, "1e-06"), (5_600_000.0, "5600000"), (None, "")]
)
def test_a_number_is_written_without_needless_decimals(value: float | None, text: str) -> None:
    assert read(csv_text(["a", "b"], [["x", value]]))[1] == ["x", text]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_itself(value: float) -> None:
    assert float(decimal_comma(value).replace(",", ".")) == value


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_a_formula_is_marked_as_text(text: str) -> None:
    assert read(csv_text([text], [[text]])) == [[f"'{text}"]] * 2


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_reads_back_as_itself_or_after_an_apostrophe(text: str) -> None:
    ((cell, other),) = read(csv_text([text, "x"], []))
    assert other == "x"
    assert cell in (text, f"'{text}")
    assert cell.lstrip(" \u00a0")[:1] not in {*"=+-@\t\r\n"} - {""}


@pytest.mark.parametrize("name", ['He"im', "Heim; Hitra", "He\nim", "\u200fHeim", "<script>alert(1)</script>", "=1+1"])
def test_a_hostile_name_stays_in_its_cell(name: str) -> None:
    head, row = read(csv_text(HEAD, figure_rows([figure(municipality=name, title=name, reason=name)])))
    values = dict(zip(head, row, strict=True))
    assert {values["kommune"].removeprefix("'"), values["tittel"].removeprefix("'")} == {name}
    assert values["verdi"] == "5934"


def test_a_row_has_the_figure_its_groups_and_where_it_is_from() -> None:
    head, row = read(csv_text(HEAD, figure_rows([figure()])))
    assert dict(zip(head, row, strict=True)) == {
        "kommunenummer": "5055", "kommune": "Heim", "indikator": "population", "tittel": "Folketall",
        "tema": "Befolkning", "periode": "2026", "verdi": "5934", "enhet": "personer", "status": "publisert",
        "teller": "5934", "nevner": "", "de ti": "67000,5", "de ti er": "samlet", "fylket": "", "fylket er": "",
        "landet": "-1,25", "landet er": "median", "merknad": "", "kilde": "SSB, tabell 07459", "oppdatert": "2026-02-21",
    }  # fmt: skip


def test_a_figure_that_is_withheld_has_an_empty_cell_and_the_reason() -> None:
    head, row = read(csv_text(HEAD, figure_rows([withheld()])))
    values = dict(zip(head, row, strict=True))
    assert (values["verdi"], values["status"], values["merknad"]) == ("", "holdt tilbake", "Holdt tilbake: for få.")
