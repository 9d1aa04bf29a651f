"""A recording keeps to its limits: requests, minutes and bytes."""

import os
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import sample
from catalogue.errors import LimitReached, SourceRefused, SourceUnavailable
from extract.answer import Answer
from extract.budget import Budget
from pipeline.bundle import BYTES, REQUESTS, read_bundle
from pipeline.recording import MINUTES, Recorder, RecordingClient, ReplayClient
from tests.lib.apis import Time

METADATA = "tables/07459/metadata"


def answer(number: int, body: bytes = b"{}", status: int = 200) -> Answer:
    """The answer to request `number`."""
    request = {"method": "GET", "path": f"tables/{number}", "query": {}}
    return Answer(request, status, {"content-type": "application/json"}, body)


@pytest.fixture
def time() -> Time:
    """The night of the recording."""
    return Time()


@pytest.fixture
def recorder(time: Time) -> Recorder:
    """A recorder that begins now."""
    return Recorder(time.clock)


def test_no_more_requests_are_sent_than_a_bundle_may_take(recorder: Recorder) -> None:
    for _ in range(REQUESTS):
        recorder.count()
    with pytest.raises(LimitReached, match="limit of 200 requests"):
        recorder.count()


def test_no_request_is_sent_when_the_minutes_have_passed(recorder: Recorder, time: Time) -> None:
    time.at += timedelta(minutes=MINUTES)
    recorder.count()
    time.at += timedelta(seconds=1)
    with pytest.raises(LimitReached, match="limit of 8 minutes"):
        recorder.count()


def test_nobody_sleeps_beyond_the_last_minute(recorder: Recorder, time: Time) -> None:
    recorder.clock.sleep(60)
    with pytest.raises(LimitReached, match="limit of 8 minutes"):
        recorder.clock.sleep(MINUTES * 60)
    assert time.slept == [60]


def test_an_answer_without_room_ends_the_recording_and_the_others_are_kept(recorder: Recorder, tmp_path: Path) -> None:
    for number in range(3):
        recorder.count()
        recorder.keep(answer(number, os.urandom(2_000_000)))  # which no compression makes smaller
    with pytest.raises(LimitReached, match="limit of 5,000,000 bytes"):
        recorder.count()
    recorder.write(tmp_path / "told.zip", "live", ["ssb_1"])
    assert (tmp_path / "told.zip").stat().st_size <= BYTES
    assert len(read_bundle(tmp_path / "told.zip").manifest.exchanges) == recorder.answers == 2


def test_a_full_bundle_has_room_for_its_manifest(recorder: Recorder, tmp_path: Path) -> None:
    long = {"method": "GET", "path": "tables/1", "query": {"q": "a" * 200}}
    for number in range(REQUESTS):
        recorder.count()
        recorder.keep(Answer(long | {"path": f"tables/{number}"}, 200, {"etag": "b" * 80}, os.urandom(23_900)))
    recorder.write(tmp_path / "told.zip", "live", [f"ssb_{number:05}" for number in range(REQUESTS)])
    assert len(read_bundle(tmp_path / "told.zip").manifest.exchanges) == REQUESTS


def test_of_two_answers_to_a_request_the_last_is_kept(recorder: Recorder, tmp_path: Path) -> None:
    for body in (b'{"a": 1}', b'{"a": 2}'):
        recorder.keep(answer(1, body))
    recorder.write(tmp_path / "told.zip", "live", ["ssb_1"])
    assert read_bundle(tmp_path / "told.zip").answer(answer(1).request).body == b'{"a": 2}'


def test_retries_count_and_refusals_are_kept(recorder: Recorder, time: Time, tmp_path: Path) -> None:
    with sample.serve() as server:
        server.faults.add("503", METADATA, 2)
        budget = Budget(server.statbank_url, spacing=0, clock=recorder.clock)
        asked = RecordingClient(recorder, server.statbank_url, budget, clock=recorder.clock)
        got = asked.get(METADATA, {"lang": "no"})
        with pytest.raises(SourceRefused):
            asked.get("tables/99999/metadata")
        assert len(server.requests) == 4
    for _ in range(REQUESTS - 4):
        recorder.count()
    with pytest.raises(LimitReached):
        recorder.count()
    recorder.write(tmp_path / "told.zip", "live", ["ssb_07459"])
    replayed = _replaying(tmp_path / "told.zip")
    assert replayed.get(METADATA, {"lang": "no"}).body == got.body
    with pytest.raises(SourceRefused, match="refused with 404"):
        replayed.get("tables/99999/metadata")


def test_a_fault_is_recorded_and_not_waited_for_again(recorder: Recorder, tmp_path: Path) -> None:
    recorder.keep(answer(1, b"busy", 503))
    recorder.write(tmp_path / "told.zip", "live", ["ssb_1"])
    with pytest.raises(SourceUnavailable, match="tables/1 answered 503 when the bundle was recorded"):
        _replaying(tmp_path / "told.zip").get("tables/1")


def _replaying(path: Path) -> ReplayClient:
    """A client that could reach nobody."""
    url, clock = "http://127.0.0.1:9", Time().clock
    make: Any = partial(ReplayClient, read_bundle(path))
    client = make(url, Budget(url, spacing=0, clock=clock), clock=clock)
    assert isinstance(client, ReplayClient)
    return client
