"""FHI's API on this machine, against what is known of FHI's own (see `sample/fhi/__init__.py`)."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import requests

import sample
from catalogue.kinds import FhiSource
from tests.lib.fhi import DISTRICT, PART, Span, write_table
from tests.lib.spec import shipped_catalogue

TABLE = "nokkel/Table/806"
WHOLE = {
    "GEO": ("item", ["0", "50", "5001", "5055"]),
    "AAR": ("all", ["*"]),
    "KJONN": ("item", ["0"]),
    "SPM_ID": ("item", ["479"]),
    "TRINN": ("item", ["7"]),
    "MEASURE_TYPE": ("item", ["MEIS"]),
}


@pytest.fixture(scope="module")
def fhi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sample.Addresses]:
    """A server with one SYNTHETIC table."""
    folder = tmp_path_factory.mktemp("fhi")
    spec = shipped_catalogue().sources["fhi_806"].spec
    assert isinstance(spec, FhiSource)
    write_table(folder, spec, Span(years=3), 5, 20)
    with sample.serve() as addresses:
        addresses.fhi.tables.clear()
        addresses.fhi.add(folder)
        yield addresses


def get(fhi: sample.Addresses, path: str, **query: str) -> Any:
    answer = requests.get(f"{fhi.fhi_url}/{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def asking(response: dict[str, Any] | None = None, **changes: tuple[str, list[str]] | None) -> dict[str, Any]:
    """The request for the whole table, with other filters for some dimensions; None leaves one out."""
    chosen = {name: how for name, how in (WHOLE | changes).items() if how}
    dimensions = [{"code": name, "filter": kind, "values": values} for name, (kind, values) in chosen.items()]
    return {"dimensions": dimensions, "response": {"format": "json-stat2"} | (response or {})}


def post(fhi: sample.Addresses, body: Any, table: str = TABLE) -> requests.Response:
    return requests.post(f"{fhi.fhi_url}/{table}/data", json=body)


def figures(fhi: sample.Addresses, body: Any) -> Any:
    """The answer to a request for figures, which begins with a byte order mark."""
    answer = post(fhi, body)
    assert answer.status_code == 200, answer.text
    return json.loads(answer.content.removeprefix(BOM_UTF8))


def codes(fhi: sample.Addresses, name: str, **changes: tuple[str, list[str]]) -> list[str]:
    """The codes of one dimension in the answer."""
    return list(figures(fhi, asking(**changes))["dimension"][name]["category"]["index"])


def refusal(fhi: sample.Addresses, body: Any) -> tuple[int, str]:
    answer = post(fhi, body)
    return answer.status_code, answer.json()["status"]


def test_a_server_without_tables_has_no_source() -> None:
    with sample.serve() as addresses:
        addresses.fhi.tables.clear()
        assert get(addresses, "Common/source") == []


def test_the_sources_are_listed(fhi: sample.Addresses) -> None:
    assert [each["id"] for each in get(fhi, "Common/source")] == ["nokkel"]


@pytest.mark.parametrize("word", ["Table", "table"])
def test_a_table_is_listed_with_when_it_was_published_and_modified(fhi: sample.Addresses, word: str) -> None:
    listed = {
        "tableId": 806,
        "title": "SYNTHETIC Mobbing på skolen, 7. trinn, treårige tall",
        "publishedAt": "2026-03-02T05:00:00Z",
        "modifiedAt": None,
    }
    assert get(fhi, f"nokkel/{word}") == [listed]
    assert get(fhi, f"nokkel/{word}/806") == listed


@pytest.mark.parametrize(("after", "listed"), [("2026-03-01", [806]), ("2026-03-02T05:00:00Z", []), ("2026-03-03", [])])
def test_modified_after_leaves_out_what_has_not_changed_since(
    fhi: sample.Addresses, after: str, listed: list[int]
) -> None:
    assert [each["tableId"] for each in get(fhi, "nokkel/Table", modifiedAfter=after)] == listed


def test_a_table_that_was_modified_counts_from_then(fhi: sample.Addresses) -> None:
    before = fhi.fhi.tables["nokkel", 806]
    fhi.fhi.tables["nokkel", 806] = replace(before, modified="2026-09-01T13:25:14.437201Z")
    assert len(get(fhi, "nokkel/Table", modifiedAfter="2026-08-31")) == 1
    fhi.fhi.tables["nokkel", 806] = before


def test_regions_are_a_tree_down_to_the_parts_of_municipalities(fhi: sample.Addresses) -> None:
    country = get(fhi, f"{TABLE}/dimension")["dimensions"][0]["categories"][0]
    oslo = next(county for county in country["children"] if county["value"] == "03")["children"][0]
    assert (country["value"], oslo["value"]) == ("0", "0301")
    assert [part["value"] for part in oslo["children"]] == [DISTRICT, PART]


def test_the_query_asks_for_the_whole_table(fhi: sample.Addresses) -> None:
    query = get(fhi, f"{TABLE}/query")
    assert [each["code"] for each in query["dimensions"]] == list(WHOLE)
    query["response"].pop("maxRowCount")
    assert figures(fhi, query)["size"] == [len(each["values"]) for each in query["dimensions"]]


def test_flags_and_metadata_are_told(fhi: sample.Addresses) -> None:
    assert [each["title"] for each in get(fhi, f"{TABLE}/flag")] == ["..", ".", ":", "-"]
    assert list(get(fhi, f"{TABLE}/metadata")) == ["name", "isOfficialStatistics", "paragraphs"]


def test_figures_come_as_json_stat_with_flags_among_them_and_their_legend(fhi: sample.Addresses) -> None:
    assert post(fhi, asking()).content.startswith(BOM_UTF8)
    content = figures(fhi, asking(GEO=("all", ["*"])))
    assert (content["class"], content["version"], content["status"]) == ("dataset", "2.0", "")
    assert content["id"] == list(WHOLE)
    assert set(map(type, content["value"])) == {float, str}
    assert {value for value in content["value"] if isinstance(value, str)} == {":"}
    assert content["extension"]["flags"]["label"][":"] == "Anonymisert eller skjult av andre årsaker"
    assert content["updated"] == "2026-03-02T05:00:00Z"


def test_top_is_the_oldest_periods_and_bottom_the_newest(fhi: sample.Addresses) -> None:
    assert codes(fhi, "AAR", AAR=("top", ["1"])) == ["2020_2022"]
    assert codes(fhi, "AAR", AAR=("bottom", ["1"])) == ["2022_2024"]


def test_all_takes_the_codes_that_fit_a_pattern(fhi: sample.Addresses) -> None:
    assert codes(fhi, "GEO", GEO=("all", ["505*", "0"])) == [
        "0",
        "5052",
        "5053",
        "5054",
        "5055",
        "5056",
        "5057",
        "5058",
        "5059",
    ]


def test_a_dimension_left_out_is_refused_with_those_that_are_required(fhi: sample.Addresses) -> None:
    assert refusal(fhi, asking(KJONN=None)) == (
        400,
        "List of supplied dimensions does not match the required dimensions for this publication. "
        "Required dimensions: GEO,AAR,KJONN,SPM_ID,TRINN",
    )


def test_more_rows_than_the_request_allows_is_refused(fhi: sample.Addresses) -> None:
    assert refusal(fhi, asking({"maxRowCount": 11}))[0] == 400
    assert post(fhi, asking({"maxRowCount": 12})).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        asking({"format": "csv2"}),
        asking(AAR=("newest", ["1"])),
        asking(AAR=("top", ["0"])),
        asking(TRINN=("item", ["11"])),
        {"dimensions": None},
    ],
)
def test_what_cannot_be_answered_is_refused(fhi: sample.Addresses, body: Any) -> None:
    assert refusal(fhi, body)[0] == 400


def test_what_is_not_there_is_not_found(fhi: sample.Addresses) -> None:
    for path in ("nokkel/Table/1", "nokkel/Table/1/dimension", "other/Table"):
        answer = requests.get(f"{fhi.fhi_url}/{path}")
        assert (answer.status_code, list(answer.json())) == (404, ["status"])


def test_figures_are_never_got(fhi: sample.Addresses) -> None:
    assert requests.get(f"{fhi.fhi_url}/{TABLE}/data").status_code == 405
