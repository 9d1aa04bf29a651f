"""Codes, names and borders over time."""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pytest

from catalogue.errors import UnknownName
from tests.lib.frames import table
from tests.lib.klass import CHANGES, CODES, TWO_BECAME_ONE, municipalities
from transform.borders import overlapping, with_borders


def _since() -> dict[Hashable, Any]:
    return TWO_BECAME_ONE.codes.set_index(["code", "valid_from"]).borders_from.to_dict()


def test_a_new_code_keeps_the_area() -> None:
    assert _since()["5001", "2018-01-01"] == "1838-01-01"
    assert _since()["5055", "2020-01-01"] == "2018-01-01"


def test_a_merger_under_the_same_code_starts_a_new_area_and_a_new_name_does_not() -> None:
    assert _since()["5001", "2020-01-01"] == "2020-01-01"
    assert _since()["5001", "2023-01-01"] == "2020-01-01"


def test_a_code_has_the_same_area_on_two_days_unless_it_changed_between_them() -> None:
    assert TWO_BECAME_ONE.same_area("5001", "2021-01-01", "2024-01-01")
    assert not TWO_BECAME_ONE.same_area("5001", "2019-01-01", "2021-01-01")
    assert not TWO_BECAME_ONE.same_area("5055", "2019-01-01", "2021-01-01")


def test_a_split_starts_a_new_area_for_each_part() -> None:
    split = municipalities(
        """
        1507 Ålesund 2020-01-01 2024-01-01
        1508 Ålesund 2024-01-01 -
        1580 Haram   2024-01-01 -
        """,
        """
        1507 Ålesund 1508 Ålesund 2024-01-01
        1507 Ålesund 1580 Haram   2024-01-01
        """,
    )
    assert list(split.codes.borders_from) == ["2020-01-01", "2024-01-01", "2024-01-01"]


def _areas(codes: str, changes: str) -> list[list[Any]]:
    areas = with_borders(table(CODES + codes.strip()), table(CHANGES + changes.strip()))
    rows: list[list[Any]] = areas[["code", "valid_from", "valid_to", "borders_from"]].to_numpy().tolist()
    return rows


@pytest.mark.parametrize("itself", ["", "5001 Trondheim 5001 Trondheim 2020-01-01"])
def test_a_row_that_continues_after_a_merger_is_split(itself: str) -> None:
    codes = """
        5001 Trondheim 2018-01-01 2023-01-01
        5001 Tråante   2023-01-01 -
        5030 Klæbu     2018-01-01 2020-01-01
        """
    changes = f"""
        5030 Klæbu     5001 Trondheim 2020-01-01
        5001 Trondheim 5001 Tråante   2023-01-01
        {itself}
        """
    assert _areas(codes, changes) == [
        ["5001", "2018-01-01", "2020-01-01", "2018-01-01"],
        ["5001", "2020-01-01", "2023-01-01", "2020-01-01"],
        ["5001", "2023-01-01", None, "2020-01-01"],
        ["5030", "2018-01-01", "2020-01-01", "2018-01-01"],
    ]


def test_a_row_that_continues_after_losing_area_is_split() -> None:
    codes = """
        1507 Ålesund 2020-01-01 -
        1580 Haram   2024-01-01 -
        """
    assert _areas(codes, "1507 Ålesund 1580 Haram 2024-01-01") == [
        ["1507", "2020-01-01", "2024-01-01", "2020-01-01"],
        ["1507", "2024-01-01", None, "2024-01-01"],
        ["1580", "2024-01-01", None, "2024-01-01"],
    ]


def test_a_transferred_parcel_splits_both_rows() -> None:
    codes = """
        0001 Aa 2000-01-01 -
        0002 Bø 2000-01-01 -
        """
    areas = _areas(codes, "0001 Aa 0002 Bø 2010-01-01")
    assert [since for *_, since in areas] == ["2000-01-01", "2010-01-01"] * 2


def test_a_row_is_not_split_on_its_first_or_last_day_or_when_it_became_itself() -> None:
    codes = """
        0001 Aa 2000-01-01 2010-01-01
        0002 Bø 2010-01-01 -
        """
    changes = """
        0001 Aa 0001 Aa 2005-01-01
        0001 Aa 0002 Bø 2010-01-01
        """
    assert _areas(codes, changes) == [
        ["0001", "2000-01-01", "2010-01-01", "2000-01-01"],
        ["0002", "2010-01-01", None, "2000-01-01"],
    ]


