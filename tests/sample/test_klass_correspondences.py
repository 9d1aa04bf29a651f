"""KLASS's correspondences, and the empty 200 they are known for."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import requests

Ask = Callable[..., requests.Response]


def corresponding(klass: Ask, source: int, target: int, **query: str) -> list[dict[str, Any]]:
    """The correspondences from one classification to another: at a `date`, or in a range."""
    kind = "correspondsAt" if "date" in query else "corresponds"
    answer = klass(f"/classifications/{source}/{kind}", targetClassificationId=str(target), **query)
    assert answer.status_code == 200
    listed: list[dict[str, Any]] = answer.json()["correspondenceItems"]
    return listed


def test_a_municipality_has_its_centrality_class(klass: Ask) -> None:
    """4.5: codes are padded with zeros."""
    wide = corresponding(klass, 131, 128, **{"from": "2020-01-01"})
    assert (len(wide), {each["targetCode"] for each in wide}) == (357, {"01", "02", "03", "04", "05", "06"})
    assert (wide[0]["sourceCode"], wide[0]["sourceName"]) == ("0301", "Oslo")


def test_a_municipality_is_in_one_kostra_group_which_has_no_end(klass: Ask) -> None:
    """SSB's page on the groups: 17 of them in 2024, with so many members each."""
    groups = corresponding(klass, 131, 112, **{"from": "2020-01-01"})
    assert {(each["validFrom"], each["validTo"]) for each in groups} == {("2024-01-01", None)}
    members = Counter(each["targetCode"] for each in groups)
    sizes = [members[f"EKG{number:02d}"] for number in range(1, 18)]
    assert sizes == [40, 18, 9, 39, 33, 28, 38, 13, 27, 13, 10, 11, 1, 25, 36, 8, 8]
    named = {each["sourceName"]: each["targetName"] for each in groups}
    assert (named["Oslo"], named["Haram"]) == ("KOSTRA-gruppe 13", "KOSTRA-gruppe 1")
    assert len(corresponding(klass, 131, 112, date="2026-10-01")) == 357


def test_a_range_has_dates_and_a_day_has_none(klass: Ask) -> None:
    """4.2."""
    (in_range,) = [
        each for each in corresponding(klass, 131, 128, **{"from": "2025-01-01"}) if each["sourceCode"] == "5001"
    ]
    (at_a_day,) = [each for each in corresponding(klass, 131, 128, date="2025-01-01") if each["sourceCode"] == "5001"]
    assert in_range == {**at_a_day, "validFrom": "2025-01-01", "validTo": "2026-01-01"}


def test_a_day_the_table_does_not_cover_is_an_empty_200(klass: Ask) -> None:
    """4.3: centrality was empty in October 2026."""
    assert corresponding(klass, 131, 128, date="2026-10-01") == []


def test_a_range_the_table_does_not_cover_is_an_empty_200(klass: Ask) -> None:
    """4.3."""
    assert corresponding(klass, 131, 128, **{"from": "2026-06-01"}) == []


def test_a_wide_range_or_a_year_back_finds_what_today_does_not(klass: Ask) -> None:
    """4.3: what to do about the empty answer."""
    assert len(corresponding(klass, 131, 128, date="2025-10-01")) == 357
    assert len(corresponding(klass, 131, 128, **{"from": "2020-01-01", "to": "2026-12-31"})) == 357


@pytest.mark.parametrize(("source", "target"), [(104, 131), (128, 131), (131, 112)])
def test_the_other_way_is_the_same_inverted(klass: Ask, source: int, target: int) -> None:
    """4.3: the direction may be stored either way."""
    there = corresponding(klass, source, target, **{"from": "2020-06-01", "to": "2026-06-01"})
    back = corresponding(klass, target, source, **{"from": "2020-06-01", "to": "2026-06-01"})
    swapped = [{swap(key): value for key, value in each.items()} for each in back]
    assert sorted(swapped, key=str) == sorted(({key: each[key] for key in swapped[0]} for each in there), key=str)
    assert there
    assert [each["sourceCode"] for each in back] == sorted(each["sourceCode"] for each in back)


def swap(key: str) -> str:
    """The same field of the other side."""
    other = {"source": "target", "target": "source"}
    return other.get(key[:6], key[:6]) + key[6:]


def test_a_municipality_that_changed_county_is_in_each_for_its_days(klass: Ask) -> None:
    found = corresponding(klass, 131, 104, **{"from": "2018-06-01", "to": "2021-01-01"})
    rindal = [(each["sourceCode"], each["targetCode"], each["validFrom"], each["validTo"]) for each in found]
    assert ("1567", "15", "2018-06-01", "2019-01-01") in rindal
    assert ("5061", "50", "2019-01-01", "2021-01-01") in rindal


def test_a_county_corresponds_to_its_municipalities_and_the_unknown_to_the_unknown(klass: Ask) -> None:
    found = corresponding(klass, 104, 131, date="2026-01-01")
    assert len([each for each in found if each["sourceCode"] == "50"]) == 38
    assert [each["targetCode"] for each in found if each["sourceCode"] == "99"] == ["9999"]


@pytest.mark.parametrize(("source", "target"), [(128, 104), (104, 128), (131, 131)])
def test_no_table_at_all_is_a_404_that_names_both(klass: Ask, source: int, target: int) -> None:
    """4.3."""
    names = {
        104: "Standard for fylkesinndeling",
        128: "Standard for sentralitet",
        131: "Standard for kommuneinndeling",
    }
    answer = klass(f"/classifications/{source}/correspondsAt", targetClassificationId=str(target), date="2025-01-01")
    assert (answer.status_code, answer.json()["detail"]) == (
        404,
        f"Classification '{names[source]}' has no correspondence table with Classification '{names[target]}'",
    )
