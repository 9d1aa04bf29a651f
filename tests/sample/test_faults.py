"""Faults on request: what a client gets, where and how often. Sections are SSB's facts."""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import requests

import sample
from sample.__main__ import main
from sample.faults import TRANSIENT, Faults

TABLE = "/tables/07459"
UNANSWERED = "dropped", "truncated", "truncated-chunks"


@pytest.fixture(scope="module")
def one() -> Iterator[sample.Addresses]:
    """A server of these tests' own, since faults hit whoever asks."""
    with sample.serve(calls_per_minute=100_000) as addresses:
        yield addresses


@pytest.fixture
def failing(one: sample.Addresses) -> Iterator[sample.Addresses]:
    """It, with nothing wrong before and after."""
    one.requests.clear()
    yield one
    one.faults.clear()


@pytest.fixture(params=["StatBank", "KLASS"])
def url(request: pytest.FixtureRequest, failing: sample.Addresses) -> str:
    """An address of each server."""
    return failing.statbank_url + TABLE if request.param == "StatBank" else f"{failing.klass_url}/classifications/131"


def ask(url: str) -> requests.Response:
    return requests.get(url, headers={"Accept": "application/json"}, timeout=10)


def seen(url: str) -> str:
    """What a client sees: the status, or the name of the trouble."""
    try:
        return str(ask(url).status_code)
    except requests.RequestException as error:
        return type(error).__name__


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
    failing.faults.add("slow", seconds=0.5)
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
    answer = requests.post(f"{failing.statbank_url}{TABLE}/data", json=body, timeout=10)
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
        assert [requests.post(url, json=body, timeout=10).status_code for body in bodies] == [500, 500, 200]

    def test_is_gone_when_the_cache_is_cleared(self, kept: str, failing: sample.Addresses) -> None:
        failing.faults.clear()
        assert seen(f"{kept}?lang=no") == "200"

    def test_is_not_known_of_klass(self, failing: sample.Addresses) -> None:
        failing.faults.add("cached")
        assert seen(f"{failing.klass_url}/classifications/131") == "200"


def test_a_fault_hits_its_route_as_often_as_asked(failing: sample.Addresses) -> None:
    failing.faults.add("503", route="/Tables/07459/Data", times=2)
    data = f"{failing.statbank_url}/TABLES/07459/data"
    assert [seen(url) for url in (failing.statbank_url + TABLE, data, data, data)] == ["200", "503", "503", "200"]


def test_without_a_number_a_fault_lasts(failing: sample.Addresses, url: str) -> None:
    failing.faults.add("500")
    assert {seen(url) for _ in range(5)} == {"500"}


def test_one_server_fails_and_the_other_does_not(failing: sample.Addresses) -> None:
    failing.faults.add("503", route="/klass/")
    urls = (f"{failing.klass_url}/classifications/131", f"{failing.statbank_url}/config")
    assert [seen(url) for url in urls] == ["503", "200"]


def test_what_was_asked_for_first_comes_first(failing: sample.Addresses, url: str) -> None:
    failing.faults.add("503", times=1)
    failing.faults.add("dropped", times=1)
    assert [seen(url) for _ in range(3)] == ["503", "ConnectionError", "200"]


def test_cleared_faults_are_over(failing: sample.Addresses, url: str) -> None:
    failing.faults.add("503")
    failing.faults.at_random(1, seed=1)
    failing.faults.clear()
    assert seen(url) == "200"


def test_two_servers_in_one_process_fail_apart(failing: sample.Addresses) -> None:
    failing.faults.add("503")
    with sample.serve() as other:
        assert seen(f"{other.statbank_url}/config") == "200"


@pytest.mark.parametrize("kind", TRANSIENT)
def test_the_status_the_client_got_is_recorded_with_the_fault(failing: sample.Addresses, kind: str) -> None:
    url = f"{failing.statbank_url}{TABLE}/metadata"
    failing.faults.add(kind, times=1, seconds=0)
    got = [seen(url) for _ in range(2)]
    recorded = [(each["status"], each["fault"]) for each in failing.requests if each["path"].endswith("metadata")]
    assert recorded[0] == ({"dropped": None}.get(kind, 200) if kind in UNANSWERED else int(got[0]), kind)
    assert recorded[1] == ((500, "cached") if kind == "cached" else (200, None))


def asked_for(faults: Faults, number: int = 1000, path: str = "/api/pxwebapi/v2/tables/1/metadata") -> list[str | None]:
    """The kinds that so many different requests are hit by."""
    found = [faults.next(("GET", path, str(n).encode(), b"")) for n in range(number)]
    return [each.kind if each else None for each in found]


def drawn(seed: int, rate: float = 0.3, **settings: str) -> list[str | None]:
    faults = Faults()
    faults.at_random(rate, seed=seed)
    return asked_for(faults, **settings)  # type: ignore[arg-type]


def test_a_share_of_the_answers_is_hit_by_every_kind() -> None:
    kinds = drawn(7)
    assert 250 < len(kinds) - kinds.count(None) < 350
    assert set(kinds) == {None, *TRANSIENT}


def test_the_same_seed_hits_the_same_requests() -> None:
    assert drawn(7) == drawn(7) != drawn(8)


def test_only_what_can_happen_there_is_drawn() -> None:
    """1.4, 1.9: KLASS has no metadata to lack, and is not known to keep errors."""
    there = set(drawn(7, path="/api/klass/v1/classifications/131"))
    assert {None, *TRANSIENT} - there == {"cached", "no-metadata"}


def test_the_kinds_to_draw_from_can_be_chosen(failing: sample.Addresses, url: str) -> None:
    failing.faults.at_random(0.5, seed=3, kinds=["503", "dropped"])
    assert {seen(url) for _ in range(30)} == {"200", "503", "ConnectionError"}


def test_a_kind_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match="There is no fault '505'; there are 429, 429-retry-after, 500"):
        Faults().add("505")
    with pytest.raises(ValueError, match="There is no fault '505'"):
        Faults().at_random(0.3, seed=7, kinds=["503", "505"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("505", "There is no fault '505'; there are 429, "),
        ("503:/data:often", "'often' in '503:/data:often' is no number of times."),
    ],
)
def test_a_wrong_fault_on_the_command_line_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["python -m sample", "--fault", text])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert f"argument --fault: {sentence}" in capsys.readouterr().err.splitlines()[-1]


def test_help_names_every_kind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["python -m sample", "--help"])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().out
    assert [kind for kind in TRANSIENT if f"\n  {kind} " not in told] == []


def test_a_person_can_ask_for_faults_on_the_command_line() -> None:
    asked = ["--fault", "503:/tables/07459:1", "--fault", "500:/config"]
    command = [sys.executable, "-m", "sample", "--port", "0", *asked]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        base = process.stdout.readline().split()[1]
        try:
            got = [seen(base + path) for path in (TABLE, TABLE, "/config", "/config")]
        finally:
            process.terminate()
    assert got == ["503", "200", "500", "500"]
