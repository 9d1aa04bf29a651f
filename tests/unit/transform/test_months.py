"""A workbook with a sheet for each measure and a column for each month becomes figures of months."""

from typing import Any

import pytest

from catalogue.errors import CodeGone, UnexpectedShape
from sample.workbook import Row, workbook_of
from tests.lib.klass import municipalities
from tests.lib.workbooks import spreadsheet
from transform.spreadsheet import read_spreadsheet

REGISTER = municipalities("5055 Heim 2020-01-01 -\n5056 Hitra 2020-01-01 -", "5011 Hemne 5055 Heim 2020-01-01")
SPEC = spreadsheet(
    layout="months",
    recounted=False,
    columns=None,
    dimensions=None,
    symbols={"*": "confidential"},
    contents={
        "persons": {"kind": "stock", "additive": True, "label": "Antall"},
        "share": {"kind": "stock", "additive": False, "label": "Prosent"},
    },
    period={"grain": "month", "refers_to": "the end of the month"},
)


def _sheet(*rows: Row, span: str = "Januar - februar 2026") -> list[Row]:
    head: list[Row] = [(None, "Kilde: Nav"), (None, span), (None, "Trøndelag"), (None, None, "Januar", "Februar")]
    return [*head, (None, "I alt Trøndelag", 99, 98), *rows]


def _read(persons: list[Row], name: str = "Antall") -> list[tuple[Any, ...]]:
    body = workbook_of({name: persons, "Prosent": _sheet((None, "5055 Heim", 1.5, 1.4))})
    frame, _ = read_spreadsheet(body, SPEC, REGISTER, fetched="2026-11-25")
    assert set(frame.borders) == {"2020-01-01"}
    rows = frame[frame.contents == "persons"]
    return list(rows[["region", "period", "value", "symbol"]].fillna(-1).itertuples(index=False, name=None))


def test_each_municipality_and_month_is_a_figure_and_sums_and_svalbard_are_left_out() -> None:
    svalbard: Row = (None, "2100 Svalbard", 13, 13)
    assert _read(_sheet((None, "5055 Heim", 12, 13), svalbard, (None, "Ukjent", 4, 5))) == [
        ("5055", "2026M01", 12.0, "published"),
        ("5055", "2026M02", 13.0, "published"),
    ]


def test_what_the_source_hides_is_confidential_and_an_empty_cell_missing() -> None:
    assert _read(_sheet((None, "5056 Hitra", "*", None))) == [
        ("5056", "2026M01", -1, "confidential"),
        ("5056", "2026M02", -1, "missing"),
    ]


def test_the_first_month_of_a_year_is_a_workbook_too() -> None:
    one: list[Row] = [(None, "Januar 2027"), (None, None, "Januar"), (None, "5055 Heim", 12)]
    assert _read(one) == [("5055", "2027M01", 12.0, "published")]


@pytest.mark.parametrize(
    "sheet", [_sheet((None, "5055 Heim", 1, 2), span="to måneder"), _sheet((None, "Heim", 1, 2)), []]
)
def test_a_sheet_of_another_form_is_refused(sheet: list[Row]) -> None:
    with pytest.raises(UnexpectedShape, match="The sheet Antall has no year, months and municipalities as before"):
        _read(sheet)


def test_another_name_of_a_sheet_and_text_for_a_number_are_refused() -> None:
    with pytest.raises(CodeGone, match="The workbook has no sheet Antall; it has Personer, Prosent"):
        _read(_sheet((None, "5055 Heim", 1, 2)), name="Personer")
    with pytest.raises(UnexpectedShape, match=r"Row 6 of the workbook has 'ca\. 12' in value where a number should be"):
        _read(_sheet((None, "5055 Heim", "ca. 12", 2)))