@pytest.mark.parametrize(
    ("first", "second", "over"),
    [
        ("2000-01-01 2010-01-01", "2010-01-01 -", []),
        ("2000-01-01 2010-01-01", "2011-01-01 -", []),
        ("2000-01-01 2010-01-01", "2009-12-31 -", ["0001"]),
        ("2000-01-01 -", "2010-01-01 2011-01-01", ["0001"]),
        ("2000-01-01 2010-01-01", "2000-01-01 2010-01-01", ["0001"]),
    ],
)
def test_rows_of_a_code_overlap_if_both_are_in_force_on_a_day(first: str, second: str, over: list[str]) -> None:
    codes = f"0001 Bø {second}\n0001 Aa {first}\n0002 Cc 1900-01-01 -"
    assert overlapping(table(CODES + codes)) == over


def test_a_new_code_makes_an_edition_and_a_new_name_does_not() -> None:
    assert TWO_BECAME_ONE.editions == ["2018-01-01", "2020-01-01"]
    found = [TWO_BECAME_ONE.edition(date(year, 6, 1)) for year in (1900, 2018, 2019, 2020, 2026)]
    assert found == ["2018-01-01", "2018-01-01", "2018-01-01", "2020-01-01", "2020-01-01"]
    assert TWO_BECAME_ONE.edition(date(2020, 1, 1)) == "2020-01-01"


@pytest.mark.parametrize(("day", "there"), [("2019-12-31", False), ("2020-01-01", True), ("2026-01-01", True)])
def test_a_code_exists_from_its_first_day(day: str, there: bool) -> None:
    assert TWO_BECAME_ONE.existed("5055", date.fromisoformat(day)) is there


def test_a_code_does_not_exist_on_the_day_it_was_replaced() -> None:
    assert not TWO_BECAME_ONE.existed("5011", date(2020, 1, 1))
    assert not TWO_BECAME_ONE.existed("0000", date(2020, 1, 1))


def test_predecessors_are_found_through_all_changes() -> None:
    assert TWO_BECAME_ONE.predecessors("5001") == {"1601", "5030", "1662"}
    assert TWO_BECAME_ONE.predecessors("5055") == {"5011"}


def test_a_municipality_of_today_is_accepted() -> None:
    TWO_BECAME_ONE.require("5055")


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("5011", "5011 Hemne is no longer a municipality; it became 5055 Heim."),
        ("5030", "5030 Klæbu is no longer a municipality; it became 5001 Trondheim."),
        ("55", "55 is not a municipality's code; it has four digits, such as 5055 for Heim."),
    ],
)
def test_any_other_code_is_refused_with_a_hint(code: str, says: str) -> None:
    with pytest.raises(UnknownName) as refused:
        TWO_BECAME_ONE.require(code)
    assert str(refused.value) == says


def test_an_unknown_county_is_refused_with_the_counties_there_are() -> None:
    TWO_BECAME_ONE.require_county("50")
    with pytest.raises(UnknownName, match=r"16 is not a county's code today; there are 50\."):
        TWO_BECAME_ONE.require_county("16")


def test_siblings_are_the_other_successors_of_a_divided_municipality() -> None:
    divided = municipalities(
        """
        1613 Snillfjord 1924-01-01 2018-01-01
        5011 Hemne      2018-01-01 2020-01-01
        5012 Snillfjord 2018-01-01 2020-01-01
        5013 Hitra      2018-01-01 2020-01-01
        5055 Heim       2020-01-01 -
        5056 Hitra      2020-01-01 -
        """,
        """
        1613 Snillfjord 5012 Snillfjord 2018-01-01
        5011 Hemne      5055 Heim  2020-01-01
        5012 Snillfjord 5055 Heim  2020-01-01
        5012 Snillfjord 5056 Hitra 2020-01-01
        5013 Hitra      5056 Hitra 2020-01-01
        """,
    )
    assert divided.siblings("5055") == {"5056"}
    assert TWO_BECAME_ONE.siblings("5001") == set()
