"""KLASS's classifications, versions and correspondence tables, one by one."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

Ask = Callable[..., requests.Response]
BASE = "https://data.ssb.no/api/klass/v1"


def test_a_classification_says_what_may_be_asked_of_it(klass: Ask) -> None:
    """4.1."""
    told = klass("/classifications/131").json()["_links"]
    here = f"{BASE}/classifications/131"
    assert told["self"] == {"href": here}
    assert told["changes"] == {
        "href": here + "/changes{?from=<yyyy-MM-dd>,to=<yyyy-MM-dd>,csvSeparator}",
        "templated": True,
    }


def test_a_classification_lists_its_versions_and_one_in_force_has_no_end(klass: Ask) -> None:
    """4.3, 4.4: 1846 is the municipalities of 2024; there is one of 2026."""
    versions = klass("/classifications/131").json()["versions"]
    assert [(each["name"], each["validFrom"], each.get("validTo")) for each in versions] == [
        ("Kommuneinndeling 2026", "2026-01-01", None),
        ("Kommuneinndeling 2024", "2024-01-01", "2026-01-01"),
    ]
    assert versions[1]["_links"]["self"]["href"] == f"{BASE}/versions/1846"


def items(answer: requests.Response) -> dict[str, dict[str, Any]]:
    """The items of a version, by code."""
    return {each["code"]: each for each in answer.json()["classificationItems"]}


def test_a_version_holds_the_codes_of_the_day_it_began(klass: Ask) -> None:
    """4.3, 4.4: 1846 is the municipalities of 2024, 357 and the unknown one."""
    found = items(klass("/versions/1846"))
    assert (len(found), found["0301"]["name"], found["0301"]["parentCode"], found["0301"]["level"]) == (
        358,
        "Oslo",
        "",
        "1",
    )


def test_centrality_is_found_through_its_classification(klass: Ask) -> None:
    """4.5: look the version up through 128, and take the one whose second level carries notes."""
    versions = klass("/classifications/128").json()["versions"]
    answer = klass(versions[0]["_links"]["self"]["href"].removeprefix(BASE))
    assert [each["validFrom"] for each in versions] == ["2024-01-01"]
    assert {each["notes"].isdigit() for each in items(answer).values() if each["level"] == "2"} == {True}


def test_the_classes_of_the_municipalities_fit_their_index(klass: Ask) -> None:
    """4.5: class sizes 5, 21, 54, 65, 104, 108 and index intervals; Smøla is 501 here."""
    found = items(klass("/versions/2682"))
    today = [each for each in found.values() if each["level"] == "2" and "(-" not in each["name"]]
    lowest = {"01": 925, "02": 870, "03": 775, "04": 670, "05": 565, "06": 0}
    fitting = [next(code for code, low in lowest.items() if int(each["notes"]) >= low) for each in today]
    assert [each["parentCode"] for each in today] == fitting
    assert [fitting.count(code) for code in lowest] == [5, 21, 54, 65, 104, 108]
    assert found["1573"]["notes"] == "501"


def test_a_municipality_of_the_past_is_in_the_version_with_its_years_and_what_it_became(klass: Ask) -> None:
    """4.5: 'Halden (-2019)' bears the index of today's Halden."""
    found = items(klass("/versions/2682"))
    assert (found["0101"]["name"], found["0101"]["notes"]) == ("Halden (-2019)", found["3101"]["notes"])


def test_years_in_a_name_can_also_say_when_it_began(klass: Ask) -> None:
    """4.5: Vindafjord (2006-) is a municipality of today."""
    assert items(klass("/versions/2682"))["1160"]["name"] == "Vindafjord (2006-)"


def test_a_correspondence_table_maps_counties_to_municipalities(klass: Ask) -> None:
    """4.2, 4.4: 1017 is the counties of 2024 to the municipalities of 2024."""
    table = klass("/correspondencetables/1017").json()
    maps = table["correspondenceMaps"]
    assert (table["name"], table["targetId"]) == ("Fylkesinndeling 2024 - Kommuneinndeling 2024", 1846)
    assert len(maps) == 358
    assert {"sourceCode": "50", "sourceName": "Trøndelag", "targetCode": "5055", "targetName": "Heim"} in maps


def test_a_version_lists_the_tables_it_stands_in(klass: Ask) -> None:
    tables = klass("/versions/1846").json()["correspondenceTables"]
    assert [each["_links"]["self"]["href"] for each in tables] == [f"{BASE}/correspondencetables/1017"]


@pytest.mark.parametrize("language", ["nb", "nn", "en", "NB"])
def test_three_languages_are_known(klass: Ask, language: str) -> None:
    """4.1: `language=nb|nn|en`; here the names are the same in all."""
    assert klass("/classifications/131", language=language).json() == klass("/classifications/131").json()
