"""Codes, names and borders in time."""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pytest

from catalogue.errors import UnknownName
from tests.lib.klass import TWO_BECAME_ONE, municipalities


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
