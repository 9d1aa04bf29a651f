"""Each part of the contract that a table of figures must meet, broken by one row."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from catalogue.errors import UnexpectedShape
from tests.lib.klass import TWO_BECAME_ONE
from tests.lib.spec import statbank
from transform import contract
from transform.contract import check_contract

SPEC = statbank(select={"Kjonn": ["1"], "Tid": "all"})
ROWS = [
    ("5055", "2024", 10.0, "published"),
    ("5001", "2024", None, "missing"),
    ("5001", "2025", 3.0, "provisional"),
    ("50", "2025", 4.0, "derived"),
    ("0", "2025", None, "confidential"),
    ("EKG03", "2025", 5.0, "published"),
    ("1601", "2017", None, "not_existing"),
]
Row = tuple[Any, ...]


def _frame(*rows: Row) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", "period", "value", "symbol"])
    frame["value"] = frame.value.astype(float)
    return frame.assign(kjonn="1", contents="Personer1", borders="2020-01-01", fetch_id="f")


def _check(frame: pd.DataFrame) -> None:
    coded = frame.astype(dict.fromkeys(frame.columns.drop("value"), "category")) if len(frame) else frame
    check_contract(SPEC, coded, TWO_BECAME_ONE)


def test_what_meets_the_contract_passes_coded_or_as_text() -> None:
    _check(_frame(*ROWS))
    check_contract(SPEC, _frame(*ROWS), TWO_BECAME_ONE)


def test_a_dimension_that_an_earlier_request_left_out_may_be_missing_and_the_key_is_still_checked() -> None:
    _check(_frame(*ROWS).drop(columns="kjonn"))
    with pytest.raises(
        UnexpectedShape, match="occurs more than once, contents Personer1, period 2024, region 5055 among"
    ):
        _check(_frame(*ROWS, ROWS[0]).drop(columns="kjonn"))


BROKEN: dict[str, tuple[Row, str]] = {
    "a row that stands twice": (
        ROWS[0],
        "2 rows whose key occurs more than once, contents Personer1, kjonn 1, period 2024",
    ),
    "another figure for the same cell": (("5055", "2024", 11.0, "published"), "2 rows whose key occurs more than once"),
    "no value and no reason": (
        ("5055", "2025", None, "published"),
        "the value nan with the symbol 'published' in contents",
    ),
    "a value beside the reason for none": (
        ("5055", "2025", 7.0, "confidential"),
        "value 7 with the symbol 'confidential'",
    ),
    "a null that is provisional": (
        ("5055", "2025", None, "provisional"),
        "the value nan with the symbol 'provisional'",
    ),
    "a value without end": (("5055", "2025", np.inf, "published"), "the value inf with the symbol 'published'"),
    "no symbol": (("5055", "2025", 7.0, None), "the value 7 with the symbol 'nan'"),
    "a symbol of nobody's": (("5055", "2025", 7.0, "guessed"), "has the symbol 'guessed', which is not known here"),
    "a municipality that never was": (
        ("5099", "2025", 7.0, "published"),
        "has '5099' in region, which is not a region in KLASS",
    ),
    "a county that never was": (("98", "2025", 7.0, "published"), "has '98' in region, which is not a region in KLASS"),
    "a region of another sort": (("EKG03\n", "2025", 7.0, "published"), "in region, which is not a region in KLASS"),
    "a period with a line break": (
        ("5055", "2025\n", 7.0, "published"),
        r"'2025\\n' is not a period that Grunnlag knows",
    ),
    "a year that never was": (("5055", "0000", 7.0, "published"), "'0000' is not a period that Grunnlag knows"),
    "no period": (("5055", None, 7.0, "published"), "has rows without a code in period"),
}


@pytest.mark.parametrize(("row", "says"), BROKEN.values(), ids=BROKEN)
def test_w3_w8_w9_a_row_that_breaks_the_contract_refuses_the_table(row: Row, says: str) -> None:
    with pytest.raises(UnexpectedShape, match=says):
        _check(_frame(*ROWS, row))


SPOILT: dict[str, tuple[Callable[[pd.DataFrame], pd.DataFrame], str]] = {
    "contents of nobody's": (
        lambda frame: frame.assign(contents="Personer2"),
        "'Personer2' in contents, which the cat",
    ),
    "borders that are no day": (
        lambda frame: frame.assign(borders="2020"),
        "has '2020' in borders, which is not a day",
    ),
    "values that are text": (
        lambda frame: frame.assign(value=frame.value.astype(str)),
        "has figures that are not numbers",
    ),
    "a column too many": (lambda frame: frame.assign(alder="080"), "other columns than its key and figures: alder"),
    "a column too few": (
        lambda frame: frame.drop(columns="contents"),
        "other columns than its key and figures: contents",
    ),
    "no rows": (lambda frame: frame.head(0), "came without a single figure"),
    "a code that is a number": (lambda frame: frame.assign(kjonn=1), "has rows without a code in kjonn"),
    "a number among the codes": (
        lambda frame: frame.assign(kjonn=["1", 1, *["1"] * (len(frame) - 2)]),
        "has rows without a code in kjonn",
    ),
}


@pytest.mark.parametrize(("spoil", "says"), SPOILT.values(), ids=SPOILT)
def test_a_column_that_breaks_the_contract_refuses_the_table(
    spoil: Callable[[pd.DataFrame], pd.DataFrame], says: str
) -> None:
    with pytest.raises(UnexpectedShape, match=says):
        _check(spoil(_frame(*ROWS)))


def test_w3_double_rows_are_found_where_keys_are_too_many_to_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "LARGEST_COUNT", 1)
    _check(_frame(*ROWS))
    with pytest.raises(UnexpectedShape, match="2 rows whose key occurs more than once, contents Personer1"):
        _check(_frame(*ROWS, ROWS[0]))
