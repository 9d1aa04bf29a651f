"""Clients that record the sources' answers, and clients that replay them from a bundle."""

import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from catalogue.errors import LimitReached, SourceUnavailable
from extract.answer import Answer, checked
from extract.archive import question
from extract.client import Client
from extract.clock import Clock
from pipeline.bundle import BYTES, REQUESTS, Bundle, Exchange, Manifest, exchange, write_bundle

MINUTES = 8
"""The most minutes that a recording may take: no request and no wait begins later."""

_FOR_THE_MANIFEST = 200_000
"""Bytes of the file that are reserved for the manifest."""


class Recorder:
    """Keeps requests and answers, within the limits of a bundle."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until = clock.now() + timedelta(minutes=MINUTES)
        self._kept: dict[str, tuple[Exchange, bytes, int]] = {}
        self._requests = 0
        self._is_full = False

    @property
    def clock(self) -> Clock:
        """Return the clock for the recorded clients; it raises LimitReached instead of sleeping beyond the time limit."""
        return Clock(self._clock.now, self._sleep)

    @property
    def answers(self) -> int:
        """Return the number of requests that have an answer."""
        return len(self._kept)

    def count(self) -> None:
        """Count a request that is about to be sent. Raise LimitReached if a limit does not allow it."""
        self._require_time(self._clock.now())
        if self._requests >= REQUESTS:
            raise LimitReached(f"the bundle has reached its limit of {REQUESTS} requests.")
        if self._is_full:
            raise LimitReached(f"the bundle has reached its limit of {BYTES:,} bytes.")
        self._requests += 1

    def keep(self, answer: Answer) -> None:
        """Keep an answer, in place of an earlier answer to the same request. If it is too large, the recording ends."""
        asked, size = question("", answer.request), len(zlib.compress(answer.body, 9))
        others = sum(size for other, (_, _, size) in self._kept.items() if other != asked)
        self._is_full = others + size > BYTES - _FOR_THE_MANIFEST
        if not self._is_full:
            self._kept[asked] = exchange(answer, self._clock.stamp()), answer.body, size

    def write(self, path: Path, origin: str, sources: list[str]) -> None:
        """Write the kept answers to a bundle."""
        exchanges = [each for each, _, _ in self._kept.values()]
        manifest = Manifest(origin=origin, recorded_at=self._clock.stamp(), sources=sources, exchanges=exchanges)
        write_bundle(path, manifest, {each.sha256: body for each, body, _ in self._kept.values()})

    def _sleep(self, seconds: float) -> None:
        self._require_time(self._clock.now() + timedelta(seconds=seconds))
        self._clock.sleep(seconds)

    def _require_time(self, moment: datetime) -> None:
        if moment > self._until:
            raise LimitReached(f"the recording has reached its limit of {MINUTES} minutes.")


class RecordingClient(Client):
    """A client that gives all its answers to a recorder, refusals included."""

    def __init__(self, recorder: Recorder, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._recorder = recorder

    def _send(self, request: dict[str, Any], query: dict[str, str]) -> Answer:
        """Send the request unless a limit is reached, and keep the answer."""
        self._recorder.count()
        answer = super()._send(request, query)
        self._recorder.keep(answer)
        return answer


class ReplayClient(Client):
    """A client that takes its answers from a bundle."""

    def __init__(self, bundle: Bundle, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bundle = bundle

    def _with_retries(self, request: dict[str, Any], transient: tuple[int, ...]) -> Answer:
        """Return the recorded answer, checked like a live answer. Raise SourceUnavailable if its status is transient."""
        answer = self._bundle.answer(request)
        if answer.status in transient:
            raise SourceUnavailable(f"{request['path']} answered {answer.status} when the bundle was recorded.")
        return checked(answer, self._form)
