"""A body is read within limits of size, speed and time."""

import gzip
from collections.abc import Iterator

import pytest

import extract.body
from catalogue.errors import TooSlow, UnexpectedShape
from extract.body import CHUNK, Limits, read_body
from tests.lib.apis import client
from tests.lib.scripted import Says, scripted

URL = "http://127.0.0.1/tables"


class Trickle:
    """A body of pieces, each of which arrives after some seconds."""

    def __init__(self, pieces: Iterator[bytes], seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
        self._pieces = pieces
        self._seconds = seconds
        self.now = 0.0
        monkeypatch.setattr(extract.body, "monotonic", lambda: self.now)

    def read1(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        """Return the next piece; the time passes."""
        self.now += self._seconds
        return next(self._pieces, b"")


def test_a_source_of_one_byte_a_second_is_given_up_within_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Trickle(iter([b"1"] * 100_000), 1, monkeypatch)
    with pytest.raises(TooSlow, match=r"^http://.* sends less than 1000 bytes per second; try again later\.$"):
        read_body(slow, URL, Limits(), 900)
    assert slow.now <= 60


def test_a_source_that_slows_down_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Trickle(iter([b"1" * CHUNK] * 100 + [b"1"] * 100), 1, monkeypatch)
    with pytest.raises(TooSlow, match="sends less than"):
        read_body(slow, URL, Limits(), 900)


def test_an_answer_of_50_mb_at_100_kb_a_second_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    steady = Trickle(iter([b"1" * 50_000] * 1000), 0.5, monkeypatch)
    assert len(read_body(steady, URL, Limits(), 900)) == 50_000_000


def test_an_answer_that_takes_longer_than_the_limit_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    steady = Trickle(iter([b"1" * 50_000] * 1000), 1, monkeypatch)
    with pytest.raises(TooSlow, match=r"took more than 15 minutes; try again later\.$"):
        read_body(steady, URL, Limits(), 900)


@pytest.mark.parametrize("status", [302, 404, 503])
def test_the_body_of_a_refusal_is_limited_too(status: int) -> None:
    with scripted(Says(bytes(3_000_000), status, headers={"Location": "https://example.org"})) as server:
        reader = client(server.url)
        reader.limits = Limits(megabytes=2)
        with pytest.raises(UnexpectedShape, match="sends more than 2 MB"):
            reader.get("tables")


@pytest.mark.parametrize("packed", [True, False])
def test_an_answer_that_is_too_large_unpacked_is_refused_once(packed: bool) -> None:
    body = b'{"tables": "' + b"0" * 3_000_000 + b'"}'
    says = Says(gzip.compress(body), headers={"Content-Encoding": "gzip"}) if packed else Says(body)
    with scripted(says) as server:
        reader = client(server.url)
        reader.limits = Limits(megabytes=2)
        with pytest.raises(UnexpectedShape, match=r"sends more than 2 MB; .* raise GRUNNLAG_ANSWER_LIMIT\.$"):
            reader.get("tables")
        assert len(server.asked) == 1
        reader.limits = Limits(megabytes=4)
        assert reader.get("tables").body == body


def test_an_answer_of_too_many_lists_is_refused_before_it_is_read() -> None:
    with (
        scripted(Says(b"[" + b"[]," * 1_000_000 + b"1]")) as server,
        pytest.raises(UnexpectedShape, match=r"more than 1,000,000 lists and objects, so it is not read\.$"),
    ):
        client(server.url).get("tables")
    assert len(server.asked) == 1
