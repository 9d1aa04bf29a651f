"""KLASS's list of classifications, in pages, and its search."""

from collections.abc import Callable

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
    assert answer.json()["page"] == {"size": 20, "totalElements": 4, "totalPages": 1, "number": 0}
    search = f"{BASE}/classifications/search{{?query,includeCodelists}}"
    assert links(answer) == {"self": f"{BASE}/classifications", "search": search}
    assert [each["_links"]["self"]["href"] for each in answer.json()["_embedded"]["classifications"]] == [
        f"{BASE}/classifications/{number}" for number in (104, 112, 128, 131)
    ]


def test_pages_link_to_each_other(klass: Ask) -> None:
    """4.1."""
    answer = klass("/classifications", includeCodelists="true", page="1", size="1")
    asked = f"{BASE}/classifications?includeCodelists=true"
    assert names(answer) == ["Standard for KOSTRA-gruppering"]
    assert {name: href for name, href in links(answer).items() if name != "search"} == {
        "first": f"{asked}&page=0&size=1",
        "prev": f"{asked}&page=0&size=1",
        "self": f"{asked}&page=1&size=1",
        "next": f"{asked}&page=2&size=1",
        "last": f"{asked}&page=3&size=1",
    }


def test_the_links_lead_through_all_pages_and_end(klass: Ask) -> None:
    answer = klass("/classifications", size="2")
    found = names(answer)
    while "next" in links(answer):
        answer = klass(links(answer)["next"].removeprefix(BASE))
        found += names(answer)
    assert found == [
        "Standard for fylkesinndeling",
        "Standard for KOSTRA-gruppering",
        "Standard for sentralitet",
        "Standard for kommuneinndeling",
    ]


def test_a_page_beyond_the_last_has_nothing_embedded(klass: Ask) -> None:
    answer = klass("/classifications", page="7").json()
    assert ("_embedded" in answer, answer["page"]["number"], answer["page"]["totalElements"]) == (False, 7, 4)


@pytest.mark.parametrize(("size", "told"), [("0", 20), ("-1", 20), ("many", 20), ("1000", 1000), ("5000", 2000)])
def test_a_size_that_cannot_be_used_is_as_if_it_were_not_there(klass: Ask, size: str, told: int) -> None:
    assert klass("/classifications", size=size).json()["page"]["size"] == told


@pytest.mark.parametrize(
    ("since", "count"),
    [
        ("2026-11-23T06:59:59.999+0000", 4),
        ("2026-11-23T07:00:00.000+0000", 0),
        ("2026-11-23T07:59:59.000+0100", 4),
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
    assert requests.get(url, headers={"Accept": "application/json"}).status_code == 400


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
