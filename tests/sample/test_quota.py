"""The rate limit, and the record of what was asked. Sections are SSB's facts."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
import requests

import sample
from sample.statbank.front import Quota
from tests.sample.client import ask, statuses

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


def test_the_configuration_tells_of_cells_and_not_of_calls(limited: sample.Addresses) -> None:
    """1.2: it says 0 calls in 0 seconds, and there is a limit nevertheless."""
    answer = ask(f"{limited.statbank_url}/config")
    told = answer.json()
    assert (told["maxDataCells"], told["maxCallsPerTimeWindow"], told["timeWindow"]) == (800_000, 0, 0)
    assert answer.headers["x-ratelimit-limit"] == "3"


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
    with sample.serve(log=log, calls_per_minute=1, clock=lambda: 0.0) as server:
        requests.get(f"{server.statbank_url}/config", params={"n": 0})
        requests.post(f"{server.statbank_url}/tables/06944/data", json={"selection": []})
        recorded = server.requests
    first = {"method": "GET", "path": "/api/pxwebapi/v2/config", "query": {"n": "0"}, "body": None}
    assert recorded[0] == {**first, "status": 200, "fault": None}
    assert (recorded[1]["method"], recorded[1]["status"]) == ("POST", 429)
    assert [orjson.loads(line) for line in log.read_bytes().splitlines()] == recorded
