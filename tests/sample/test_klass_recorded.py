"""What KLASS is known to have answered comes back, or stands here with the reason why not."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
import requests

from sample import Addresses

Ask = Callable[..., requests.Response]
RECORDED = Path(__file__).parent / "recorded_klass"

COUNTIES_2016 = {"from": "2016-01-01", "to": "2018-01-02"}
ASKED = {
    "104_changes_2018": ("/classifications/104/changes", {"from": "2018-01-01", "to": "2019-01-02"}),
    "104_changes_2019": ("/classifications/104/changes", {"from": "2019-01-01", "to": "2020-01-02"}),
    "104_codes_2016": ("/classifications/104/codes", COUNTIES_2016),
    "104_corresponds_131_2016": (
        "/classifications/104/corresponds",
        {"targetClassificationId": "131", **COUNTIES_2016},
    ),
    "131_codesAt_2026": ("/classifications/131/codesAt", {"date": "2026-01-01"}),
}
"""The whole answers that were recorded, and what was asked.

Recorded, but no answers of the API: the lists a browser downloads from KLASS's pages (131 of 2026 says what codesAt does;
104 of 2026 is below), and klassR's graph of 131, which the sample's codes and changes are from.
"""

DIFFERENT = {
    "104_codes_2016": (
        {"15", "50"},
        "Their note on Rindal is gone in 2026; the day it went is not known, so it is left out.",
    ),
    "104_corresponds_131_2016": (
        {"0545", "0615", "0620", "0714", "1420", "1424", "1443", "1515", "1551", "1929", "1940", "2014"},
        "KLASS has told these otherwise since: eight had their county's name added until 2017, 1940 was renamed a year "
        "earlier than klassR's graph of 2024 says, and 1515 and 2014 were missing from the table of 2018.",
    ),
}
"""The codes whose rows are not as recorded, and why."""


def items(body: bytes) -> list[dict[str, Any]]:
    """The rows of an answer that holds one list."""
    (listed,) = orjson.loads(body).values()
    return list(listed)


def rows(body: bytes) -> set[tuple[tuple[str, Any], ...]]:
    """The rows in a form that can be compared."""
    return {tuple(item.items()) for item in items(body)}


@pytest.mark.parametrize("name", [name for name in ASKED if name not in DIFFERENT])
def test_a_recorded_answer_comes_back_whole(klass: Ask, name: str) -> None:
    path, query = ASKED[name]
    assert orjson.loads(klass(path, **query).content) == orjson.loads((RECORDED / f"{name}.json").read_bytes())


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_recorded_answer_comes_back_but_for_rows_with_a_reason(klass: Ask, name: str) -> None:
    (path, query), (codes, reason) = ASKED[name], DIFFERENT[name]
    ours, recorded = klass(path, **query).content, (RECORDED / f"{name}.json").read_bytes()
    found = {dict(row).get("targetCode", dict(row).get("code")) for row in rows(ours) ^ rows(recorded)}
    assert found == codes, reason
    assert list(items(ours)[0]) == list(items(recorded)[0])


def test_the_notes_are_all_that_differs_among_the_counties_of_2016(klass: Ask) -> None:
    path, query = ASKED["104_codes_2016"]
    ours, recorded = klass(path, **query).content, (RECORDED / "104_codes_2016.json").read_bytes()
    assert [{**item, "notes": ""} for item in items(recorded)] == items(ours)


def test_the_counties_of_2026_are_those_of_klass_own_page(klass: Ask) -> None:
    with (RECORDED / "104_download_2026.csv").open(encoding="utf-8", newline="") as file:
        downloaded = [(row["code"], row["name"]) for row in csv.DictReader(file)]
    answer = klass("/classifications/104/codesAt", date="2026-01-01").json()
    assert [(each["code"], each["name"]) for each in answer["codes"]] == downloaded


def test_the_recorded_items_of_the_centrality_version_are_in_it(klass: Ask) -> None:
    """4.5: classes on level 1; on level 2 municipalities of today and of the past, with the index in `notes`."""
    with (RECORDED / "version_2682_excerpt.csv").open(encoding="utf-8", newline="") as file:
        recorded = [
            {key: row[key] for key in ("code", "parentCode", "level", "name", "shortName", "notes")}
            for row in csv.DictReader(file)
        ]
    served = klass("/versions/2682").json()["classificationItems"]
    assert [item for item in recorded if item not in served] == []


def test_the_recorded_404_comes_back_in_json(klass: Ask) -> None:
    answer = klass("/classifications/99999")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json() == orjson.loads((RECORDED / "404_problem.json").read_bytes())


def test_the_recorded_404_comes_back_in_xml_to_the_byte(server: Addresses) -> None:
    answer = requests.get(f"{server.klass_url}/classifications/99999")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+xml")
    assert answer.content == (RECORDED / "404_problem.xml").read_bytes()


SHAPES: dict[str, list[str]] = orjson.loads((RECORDED / "shapes.json").read_bytes())
"""The keys of answers that others made up to test their clients with; only the keys are true."""
PAGED = {"includeCodelists": "false", "size": "1"}
SHAPED = {
    "changes": ("/classifications/131/changes", {"from": "2018-12-31"}),
    "classification_by_id": ("/classifications/131", {}),
    "classification_search": ("/classifications/search", {"query": "standard", **PAGED}),
    "classification_search_noresults": ("/classifications/search", {"query": "vassdrag"}),
    "classifications": ("/classifications", PAGED),
    "codes": ("/classifications/131/codesAt", {"date": "2021-01-01"}),
    "correspondence_table_by_id": ("/correspondencetables/1017", {}),
    "corresponds": ("/classifications/104/corresponds", {"targetClassificationId": "131", "from": "2020-01-01"}),
    "version_by_id": ("/versions/9104", {}),
}
LEFT_OUT = {
    "variant": "/classifications/131/variant",
    "variants_by_id": "/variants/1965",
    "sections": "/ssbsections",
    "classificationfamilies": "/classificationfamilies",
    "classificationfamilies_by_id": "/classificationfamilies/20",
}
LACKING = {
    # KLASS's public source writes an empty list as no `_embedded`, and links to other pages only where there are some.
    "classification_search_noresults": {"_embedded", "_links.first", "_links.next", "_links.last"},
    # No variant of a version is known.
    "version_by_id": {"classificationVariants[]"},
}
"""What our answer lacks, with all that is under it."""


def keys(node: Any, at: str = "") -> set[str]:
    """The paths of all keys, a list's items as '[]'."""
    if isinstance(node, dict):
        inner = {key: f"{at}.{key}".strip(".") for key in node}
        return {path for key, value in node.items() for path in {inner[key]} | keys(value, inner[key])}
    return {path for item in node for path in keys(item, f"{at}[]")} if isinstance(node, list) else set()


def test_every_made_up_answer_is_compared_or_left_out() -> None:
    assert SHAPED.keys() | LEFT_OUT.keys() == SHAPES.keys()


@pytest.mark.parametrize("name", SHAPED)
def test_an_answer_has_the_keys_others_test_with(klass: Ask, name: str) -> None:
    path, query = SHAPED[name]
    expected = {key for key in SHAPES[name] if not key.startswith(tuple(LACKING.get(name, ())))}
    assert keys(klass(path, **query).json()) == expected


@pytest.mark.parametrize("path", LEFT_OUT.values())
def test_what_no_client_of_ours_asks_for_is_left_out(klass: Ask, path: str) -> None:
    answer = klass(path)
    assert (answer.status_code, answer.json()["title"]) == (404, "Not Found")
