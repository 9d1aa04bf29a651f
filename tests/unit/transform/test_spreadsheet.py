"""The cells of a workbook as observations."""

from typing import Any

import pytest

from catalogue.errors import CodeGone, UnexpectedShape
from tests.lib.klass import TWO_BECAME_ONE, municipalities
from tests.lib.workbooks import BUILT, HOMES, Cells, book, built, homes, spreadsheet
from transform.municipalities import Municipalities
from transform.spreadsheet import read_spreadsheet

DIVIDED = municipalities(
    """
    1613 Snillfjord 1964-01-01 2018-01-01
    5012 Snillfjord 2018-01-01 2020-01-01
    5013 Hitra      2018-01-01 2020-01-01
    5011 Hemne      2018-01-01 2020-01-01
    5055 Heim       2020-01-01 -
    5056 Hitra      2020-01-01 -
    """,
    """
    1613 Snillfjord 5012 Snillfjord 2018-01-01
    5012 Snillfjord 5055 Heim       2020-01-01
    5012 Snillfjord 5056 Hitra      2020-01-01
    5011 Hemne      5055 Heim       2020-01-01
    5013 Hitra      5056 Hitra      2020-01-01
    """,
)
"""Snillfjord (1613, and 5012 from 2018) was divided between Heim and Hitra in 2020."""


def _read(*rows: Cells, register: Municipalities = TWO_BECAME_ONE, fetched: str = "2026-11-25") -> list[dict[str, Any]]:
    body = book(*rows, (BUILT, "5055", "Heim", 2024, 1, "Veg"))
    frame, _ = read_spreadsheet(body, spreadsheet(), register, fetched=fetched)
    return list(frame[frame.contents == "nye_boliger"].to_dict("records"))


def _one(row: Cells) -> dict[str, Any]:
    (found,) = _read(row)
    return found


def test_a_row_becomes_a_figure_with_our_code_for_its_contents() -> None:
    assert _one(homes()) == {
        "region": "5055", "klasse": "0", "contents": "nye_boliger", "period": "2024",
        "value": 96.0, "symbol": "published", "borders": "2020-01-01",
    }  # fmt: skip


def test_text_columns_are_categorical() -> None:
    frame, _ = read_spreadsheet(book(homes(), built()), spreadsheet(), TWO_BECAME_ONE, fetched="2026-11-25")
    assert {name: kind.name for name, kind in frame.dtypes.items()} == {
        name: "float64" if name == "value" else "category" for name in frame
    }
    assert frame.klasse.tolist() == ["0", "Veg"]


def test_a_code_stored_as_a_number_gets_its_leading_zero() -> None:
    oslo = municipalities("0301 Oslo 1838-01-01 -\n5055 Heim 2020-01-01 -", "5011 Hemne 5055 Heim 2020-01-01")
    assert [row["region"] for row in _read(homes(301), register=oslo)] == ["0301"]


@pytest.mark.parametrize("year", [2024, 2024.0, "2024", " 2024 "])
def test_a_year_may_be_a_number_or_text(year: Any) -> None:
    assert _one(homes(period=year))["period"] == "2024"


@pytest.mark.parametrize(
    ("cell", "symbol"),
    [(None, "missing"), ("..", "missing"), (".", "not_applicable"), (":", "confidential"), (" : ", "confidential")],
)
def test_a_cell_without_a_figure_has_the_reason_as_symbol(cell: Any, symbol: str) -> None:
    found = _one(homes(value=cell))
    assert found["value"] != found["value"]
    assert found["symbol"] == symbol


def test_a_zero_is_a_figure() -> None:
    assert (_one(homes(value=0))["value"], _one(homes(value=0))["symbol"]) == (0.0, "published")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (homes(value="ca. 96"), "'ca. 96' in verdi where a number should be"),
        (homes(value="=90+6"), "'=90.6' in verdi where a number should be"),
        (homes(value=True), "True in verdi where a number should be"),
        (homes(code="Heim"), "'Heim' in kommunenr where a municipality's code should be"),
        (homes(code=None), "None in kommunenr where a municipality's code should be"),
        (homes(code="55"), "'55' in kommunenr where a municipality's code should be"),
        (homes(period="2021-2024"), "'2021-2024' in år where a year should be"),
    ],
)
def test_an_invalid_cell_is_reported_with_its_row(row: Cells, says: str) -> None:
    with pytest.raises(UnexpectedShape, match=f"^Row 3 of the workbook has {says}; see the stored answer.$"):
        _read(homes(), row)


def test_a_code_that_is_not_in_klass_stops_the_workbook() -> None:
    with pytest.raises(UnexpectedShape, match="have the municipality code 5099, which is not in KLASS"):
        _read(homes("5099"))


