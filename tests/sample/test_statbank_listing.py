"""1.3: the table search, and 1.1: languages and paths."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import requests

from sample import Addresses
from sample.statbank import search

Ask = Callable[..., requests.Response]


def found(answer: requests.Response) -> list[str]:
    return [each["id"] for each in answer.json()["tables"]]


@pytest.mark.parametrize(
    ("query", "tables"),
    [
        pytest.param("kjønn title:alders", ["07459"], id="every word"),
        pytest.param("kjønn AND title:alders", ["07459"], id="AND"),
        pytest.param("title:kvartalsvise OR title:utdanningsnivå", ["01222", "09429"], id="OR"),
        pytest.param('"alder og sivilstand"', [], id="quoted words that stand nowhere"),
        pytest.param('"Alders- og kjønnsfordeling"', ["07459"], id="quoted words"),
        pytest.param("title:inntekt*", ["06944"], id="a star at the end"),
        pytest.param("updated:20150603*", ["01222"], id="a day"),
        pytest.param("updated:[20150101 TO 20150604*]", ["01222"], id="days between"),
        pytest.param("INNTEKT", ["06944"], id="any case"),
        pytest.param("06944", ["06944"], id="the number"),
        pytest.param("universitets", ["09429"], id="a value's label"),
        pytest.param("nonsense", [], id="nothing found"),
    ],
)
def test_the_search_finds(get: Ask, query: str, tables: list[str]) -> None:
    answer = get("/tables", query=query)
    assert (answer.status_code, found(answer)) == (200, tables)


def test_nothing_found_is_a_page_without_tables(get: Ask) -> None:
    listing = get("/tables", query="nonsense").json()
    assert (listing["tables"], listing["page"]["links"]) == ([], [])
    assert [listing["page"][key] for key in ("pageNumber", "totalElements", "totalPages")] == [1, 0, 1]


def test_discontinued_tables_are_listed_on_request(read: Ask) -> None:
    assert "90004" not in found(read("/tables", pageSize=100))
    listing = read("/tables", pageSize=100, includeDiscontinued="true").json()["tables"]
    assert {each["id"]: each.get("discontinued") for each in listing if each["id"] > "9000"} == {
        "90001": None,
        "90002": None,
        "90003": None,
        "90004": True,
    }
    assert read("/tables/90004").json()["discontinued"] is True


def test_a_discontinued_table_still_answers(ask: Ask) -> None:
    """3: "phantom" tables."""
    assert ask("90004", ContentsCode=["*"], Tid=["top(1)"]).json()["value"] == [13]


@pytest.mark.parametrize(("days", "tables"), [(3, ["06944"]), (0, []), (1, [])])
def test_past_days_count_back_from_now(get: Ask, server: Addresses, days: int, tables: list[str]) -> None:
    two_days_ago = search.now() - timedelta(days=2)
    with (
        server.statbank.with_updated("06944", f"{two_days_ago:%Y-%m-%dT%H:%M:%SZ}"),
        server.statbank.with_updated("07459", "2024-02-21T07:00:00Z"),
    ):
        assert found(get("/tables", query="title:inntekt OR title:alders", pastDays=days)) == tables


def test_pages_link_to_their_neighbours(get: Ask) -> None:
    pages = [get("/tables", pageSize=2, pageNumber=number).json() for number in (1, 2)]
    last = pages[0]["page"]["totalPages"]
    rels = [[link["rel"] for link in page["page"]["links"]] for page in pages]
    assert rels == [["next", "last"], ["next", "previous", "last"]]
    assert pages[0]["page"]["links"][1]["href"].endswith(f"/tables/?lang=no&pagesize=2&pageNumber={last}")
    end = get("/tables", pageSize=2, pageNumber=last).json()["page"]
    assert [link["rel"] for link in end["links"]] == ["previous", "last"]
    assert len({each["id"] for page in pages for each in page["tables"]}) == 4


def test_a_page_past_the_end_is_refused(get: Ask) -> None:
    answer = get("/tables", pageNumber=99)
    assert (answer.status_code, answer.json()["title"]) == (404, "Non-existent page")


@pytest.mark.parametrize("size", ["0", "-1", ""])
def test_a_page_size_below_one_is_the_default(get: Ask, size: str) -> None:
    assert get("/tables", pageSize=size).json()["page"]["pageSize"] == 20


@pytest.mark.parametrize("query", [{"pageSize": "x"}, {"pastDays": "x"}, {"includeDiscontinued": "x"}])
def test_what_is_no_number_or_truth_is_a_validation_problem(get: Ask, query: dict[str, str]) -> None:
    """1.8."""
    answer = get("/tables", **query)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, list(query))


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("07459", ("2005", "2026", "Annual")),
        ("01222", ("2015K1", "2015K1", "Quarterly")),
        ("90004", ("2025M01", "2026M02", "Monthly")),
    ],
)
def test_a_table_tells_its_periods_and_their_unit(read: Ask, table: str, told: tuple[str, ...]) -> None:
    item: Any = read(f"/tables/{table}").json()
    assert (item["firstPeriod"], item["lastPeriod"], item["timeUnit"]) == told
    assert item["label"].endswith(f"{told[0]}-{told[1]}")


def test_updated_is_that_of_the_newest_contents(read: Ask) -> None:
    assert read("/tables/90001").json()["updated"] == "2026-06-15T06:00:00Z"


def test_paths_are_known_in_any_case_and_numbers_keep_their_zeros(get: Ask) -> None:
    """1.1."""
    assert get("/TABLES/07459").json()["id"] == "07459"
    assert get("/tables/7459").status_code == 404


def test_norwegian_is_spoken_unless_english_is_asked_for(get: Ask) -> None:
    """1.1."""
    assert [get("/tables", **lang).json()["language"] for lang in ({}, {"lang": "en"})] == ["no", "en"]
    answer = get("/tables/07459", lang="sv")
    assert (answer.status_code, answer.json()["title"]) == (400, "Unsupported language")


def test_there_is_no_navigation(get: Ask) -> None:
    """1.1: gone since the beta version."""
    assert get("/navigation").status_code == 404
