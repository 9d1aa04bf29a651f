"""What SSB does to KLASS, done to one running server."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

import sample

MUNICIPALITIES = "/classifications/131"


@pytest.fixture
def changing() -> Iterator[sample.Addresses]:
    """A server of the test's own."""
    with sample.serve() as addresses:
        yield addresses


def ask(server: sample.Addresses, path: str, **query: str) -> Any:
    """The JSON at a path of KLASS."""
    headers = {"Accept": "application/json"}
    return requests.get(server.klass_url + path, params=query, headers=headers).json()


def rows(server: sample.Addresses, code: str, **query: str) -> list[tuple[str, str, str | None]]:
    """Name and validity of a code from 2019 on."""
    asked = ask(server, f"{MUNICIPALITIES}/codes", **{"from": "2019-01-01", "selectCodes": code, **query})
    return [
        (each["name"], each["validFromInRequestedRange"], each["validToInRequestedRange"]) for each in asked["codes"]
    ]


def moves(server: sample.Addresses, **query: str) -> list[tuple[str, str, str]]:
    """From which code to which, and when, after New Year's Day 2026."""
    asked = ask(server, f"{MUNICIPALITIES}/changes", **{"from": "2026-01-01", **query})
    return [(each["oldCode"], each["newCode"], each["changeOccurred"]) for each in asked["codeChanges"]]


def test_a_renaming_is_a_new_row_and_a_change(changing: sample.Addresses) -> None:
    changing.klass.rename("5055", "Heim - Hïejme", on="2026-07-01")
    assert rows(changing, "5055") == [("Heim", "2020-01-01", "2026-07-01"), ("Heim - Hïejme", "2026-07-01", None)]
    assert moves(changing) == [("5055", "5055", "2026-07-01")]


def test_a_renaming_long_ago_leaves_what_came_after(changing: sample.Addresses) -> None:
    changing.klass.rename("5011", "Heimr", on="2019-06-01")
    assert rows(changing, "5011") == [("Hemne", "2019-01-01", "2019-06-01"), ("Heimr", "2019-06-01", "2020-01-01")]


def test_a_merger_under_one_of_their_codes_ends_the_other(changing: sample.Addresses) -> None:
    changing.klass.merge(["5031"], into="5001", on="2026-07-01")
    assert rows(changing, "5031") == [("Malvik", "2019-01-01", "2026-07-01")]
    assert rows(changing, "5001")[-1] == ("Trondheim - Tråante", "2023-01-01", None)
    assert moves(changing) == [("5001", "5001", "2026-07-01"), ("5031", "5001", "2026-07-01")]


def test_a_merger_under_a_new_code_begins_it(changing: sample.Addresses) -> None:
    changing.klass.merge(["5001", "5031"], into="5070", name="Strinda", on="2026-07-01")
    assert rows(changing, "5070") == [("Strinda", "2026-07-01", None)]
    assert moves(changing) == [("5001", "5070", "2026-07-01"), ("5031", "5070", "2026-07-01")]
    assert len(ask(changing, f"{MUNICIPALITIES}/codesAt", date="2026-07-01")["codes"]) == 357


def test_a_merger_is_followed_by_the_correspondence_to_counties(changing: sample.Addresses) -> None:
    changing.klass.merge(["5031"], into="5001", on="2026-07-01")
    query = {"targetClassificationId": "104", "from": "2026-01-01"}
    found = ask(changing, f"{MUNICIPALITIES}/corresponds", **query)["correspondenceItems"]
    assert [each["validTo"] for each in found if each["sourceCode"] == "5031"] == ["2026-07-01"]


def test_a_moved_border_is_a_change_and_nothing_more(changing: sample.Addresses) -> None:
    """4.3: 3118 to 3207 must not be read as a merger."""
    changing.klass.move_border("3118", "3207", on="2026-07-01")
    assert moves(changing) == [("3118", "3207", "2026-07-01")]
    assert len(ask(changing, f"{MUNICIPALITIES}/codesAt", date="2026-07-01")["codes"]) == 358


def test_what_begins_later_is_shown_to_those_who_ask_for_the_future(changing: sample.Addresses) -> None:
    """4.1: `includeFuture`."""
    changing.klass.merge(["5031"], into="5001", on="2027-01-01")
    assert (moves(changing), rows(changing, "5031")) == ([], [("Malvik", "2019-01-01", None)])
    assert len(moves(changing, includeFuture="true")) == 2
    assert rows(changing, "5031", includeFuture="true") == [("Malvik", "2019-01-01", "2027-01-01")]


def test_the_future_comes(changing: sample.Addresses) -> None:
    changing.klass.merge(["5031"], into="5001", on="2027-01-01")
    changing.klass.today = "2027-01-01"
    assert rows(changing, "5031") == [("Malvik", "2019-01-01", "2027-01-01")]
    assert len(moves(changing)) == 2


def test_a_version_in_force_ends_for_those_who_ask_for_the_future(changing: sample.Addresses) -> None:
    """4.1: `includeFuture` on a classification."""
    changing.klass.today = "2025-06-01"
    now = ask(changing, MUNICIPALITIES)["versions"]
    later = ask(changing, MUNICIPALITIES, includeFuture="true")["versions"]
    assert [(each["name"], each.get("validTo")) for each in now] == [("Kommuneinndeling 2024", None)]
    assert [(each["name"], each.get("validTo")) for each in later] == [
        ("Kommuneinndeling 2026", None),
        ("Kommuneinndeling 2024", "2026-01-01"),
    ]


def test_when_it_was_modified_is_told_where_it_is_listed_and_by_itself(changing: sample.Addresses) -> None:
    changing.klass.last_modified[131] = "2026-11-24T05:00:00.000+0000"
    listed = ask(changing, "/classifications", changedSince="2026-11-24T00:00:00.000+0000")["_embedded"]
    assert [each["name"] for each in listed["classifications"]] == ["Standard for kommuneinndeling"]
    assert ask(changing, MUNICIPALITIES)["lastModified"] == "2026-11-24T05:00:00.000+0000"


def test_a_change_can_come_without_a_word_of_when_it_was_modified(changing: sample.Addresses) -> None:
    before = ask(changing, "/classifications")
    changing.klass.rename("5055", "Heim - Hïejme", on="2026-07-01")
    assert ask(changing, "/classifications") == before


def test_each_server_has_its_own(changing: sample.Addresses) -> None:
    changing.klass.rename("5055", "Heim - Hïejme", on="2026-07-01")
    changing.klass.last_modified[131] = "2026-11-24T05:00:00.000+0000"
    with sample.serve() as other:
        assert rows(other, "5055") == [("Heim", "2020-01-01", None)]
        assert ask(other, MUNICIPALITIES)["lastModified"] == "2026-11-23T07:00:00.000+0000"


def test_only_a_code_in_force_can_cease(changing: sample.Addresses) -> None:
    with pytest.raises(ValueError, match="5012 is not in force on 2026-07-01"):
        changing.klass.merge(["5012"], into="5001", on="2026-07-01")


def test_a_new_code_needs_a_name(changing: sample.Addresses) -> None:
    with pytest.raises(ValueError, match="5070 is not in force on 2026-07-01"):
        changing.klass.merge(["5001", "5031"], into="5070", on="2026-07-01")
