"""Recorded listings, codelists, configuration and refusals, and the form of other servers' documents.

Recorded, but not given again from equal input:

- `tables_befolkning_page_2_2024`: the order of 363 hits is the search index's. Its items are, and the form of the page.
- `07459_codelists_en`: the sample has figures for two of the fourteen codelists.
- `agg_KommFylker_excerpt`: an excerpt, and the sample lists no codes that were out of use before 1986.
- `scb_*`, `server_*`: other agencies' tables, which are not to be had. Their form is compared, key by key.
- the v0 answers of table 13861, the timings of a client in 2026 and the first 500 bytes of the page for too long a query
  are not carried over: v0 is not spoken here, timings are no answer, and that page has its own test (test_front.py).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

import sample
from tests.sample.made_up import labels, make_all, make_table
from tests.sample.recorded.comparison import differences, keys
from tests.sample.recorded.tables import both, recorded

SSB = "https://data.ssb.no/api/pxwebapi/v2"
LISTED = [recorded("03013_table_2024"), *recorded("tables_befolkning_page_2_2024")["tables"]]
SINCE_THE_BETA = {
    "type (theirs alone)",
    "source (ours alone)",
    "subjectCode (ours alone)",
    "timeUnit (ours alone)",
    "paths (ours alone)",
}
"""Where an item of 2024 differs from today's form, as Statistics Sweden's listing of 2026 shows it."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sample.Addresses]:
    """The sample's server with the listed and the made tables beside its own."""
    folder = tmp_path_factory.mktemp("listed")
    for item in LISTED:
        _write_listed(folder, item)
    for number in range(7):
        make_table(folder, f"9100{number}", {}, label=both("Befolkning"))
    make_all(folder)
    with sample.serve(calls_per_minute=100_000, tables=[folder]) as addresses:
        yield addresses


def _write_listed(folder: Path, item: dict[str, Any]) -> None:
    """A table that is listed as the recorded item is; nothing else is known of it."""
    title = item["label"].removeprefix(f"{item['id']}: ").removesuffix(f" {item['firstPeriod']}-{item['lastPeriod']}")
    named = [name for name in item["variableNames"] if name not in ("statistikkvariabel", "år", "måned")]
    variables = {f"V{at}": {"label": both(name), "values": labels("0")} for at, name in enumerate(named)}
    periods = {"Tid": {"codes": [item["firstPeriod"], item["lastPeriod"]]}}
    make_table(folder, item["id"], variables | periods, label=both(title), updated=item["updated"])


def get(server: sample.Addresses, path: str, **query: Any) -> Any:
    """The answer to a GET, with SSB's address in the place of the server's."""
    answer = requests.get(server.statbank_url + path, params=query)
    assert answer.status_code == 200, answer.text
    return requests.models.complexjson.loads(answer.content.decode().replace(server.statbank_url, SSB))


@pytest.mark.parametrize("theirs", LISTED, ids=lambda item: item["id"])
def test_a_listed_table(server: sample.Addresses, theirs: dict[str, Any]) -> None:
    theirs = {"language": "no", **theirs}
    ours = get(server, f"/tables/{theirs['id']}", lang="no")
    # Metadata had a link for each of two formats then; since, one without a format, and one to the other language.
    then = [
        {**link, "href": re.sub("&outputFormat=json-px|(?<=metadata.lang=no)&.*", "", link["href"])}
        for link in theirs.pop("links")
    ]
    assert [link for link in ours.pop("links") if link["rel"] != "alternate"] == [then[0], *then[2:]]
    assert set(differences(ours, theirs)) - {"sortCode", "sortCode (ours alone)", " (order)"} == SINCE_THE_BETA


