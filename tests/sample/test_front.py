"""What stands before PxWebApi: paths, content types, the length of a query, the rate limit. Sections are SSB's facts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import pytest
import requests

import sample
from sample.statbank.front import Quota

Ask = Callable[..., requests.Response]

LIMIT = ("x-ratelimit-limit", "x-ratelimit-policy", "x-ratelimit-remaining", "x-ratelimit-resource")


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limited(clock: Clock) -> Iterator[sample.Addresses]:
    """A server that allows three calls a minute."""
    with sample.serve(calls_per_minute=3, clock=clock) as addresses:
        yield addresses


def ask(url: str) -> requests.Response:
    """GET it, and JSON rather than XML."""
    return requests.get(url, headers={"Accept": "application/json"}, timeout=10)


def statuses(*urls: str) -> list[int]:
    return [ask(url).status_code for url in urls]


@pytest.mark.parametrize(
    "path",
    [
        "/CONFIG",
        "/Tables",
        "/TABLES/07459",
        "/tables/07459/MetaData",
        "/tables/07459/DATA",
        "/CodeLists/agg_KommSummer",
    ],
)
def test_paths_are_read_in_any_case(get: Ask, path: str) -> None:
    """1.1."""
    assert get(path).status_code == 200


def test_links_say_codelists_in_another_case_than_the_specification(get: Ask) -> None:
    """1.1."""
    codelists = get("/tables/07459/metadata").json()["dimension"]["Region"]["extension"]["codelists"]
    paths = {urlsplit(link["href"]).path for each in codelists for link in each["links"]}
    assert "/api/pxwebapi/v2/codeLists/agg_KommSummer" in paths


def test_data_is_json_in_utf_8_with_a_file_name(get: Ask) -> None:
    """1.1."""
    headers = get("/tables/07459/data").headers
    assert headers["content-type"] == "application/json; charset=UTF-8"
    assert headers["content-disposition"] == 'inline; filename="07459.json"'


def test_without_a_language_the_answer_is_norwegian(get: Ask) -> None:
    """1.1."""
    labels = [
        get("/tables/07459/metadata", **asked).json()["dimension"]["Tid"]["label"]
        for asked in ({}, {"lang": "no"}, {"lang": "en"})
    ]
    assert labels == ["år", "år", "year"]


def test_codes_are_the_same_in_both_languages(get: Ask) -> None:
    """1.1."""
    norwegian, english = (get("/tables/07459/metadata", lang=each).json()["dimension"] for each in ("no", "en"))
    assert [each["category"]["index"] for each in norwegian.values()] == [
        each["category"]["index"] for each in english.values()
    ]


def test_a_language_that_ssb_does_not_speak_is_refused(get: Ask) -> None:
    """1.1."""
    answer = get("/config", lang="sv")
    assert (answer.status_code, answer.json()["title"]) == (400, "Unsupported language")


def test_the_number_of_a_table_is_text_with_its_leading_zero(get: Ask) -> None:
    """1.1."""
    assert get("/tables/07459").json()["id"] == "07459"
    assert get("/tables/7459").status_code == 404


def test_navigation_is_gone(get: Ask) -> None:
    """1.1."""
    assert get("/navigation").status_code == 404


@pytest.mark.parametrize("path", ["/config", "/tables", "/tables/07459/data"])
def test_the_retired_base_answers_503_to_everything(server: sample.Addresses, path: str) -> None:
    """1.8, 0 point 1."""
    assert ask(f"{server.statbank_url}-beta{path}").status_code == 503


def test_the_configuration_tells_of_cells_and_not_of_calls(limited: sample.Addresses) -> None:
    """1.2: it says 0 calls in 0 seconds, and there is a limit nevertheless."""
    answer = ask(f"{limited.statbank_url}/config")
    told = answer.json()
    assert (told["maxDataCells"], told["maxCallsPerTimeWindow"], told["timeWindow"]) == (800_000, 0, 0)
    assert answer.headers["x-ratelimit-limit"] == "3"


def test_the_configuration_names_formats_and_languages(get: Ask) -> None:
    """1.2."""
    told = get("/config").json()
    assert told["dataFormats"] == ["json-stat2", "csv", "px", "xlsx", "html", "json-px", "parquet"]
    assert (told["defaultDataFormat"], told["defaultLanguage"]) == ("json-stat2", "no")
    assert [each["id"] for each in told["languages"]] == ["no", "en"]


@pytest.mark.parametrize(("length", "status"), [(2048, 200), (2049, 404)])
def test_a_query_string_of_2048_characters_is_the_longest(server: sample.Addresses, length: int, status: int) -> None:
    """1.5, 1.8: where exactly the limit lies is inferred from two observations."""
    assert statuses(f"{server.statbank_url}/tables/06944/data?{'ignored='.ljust(length, 'x')}") == [status]


def test_too_long_a_query_is_a_page_of_iis_and_no_problem_in_json(get: Ask) -> None:
    """1.8: HTTP 404 in 1,245 bytes of HTML, not 414."""
    answer = get("/tables/07459/data", **{"valueCodes[Region]": ",".join(["K-5001"] * 400)})
    assert (answer.status_code, answer.headers["content-type"], len(answer.content)) == (404, "text/html", 1245)
    assert answer.content.startswith(b"<!DOCTYPE html")


def test_characters_are_counted_as_they_are_sent(get: Ask) -> None:
    """1.5: requests writes a comma as three characters."""
    asked = {"ignored": "," * 1000}
    assert get("/config", ignored="x" * 1000).status_code == 200
    assert get("/config", **asked).status_code == 404


def test_a_body_may_be_longer(post: Ask) -> None:
    """1.5: no limit is reported for POST."""
    ages = [f"{age:03d}" for age in range(105)] + ["105+"]
    asked = {"Region": ["0"], "Kjonn": ["*"], "Alder": [*ages, *[f"from({age})" for age in ages], *["?" * 3] * 400]}
    answer = post("07459", **asked, ContentsCode=["*"], Tid=["2020"])
    assert len(answer.request.body or b"") > 2048
    assert answer.json()["size"] == [1, 2, 106, 1, 1]


def test_forty_calls_a_minute_unless_told_otherwise(clock: Clock) -> None:
    """1.10."""
    with sample.serve(clock=clock) as server:
        answers = [ask(f"{server.statbank_url}/config") for _ in range(41)]
    assert [each.status_code for each in answers] == [200] * 40 + [429]
    assert [answers[0].headers[name] for name in LIMIT] == ["40", "40;w=60s", "39", "SB_API_1MIN"]


def test_what_is_over_the_limit_is_an_empty_429_without_retry_after(limited: sample.Addresses) -> None:
    """1.8, 1.10."""
    answers = [ask(f"{limited.statbank_url}/config") for _ in range(4)]
    assert [each.headers["x-ratelimit-remaining"] for each in answers] == ["2", "1", "0", "0"]
    assert (answers[3].status_code, answers[3].content, answers[3].headers.get("retry-after")) == (429, b"", None)


def test_search_metadata_and_data_share_the_limit(limited: sample.Addresses) -> None:
    """1.10."""
    base = limited.statbank_url
    paths = ("/tables?query=inntekt", "/tables/06944/metadata", "/tables/06944/data", "/codelists/agg_KommSummer")
    assert statuses(*[base + path for path in paths]) == [200, 200, 200, 429]


@pytest.mark.parametrize("path", ["/tables/00000", "/tables/00000/data", "/nonsense", f"/config?{'x' * 3000}"])
def test_refusals_too_tell_what_is_left(limited: sample.Addresses, path: str) -> None:
    """1.10: the headers are on every answer."""
    answer = ask(limited.statbank_url + path)
    assert answer.status_code >= 400
    assert [answer.headers[name] for name in LIMIT] == ["3", "3;w=60s", "2", "SB_API_1MIN"]


def test_a_call_is_forgotten_after_a_minute(limited: sample.Addresses, clock: Clock) -> None:
    """1.10."""
    url = f"{limited.statbank_url}/config"
    assert statuses(*[url] * 4) == [200, 200, 200, 429]
    clock.now = 59.9
    assert statuses(url) == [429]
    clock.now = 60.0
    assert statuses(url) == [200]


def test_each_address_has_a_quota_of_its_own(clock: Clock) -> None:
    """1.10: per client address."""
    quota = Quota(1, clock)
    assert [quota.take(client) for client in ("192.0.2.1", "192.0.2.2", "192.0.2.1")] == [0, 0, -1]


def test_calls_to_klass_count_too_and_do_not_say_so(limited: sample.Addresses) -> None:
    """1.10: said by one client, shown by nobody; section 7."""
    klass, statbank = f"{limited.klass_url}/classifications/131", f"{limited.statbank_url}/config"
    answer = ask(klass)
    assert not set(LIMIT) & set(answer.headers)
    assert statuses(statbank, klass, klass, statbank) == [200, 200, 429, 429]


def test_klass_can_be_outside_the_quota() -> None:
    """Section 7: not established."""
    with sample.serve(calls_per_minute=1, klass_shares_quota=False) as server:
        klass, statbank = f"{server.klass_url}/classifications/131", f"{server.statbank_url}/config"
        assert statuses(klass, statbank, klass, statbank) == [200, 200, 200, 429]


def test_requests_are_recorded_and_logged(tmp_path: Path) -> None:
    log = tmp_path / "requests.jsonl"
    with sample.serve(log=log, calls_per_minute=1) as server:
        requests.get(f"{server.statbank_url}/config", params={"n": 0}, timeout=10)
        requests.post(f"{server.statbank_url}/tables/06944/data", json={"selection": []}, timeout=10)
        recorded = server.requests
    first = {"method": "GET", "path": "/api/pxwebapi/v2/config", "query": {"n": "0"}, "body": None}
    assert recorded[0] == {**first, "status": 200, "fault": None}
    assert (recorded[1]["method"], recorded[1]["status"]) == ("POST", 429)
    assert [orjson.loads(line) for line in log.read_bytes().splitlines()] == recorded
