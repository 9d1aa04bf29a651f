"""KLASS's codes and changes, section 4 of what is known of SSB's APIs."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import requests

Ask = Callable[..., requests.Response]
MUNICIPALITIES = "/classifications/131"


def codes(klass: Ask, path: str, **query: str) -> list[dict[str, Any]]:
    """The codes of an answer."""
    listed: list[dict[str, Any]] = klass(path, **query).json()["codes"]
    return listed


def test_codes_at_a_day(klass: Ask) -> None:
    """4.2: dates are null, the level is a string, and nothing is said of a range."""
    listed = {each["code"]: each for each in codes(klass, f"{MUNICIPALITIES}/codesAt", date="2026-01-01")}
    trondheim = listed["5001"]
    assert (trondheim["name"], trondheim["level"], trondheim["validFrom"]) == ("Trondheim - Tråante", "1", None)
    assert "validFromInRequestedRange" not in trondheim


def test_uoppgitt_is_among_the_municipalities(klass: Ask) -> None:
    """4.3."""
    listed = {each["code"]: each["name"] for each in codes(klass, f"{MUNICIPALITIES}/codesAt", date="2026-01-01")}
    assert (len(listed), listed["9999"]) == (358, "Uoppgitt")


@pytest.mark.parametrize(
    ("code", "day", "names"),
    [
        ("5001", "2023-01-01", ["Trondheim", "Trondheim - Tråante"]),
        ("0301", "2026-01-01", ["Oslo", "Oslo - Oslove"]),
        ("5006", "2026-01-01", ["Steinkjer", "Steinkjer - Stïentje"]),
        ("5536", "2026-01-01", ["Lyngen", "Lyngen - Ivgu - Yykeä"]),
    ],
)
def test_a_name_in_two_languages_begins_on_new_years_day(klass: Ask, code: str, day: str, names: list[str]) -> None:
    """4.3."""
    rows = codes(klass, f"{MUNICIPALITIES}/codes", **{"from": "2020-01-01", "selectCodes": code})
    assert ([row["name"] for row in rows], rows[1]["validFromInRequestedRange"]) == (names, day)


def test_codes_in_a_range_are_clipped_to_it(klass: Ask) -> None:
    """4.1: `to` is exclusive; 4.2: `codes` says when in the range."""
    rows = codes(klass, f"{MUNICIPALITIES}/codes", **{"from": "2019-06-01", "to": "2023-06-01", "selectCodes": "5001"})
    assert [validity(each) for each in rows] == [
        ("Trondheim", "2019-06-01", "2023-01-01"),
        ("Trondheim - Tråante", "2023-01-01", "2023-06-01"),
    ]


def test_a_code_that_begins_on_the_last_day_is_outside(klass: Ask) -> None:
    """4.1: `to` is exclusive."""
    rows = codes(klass, f"{MUNICIPALITIES}/codes", **{"from": "2019-12-31", "to": "2020-01-01", "selectCodes": "50*"})
    assert {"5011", "5012"} <= {each["code"] for each in rows}
    assert "5055" not in {each["code"] for each in rows}


def test_without_an_end_the_codes_in_force_have_none(klass: Ask) -> None:
    """4.1: omit `to` and the range is open."""
    rows = codes(klass, f"{MUNICIPALITIES}/codes", **{"from": "2026-02-01"})
    assert (len(rows), {each["validToInRequestedRange"] for each in rows}) == (358, {None})


def test_all_of_history_is_one_answer(klass: Ask) -> None:
    """4.1: codes are not paged."""
    assert len(codes(klass, f"{MUNICIPALITIES}/codes", **{"from": "1838-01-01"})) == 1483


def test_adjoining_rows_of_one_code_and_name_are_one_row(klass: Ask) -> None:
    rows = codes(klass, f"{MUNICIPALITIES}/codes", **{"from": "1838-01-01"})
    begins = {(each["code"], each["name"], each["validFromInRequestedRange"]) for each in rows}
    ends = {(each["code"], each["name"], each["validToInRequestedRange"]) for each in rows}
    assert not begins & ends


def validity(code: dict[str, Any]) -> tuple[str, str, str]:
    """Name and validity of a code in a range."""
    return code["name"], code["validFromInRequestedRange"], code["validToInRequestedRange"]


def test_counties_of_today_and_before(klass: Ask) -> None:
    counts = {
        day: len(codes(klass, "/classifications/104/codesAt", date=day))
        for day in ("2017-06-01", "2021-01-01", "2026-01-01")
    }
    assert counts == {"2017-06-01": 20, "2021-01-01": 12, "2026-01-01": 16}


def test_centrality_codes_are_the_six_classes(klass: Ask) -> None:
    """4.5."""
    listed = codes(klass, "/classifications/128/codesAt", date="2024-06-01")
    assert [each["code"] for each in listed] == ["01", "02", "03", "04", "05", "06"]
    assert listed[0]["name"] == "Sentralitet: 1 (925-1000) - høy"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("5001", ["5001"]),
        ("5001, 5006", ["5001", "5006"]),
        ("0301,114*", ["0301", "1144", "1145", "1146", "1149"]),
        ("1144-1146", ["1144", "1145", "1146"]),
        ("1149-115*", ["1149", "1151"]),
        ("7777", []),
        (" ", None),
    ],
)
def test_codes_are_selected_one_by_one_by_beginning_or_by_range(
    klass: Ask, wanted: str, found: list[str] | None
) -> None:
    """4.1: `selectCodes`."""
    listed = codes(klass, f"{MUNICIPALITIES}/codesAt", date="2026-01-01", selectCodes=wanted)
    assert len(listed) == 358 if found is None else [each["code"] for each in listed] == found


@pytest.mark.parametrize(("level", "count"), [("1", 358), ("2", 0)])
def test_codes_are_selected_by_level(klass: Ask, level: str, count: int) -> None:
    """4.1: `selectLevel`."""
    assert len(codes(klass, f"{MUNICIPALITIES}/codesAt", date="2026-01-01", selectLevel=level)) == count


def test_splits_mergers_and_renamings_are_changes(klass: Ask) -> None:
    """4.2: a split or a merger is several rows; a new name is a row too."""
    changes = klass(f"{MUNICIPALITIES}/changes", **{"from": "2019-12-31", "to": "2023-01-02"}).json()["codeChanges"]
    pairs = {(each["oldCode"], each["newCode"], each["changeOccurred"]) for each in changes}
    assert {("5012", new, "2020-01-01") for new in ("5055", "5056", "5059")} <= pairs
    assert {(old, "5001", "2020-01-01") for old in ("5001", "5030")} <= pairs
    assert ("5001", "5001", "2023-01-01") in pairs


def test_a_year_of_recodings_is_a_row_for_each_code(klass: Ask) -> None:
    """4.3: 2024 was recodings, and Ålesund divided; the small borders moved that day are not in the sample."""
    changes = klass(f"{MUNICIPALITIES}/changes", **{"from": "2023-12-01", "to": "2024-01-02"}).json()["codeChanges"]
    old = Counter(each["oldCode"] for each in changes)
    assert ([code for code, rows in old.items() if rows > 1], len(changes)) == (["1507"], 118)


def test_all_changes_are_one_answer(klass: Ask) -> None:
    """4.3: ask from 1950 for the full history."""
    changes = klass(f"{MUNICIPALITIES}/changes", **{"from": "1950-01-01"}).json()["codeChanges"]
    days = [each["changeOccurred"] for each in changes]
    assert (days[0][:4] >= "1950", days == sorted(days)) == (True, True)


@pytest.mark.parametrize(
    "days",
    [
        {"from": "2024-01-01", "to": "2025-12-31"},
        {"from": "2023-06-01", "to": "2024-01-01"},
        {"from": "2025-01-01", "to": "2026-01-01"},
    ],
)
def test_a_change_on_the_first_day_or_on_the_end_is_not_in_the_range(klass: Ask, days: dict[str, str]) -> None:
    """4.1: `to` is exclusive; SSB's own answer for 104 from 2018-01-01 lacks that day's changes."""
    assert klass(f"{MUNICIPALITIES}/changes", **days).json() == {"codeChanges": []}


def test_counties_merged_in_2020_and_were_divided_in_2024(klass: Ask) -> None:
    changes = klass("/classifications/104/changes", **{"from": "2017-01-01"}).json()["codeChanges"]
    assert {each["newCode"] for each in changes if each["oldCode"] == "30"} == {"31", "32", "33"}
    assert len(changes) == 22