def test_a_page_of_the_listing(server: sample.Addresses) -> None:
    theirs = recorded("tables_befolkning_page_2_2024")
    ours = get(server, "/tables", lang="no", query="befolkning", pageSize=3, pageNumber=2)
    last = f"pageNumber={ours['page']['totalPages']}"
    assert list(ours) == list(theirs)
    assert ours["links"] == theirs["links"]
    assert ours["page"]["links"][:2] == theirs["page"]["links"][:2]
    assert ours["page"]["links"][2]["href"] == theirs["page"]["links"][2]["href"].replace("pageNumber=121", last)
    assert {key: ours["page"][key] for key in ("pageNumber", "pageSize")} == {"pageNumber": 2, "pageSize": 3}
    assert keys(ours["page"]) == keys(theirs["page"])


def test_config(server: sample.Addresses) -> None:
    assert list(differences(get(server, "/config"), recorded("config"))) == []


def test_the_codelists_of_07459_bear_ssbs_words(server: sample.Addresses) -> None:
    ours = get(server, "/tables/07459/metadata", lang="en")["dimension"]["Region"]["extension"]["codelists"]
    theirs = {each["id"]: each["label"] for each in recorded("07459_codelists_en")}
    assert ours
    assert {each["id"]: each["label"] for each in ours}.items() <= theirs.items()


def test_a_summing_codelist_of_07459(server: sample.Addresses) -> None:
    ours, theirs = get(server, "/codelists/agg_KommFylker"), recorded("agg_KommFylker_excerpt")
    assert {key: ours[key] for key in theirs if key != "values"} == {
        key: theirs[key] for key in theirs if key != "values"
    }
    mapped = {value["code"]: value for value in ours["values"]}
    for value in theirs["values"]:
        assert mapped[value["code"]]["label"] == value["label"]
    assert set(mapped["F-03"]["valueMap"]) == {"0301"} < set(theirs["values"][1]["valueMap"])


# The form of documents of which we cannot have the table: every key we have, and every key they have.

OF_A_TABLE = frozenset({"0", "1", "2", "3"})
MAPPED = {"index", "label", "unit", "refperiod", "measuringType", "priceType", "adjustment", "alternativeText"}


def form(dataset: Any) -> set[str]:
    """The keys of a JSON-stat2 document, whatever its variables and codes are called."""
    dimensions = dataset["dimension"]
    codes = {code for each in dimensions.values() for code in each["category"]["index"]}
    return keys(dataset, frozenset({*dimensions, *codes} | OF_A_TABLE))


NOT_OURS = {".dimension.*.extension.eliminationValueCode"}
"""What is never in SSB's metadata, whose tables are no files (1.4)."""


@pytest.mark.parametrize("name", ["server_metadata_tab001", "server_metadata_tab004"])
def test_the_form_of_metadata_is_that_of_the_servers_own_tests(server: sample.Addresses, name: str) -> None:
    ours = form(get(server, "/tables/07459/metadata")) | form(get(server, "/tables/90001/metadata"))
    assert form(recorded(name)) - ours <= NOT_OURS


def test_the_form_of_a_listing_is_that_of_another_agency(server: sample.Addresses) -> None:
    ours, theirs = get(server, "/tables", query="befolkning", pastDays=100_000), recorded("scb_search")
    assert keys(ours) == keys(theirs)
    assert [list(each) for each in ours["tables"][:1]] == [list(each) for each in theirs["tables"][:1]]
    assert ours["links"][0]["href"].endswith("&query=befolkning&pagesize=20&pageNumber=1&pastDays=100000")


def test_the_form_of_a_table_is_that_of_the_servers_own_tests(server: sample.Addresses) -> None:
    ours, theirs = get(server, "/tables/07459", lang="en"), recorded("server_table_tab004")
    assert list(ours) == list(theirs)
    assert keys(ours) == keys(theirs)
    assert [each["rel"] for each in ours["links"]] == [each["rel"] for each in theirs["links"]]


def test_the_form_of_a_codelist_is_that_of_another_agency(server: sample.Addresses) -> None:
    ours, theirs = get(server, "/codelists/agg_KommSummer"), recorded("scb_codelist")
    assert list(ours) == list(theirs)
    assert keys(ours) == keys(theirs)
    assert [each["rel"] for each in ours["links"]] == [each["rel"] for each in theirs["links"]]
