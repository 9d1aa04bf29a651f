"""Codes, names and borders in time."""

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


def test_a_new_code_carries_the_area_on() -> None:
    assert _since()["5001", "2018-01-01"] == "1838-01-01"
    assert _since()["5055", "2020-01-01"] == "2018-01-01"


def test_a_merger_under_the_same_code_begins_a_new_area_and_a_new_name_does_not() -> None:
    assert _since()["5001", "2020-01-01"] == "2020-01-01"
    assert _since()["5001", "2023-01-01"] == "2020-01-01"


def test_one_code_is_one_area_on_two_days_only_when_nothing_happened_between() -> None:
    assert TWO_BECAME_ONE.same_area("5001", "2021-01-01", "2024-01-01")
    assert not TWO_BECAME_ONE.same_area("5001", "2019-01-01", "2021-01-01")
    assert not TWO_BECAME_ONE.same_area("5055", "2019-01-01", "2021-01-01")


def test_a_split_begins_new_areas_on_all_sides() -> None:
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
def test_a_row_that_goes_on_through_a_merger_is_two_areas(itself: str) -> None:
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


def test_a_row_that_goes_on_though_area_left_it_is_two_areas_and_so_is_what_left() -> None:
    codes = """
        1507 Ålesund 2020-01-01 -
        1580 Haram   2024-01-01 -
        """
    assert _areas(codes, "1507 Ålesund 1580 Haram 2024-01-01") == [
        ["1507", "2020-01-01", "2024-01-01", "2020-01-01"],
        ["1507", "2024-01-01", None, "2024-01-01"],
        ["1580", "2024-01-01", None, "2024-01-01"],
    ]


def test_a_parcel_between_two_rows_that_go_on_begins_both_anew() -> None:
    codes = """
        0001 Aa 2000-01-01 -
        0002 Bø 2000-01-01 -
        """
    areas = _areas(codes, "0001 Aa 0002 Bø 2010-01-01")
    assert [since for *_, since in areas] == ["2000-01-01", "2010-01-01"] * 2


def test_a_row_is_not_cut_on_its_own_first_or_last_day_nor_where_it_became_itself() -> None:
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
def test_rows_of_one_code_overlap_when_both_are_in_force_on_a_day(first: str, second: str, over: list[str]) -> None:
    codes = f"0001 Bø {second}\n0001 Aa {first}\n0002 Cc 1900-01-01 -"
    assert overlapping(table(CODES + codes)) == over


def test_editions_are_the_days_of_new_codes_not_of_new_names() -> None:
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


def test_predecessors_are_found_all_the_way_back() -> None:
    assert TWO_BECAME_ONE.predecessors("5001") == {"1601", "5030", "1662"}
    assert TWO_BECAME_ONE.predecessors("5055") == {"5011"}


def test_a_municipality_of_today_is_known() -> None:
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


def test_a_county_without_municipalities_is_refused_with_those_there_are() -> None:
    TWO_BECAME_ONE.require_county("50")
    with pytest.raises(UnknownName, match=r"16 is not a county's code today; there are 50\."):
        TWO_BECAME_ONE.require_county("16")


def test_siblings_are_the_other_heirs_of_what_was_divided() -> None:
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