def test_w6_a_row_whose_contents_the_catalogue_does_not_name_is_refused() -> None:
    with pytest.raises(UnexpectedShape, match=r"^Row 3 of the workbook has 'Nye hytter' in statistikkvariabel, and"):
        _read(homes(), ("Nye hytter", "5055", "Heim", 2024, "ca. 10"))


@pytest.mark.parametrize(
    "text",
    [f"{HOMES} ", f" {HOMES}", HOMES.upper(), HOMES.replace(" ", "\u00a0"), HOMES.replace(" ", "  "), f"{HOMES}\u200b"],
    ids=["blank after", "blank before", "capitals", "hard spaces", "doubled blanks", "a mark without width"],
)
def test_w6_contents_are_known_by_their_text_whatever_its_capitals_and_blanks(text: str) -> None:
    rows = _read(homes(), (text, "5001", "Trondheim", 2024, 7))
    assert {row["region"]: row["value"] for row in rows} == {"5055": 96.0, "5001": 7.0}


def test_w6_classes_that_differ_in_capitals_and_blanks_are_one() -> None:
    rows = book(homes(), built(use="Veg"), built("5001", use="veg\u00a0"))
    frame, _ = read_spreadsheet(rows, spreadsheet(), TWO_BECAME_ONE, fetched="2026-11-25")
    assert set(frame.klasse) == {"0", "Veg"}


def test_w6_the_words_of_the_first_row_are_known_whatever_their_capitals_and_blanks() -> None:
    body = book(homes(), built(), head=("Statistikkvariabel ", "KOMMUNENR", "kommune", "\u00a0år", "Verdi", "klasse"))
    frame, _ = read_spreadsheet(body, spreadsheet(), TWO_BECAME_ONE, fetched="2026-11-25")
    assert len(frame) == 2


def test_a_word_that_stands_twice_in_the_first_row_is_refused() -> None:
    body = book(homes(), built(), head=("statistikkvariabel", "kommunenr", "Verdi", "år", "verdi", "klasse"))
    with pytest.raises(CodeGone, match="The file has 2 columns verdi; it has"):
        read_spreadsheet(body, spreadsheet(), TWO_BECAME_ONE, fetched="2026-11-25")


def test_contents_that_are_gone_are_reported_with_the_new_ones() -> None:
    with pytest.raises(CodeGone, match=f"no longer has '{HOMES}', but 'Nye boliger' instead; correct the catalogue"):
        _read(("Nye boliger", "5055", "Heim", 2024, 96))


def test_figures_are_on_the_newest_borders_that_have_all_their_municipalities() -> None:
    assert {row["borders"] for row in _read(homes("5001"), homes("5055"))} == {"2020-01-01"}
    before = book(homes("5011"), homes("5030"), (BUILT, "5001", "", 2018, 1, "Veg"))
    frame, _ = read_spreadsheet(before, spreadsheet(), TWO_BECAME_ONE, fetched="2026-11-25")
    assert set(frame.borders) == {"2018-01-01"}


def test_borders_later_than_the_fetch_are_not_used() -> None:
    rows = book(homes("5001"), (BUILT, "5001", "", 2018, 1, "Veg"))
    frame, _ = read_spreadsheet(rows, spreadsheet(), TWO_BECAME_ONE, fetched="2019-05-01")
    assert set(frame.borders) == {"2018-01-01"}


def test_municipalities_that_never_existed_together_are_refused() -> None:
    with pytest.raises(UnexpectedShape, match="have both 5030 and later municipalities"):
        _read(homes("5030"), homes("5055"))


@pytest.mark.parametrize("year", [2017, 2019], ids=["under its earlier code", "under its last code"])
@pytest.mark.parametrize("bare", [0, None, ".", ".."], ids=["zero", "empty", "not applicable", "missing"])
def test_w1_what_came_of_a_division_had_no_figure_before_it_and_nor_had_the_other_heirs(
    bare: int | str | None, year: int
) -> None:
    rows = _read(homes("5055", year, bare), homes("5056", year, 12), register=DIVIDED)
    assert [row["symbol"] for row in rows] == ["not_existing", "not_existing"]
    assert all(row["value"] != row["value"] for row in rows)


def test_a_figure_for_an_area_from_before_it_was_a_municipality_stays() -> None:
    rows = _read(homes("5055", 2019, 71), homes("5056", 2019, 12), register=DIVIDED)
    assert [row["value"] for row in rows] == [71.0, 12.0]


def test_a_zero_after_the_division_is_a_zero() -> None:
    rows = _read(homes("5055", 2020, 0), homes("5056", 2020, 12), register=DIVIDED)
    assert [row["value"] for row in rows] == [0.0, 12.0]
