"""KLASS's list of classifications, search, and what it tells of each one."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from sample import Addresses

Ask = Callable[..., requests.Response]
BASE = "https://data.ssb.no/api/klass/v1"


def links(answer: requests.Response) -> dict[str, str]:
    """Where the links lead, by name."""
    return {name: link["href"] for name, link in answer.json()["_links"].items()}


def names(answer: requests.Response, kind: str = "classifications") -> list[str]:
    """The names in a list."""
    return [each["name"] for each in answer.json().get("_embedded", {}).get(kind, [])]


def test_the_list_is_one_page_of_twenty_and_links_to_itself_and_the_search(klass: Ask) -> None:
    """4.1."""
    answer = klass("/classifications")
    assert answer.json()["page"] == {"size": 20, "totalElements": 3, "totalPages": 1, "number": 0}
    search = f"{BASE}/classifications/search{{?query,includeCodelists}}"
    assert links(answer) == {"self": f"{BASE}/classifications", "search": search}
    assert [each["_links"]["self"]["href"] for each in answer.json()["_embedded"]["classifications"]] == [
        f"{BASE}/classifications/{number}" for number in (104, 128, 131)
    ]


def test_pages_link_to_each_other(klass: Ask) -> None:
    """4.1."""
    answer = klass("/classifications", includeCodelists="true", page="1", size="1")
    asked = f"{BASE}/classifications?includeCodelists=true"
    assert names(answer) == ["Standard for sentralitet"]
    assert {name: href for name, href in links(answer).items() if name != "search"} == {
        "first": f"{asked}&page=0&size=1",
        "prev": f"{asked}&page=0&size=1",
        "self": f"{asked}&page=1&size=1",
        "next": f"{asked}&page=2&size=1",
        "last": f"{asked}&page=2&size=1",
    }


def test_the_links_lead_through_all_pages_and_end(klass: Ask) -> None:
    answer = klass("/classifications", size="2")
    found = names(answer)
    while "next" in links(answer):
        answer = klass(links(answer)["next"].removeprefix(BASE))
        found += names(answer)
    assert found == ["Standard for fylkesinndeling", "Standard for sentralitet", "Standard for kommuneinndeling"]


def test_a_page_beyond_the_last_has_nothing_embedded(klass: Ask) -> None:
    answer = klass("/classifications", page="7").json()
    assert ("_embedded" in answer, answer["page"]["number"], answer["page"]["totalElements"]) == (False, 7, 3)


@pytest.mark.parametrize(("size", "told"), [("0", 20), ("-1", 20), ("many", 20), ("1000", 1000), ("5000", 2000)])
def test_a_size_that_cannot_be_used_is_as_if_it_were_not_there(klass: Ask, size: str, told: int) -> None:
    assert klass("/classifications", size=size).json()["page"]["size"] == told


@pytest.mark.parametrize(
    ("since", "count"),
    [
        ("2026-11-23T06:59:59.999+0000", 3),
        ("2026-11-23T07:00:00.000+0000", 0),
        ("2026-11-23T07:59:59.000+0100", 3),
        ("2026-11-23T08:00:00.000+0100", 0),
    ],
)
def test_changed_since_lists_those_modified_later(klass: Ask, since: str, count: int) -> None:
    assert len(names(klass("/classifications", changedSince=since))) == count


@pytest.mark.parametrize("since", ["2026-11-23", "2026-11-23T07:00:00", "yesterday"])
def test_changed_since_is_a_point_in_time(klass: Ask, since: str) -> None:
    assert klass("/classifications", changedSince=since).status_code == 400


def test_a_plus_that_is_not_encoded_is_a_space(server: Addresses) -> None:
    url = f"{server.klass_url}/classifications?changedSince=2026-11-23T07:00:00.000+0000"
    assert requests.get(url, headers={"Accept": "application/json"}, timeout=10).status_code == 400


def test_a_search_finds_names(klass: Ask) -> None:
    """4.1."""
    assert names(klass("/classifications/search", query="Kommuneinndeling"), "searchResults") == [
        "Standard for kommuneinndeling"
    ]
    assert names(klass("/classifications/search", query="standard fylkesinndeling"), "searchResults")[0] == (
        "Standard for fylkesinndeling"
    )


def test_a_search_that_finds_nothing_is_an_empty_page(klass: Ask) -> None:
    answer = klass("/classifications/search", query="vassdrag")
    assert (answer.status_code, answer.json()["page"]["totalElements"]) == (200, 0)


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
