"""Faults on request: what a client gets of each. Sections are SSB's facts."""

import time

import pytest
import requests

import sample
from tests.sample.client import ask, seen

TABLE = "/tables/07459"


@pytest.mark.parametrize(
    ("kind", "status", "content_type"),
    [
        pytest.param("429", 429, None, id="1.8 429 with an empty body"),
        pytest.param("429-retry-after", 429, None, id="1.10 429 with Retry-After"),
        pytest.param("500", 500, None, id="1.8 500 with an empty body"),
        pytest.param("502", 502, "text/html; charset=utf-8", id="1.8 502"),
        pytest.param("503", 503, "text/html; charset=utf-8", id="1.8 503 in HTML"),
        pytest.param("503-empty", 503, None, id="1.8 503 with an empty body"),
        pytest.param("504", 504, "text/html; charset=utf-8", id="1.8 504"),
        pytest.param("html", 200, "text/html; charset=utf-8", id="1.8 HTML with status 200"),
    ],
)
def test_an_answer_is_replaced(
    failing: sample.Addresses, url: str, kind: str, status: int, content_type: str | None
) -> None:
    failing.faults.add(kind)
    answer = ask(url)
    assert (answer.status_code, answer.headers.get("content-type")) == (status, content_type)
    assert answer.content.startswith(b"<!DOCTYPE html>") if content_type else answer.content == b""


def test_a_429_may_say_when_to_come_back(failing: sample.Addresses, url: str) -> None:
    """1.10: neither documented nor reported, so both are to be had."""
    failing.faults.add("429-retry-after", times=1, seconds=2.5)
    failing.faults.add("429", times=1)
    assert [ask(url).headers.get("retry-after") for _ in range(2)] == ["3", None]


def test_a_truncated_answer_is_shorter_than_it_says(failing: sample.Addresses, url: str) -> None:
    """5: truncated downloads."""
    whole = ask(url).content
    failing.faults.add("truncated")
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match=f"IncompleteRead\\({len(whole) // 2} bytes"):
        ask(url)


def test_a_truncated_answer_in_chunks_ends_too_early(failing: sample.Addresses, url: str) -> None:
    """5: truncated downloads."""
    failing.faults.add("truncated-chunks")
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="prematurely"):
        ask(url)


def test_a_cut_answer_is_complete_to_http_and_broken_to_json(failing: sample.Addresses, url: str) -> None:
    """1.8: truncated JSON."""
    whole = ask(url)
    failing.faults.add("cut")
    half = ask(url)
    assert half.content == whole.content[: len(whole.content) // 2]
    assert (half.status_code, half.headers["content-type"]) == (200, whole.headers["content-type"])
    assert half.headers["content-length"] == str(len(half.content))
    with pytest.raises(requests.exceptions.JSONDecodeError):
        half.json()


def test_a_slow_answer_comes_whole(failing: sample.Addresses, url: str) -> None:
    """1.8: timeouts."""
    whole = ask(url).content
    failing.faults.add("slow", seconds=0.2)
    begun = time.monotonic()
    assert ask(url).content == whole
    assert time.monotonic() - begun >= 0.2


def test_a_slow_answer_can_be_too_slow(failing: sample.Addresses, url: str) -> None:
    """1.8: timeouts."""
    failing.faults.add("slow", seconds=60)
    with pytest.raises(requests.exceptions.ReadTimeout):
        requests.get(url, timeout=0.1)


def test_a_dropped_connection_gives_no_answer(failing: sample.Addresses, url: str) -> None:
    failing.faults.add("dropped", times=1)
    with pytest.raises(requests.exceptions.ConnectionError, match="without response"):
        ask(url)
    assert ask(url).status_code == 200


def test_a_body_that_was_sent_is_still_read(failing: sample.Addresses) -> None:
    codes = {"Region": ["0"], "ContentsCode": ["*"], "Tid": ["2020"]}
    body = {"selection": [{"variableCode": name, "valueCodes": each} for name, each in codes.items()]}
    failing.faults.add("slow", seconds=0)
    answer = requests.post(f"{failing.statbank_url}{TABLE}/data", json=body)
    assert answer.json()["value"] == [5_367_580]
    assert failing.requests[-1]["body"] == body


def test_an_existing_table_can_lack_metadata_for_a_while(failing: sample.Addresses) -> None:
    """1.4: any fault while metadata is made is a 404."""
    failing.faults.add("no-metadata", times=1)
    urls = [failing.statbank_url + TABLE + path for path in ("", "/metadata", "/metadata")]
    answers = [ask(url) for url in urls]
    assert [each.status_code for each in answers] == [200, 404, 200]
    assert answers[1].json() == {"type": "Parameter error", "title": "Non-existent table", "status": 404}


class TestACachedError:
    """1.9: the StatBank keeps whole answers, errors too, by method, path, query as written and body."""

    @pytest.fixture
    def kept(self, failing: sample.Addresses) -> str:
        """An address that has been answered with an error."""
        failing.faults.add("cached", times=1)
        address = f"{failing.statbank_url}{TABLE}/metadata"
        assert ask(f"{address}?lang=no").status_code == 500
        return address

    def test_comes_again_for_the_same_request(self, kept: str) -> None:
        assert [seen(f"{kept}?lang=no") for _ in range(3)] == ["500"] * 3

    @pytest.mark.parametrize("other", ["", "?lang=en", "?lang=no&attempt=2", "?LANG=no"])
    def test_does_not_come_for_another_text(self, kept: str, other: str) -> None:
        assert seen(kept + other) == "200"

    def test_does_not_come_for_another_body(self, failing: sample.Addresses) -> None:
        failing.faults.add("cached", times=1)
        selection = [{"variableCode": name, "valueCodes": ["top(1)"]} for name in ("Region", "ContentsCode", "Tid")]
        bodies = [{"selection": selection}] * 2 + [{"selection": selection[::-1]}]
        url = f"{failing.statbank_url}{TABLE}/data"
        assert [requests.post(url, json=body).status_code for body in bodies] == [500, 500, 200]

    def test_is_gone_when_the_cache_is_cleared(self, kept: str, failing: sample.Addresses) -> None:
        failing.faults.clear()
        assert seen(f"{kept}?lang=no") == "200"

    def test_is_not_known_of_klass(self, failing: sample.Addresses) -> None:
        failing.faults.add("cached")
        assert seen(f"{failing.klass_url}/classifications/131") == "200"
