"""Clients that record what the sources answer, and clients that replay it from a bundle."""

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
"""How long recording may take: no request begins later, and nobody waits longer."""

_FOR_THE_MANIFEST = 200_000
"""Bytes of the file that answers may not take."""


class Recorder:
    """Keeps what is asked and answered, as long as it is within the limits."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until = clock.now() + timedelta(minutes=MINUTES)
        self._kept: dict[str, tuple[Exchange, bytes, int]] = {}
        self._requests = 0
        self._is_full = False

    @property
    def clock(self) -> Clock:
        """The clock for whoever is recorded: nobody sleeps beyond the last minute."""
        return Clock(self._clock.now, self._sleep)

    @property
    def answers(self) -> int:
        """How many requests have an answer."""
        return len(self._kept)

    def count(self) -> None:
        """Count a request that is about to be sent. Raise LimitReached when none may be."""
        self._require_time(self._clock.now())
        if self._requests >= REQUESTS:
            raise LimitReached(f"Not asked for: {REQUESTS} requests are as many as a bundle may take.")
        if self._is_full:
            raise LimitReached(f"Not asked for: {BYTES:,} bytes are as many as a bundle may have.")
        self._requests += 1

    def keep(self, answer: Answer) -> None:
        """Keep an answer, in place of an earlier one to the same request; one that has no room ends the recording."""
        asked, size = question("", answer.request), len(zlib.compress(answer.body, 9))
        others = sum(size for other, (_, _, size) in self._kept.items() if other != asked)
        self._is_full = others + size > BYTES - _FOR_THE_MANIFEST
        if not self._is_full:
            self._kept[asked] = exchange(answer, self._clock.stamp()), answer.body, size

    def write(self, path: Path, origin: str, sources: list[str]) -> None:
        """Write what was kept as a bundle."""
        exchanges = [each for each, _, _ in self._kept.values()]
        manifest = Manifest(origin=origin, recorded_at=self._clock.stamp(), sources=sources, exchanges=exchanges)
        write_bundle(path, manifest, {each.sha256: body for each, body, _ in self._kept.values()})

    def _sleep(self, seconds: float) -> None:
        self._require_time(self._clock.now() + timedelta(seconds=seconds))
        self._clock.sleep(seconds)

    def _require_time(self, moment: datetime) -> None:
        if moment > self._until:
            raise LimitReached(f"Not asked for: {MINUTES} minutes are as long as recording a bundle may take.")


class RecordingClient(Client):
    """A client whose every answer a recorder keeps, refusals among them."""

    def __init__(self, recorder: Recorder, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._recorder = recorder

    def _send(self, request: dict[str, Any], query: dict[str, str]) -> Answer:
        """Send the request if the recorder still lets it, and keep the answer."""
        self._recorder.count()
        answer = super()._send(request, query)
        self._recorder.keep(answer)
        return answer


class ReplayClient(Client):
    """A client that asks nobody: a bundle answers."""

    def __init__(self, bundle: Bundle, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bundle = bundle

    def _ask(self, request: dict[str, Any], transient: tuple[int, ...]) -> Answer:
        """Return the recorded answer, checked as a live one is; a fault that would pass is not asked for again."""
        answer = self._bundle.answer(request)
        if answer.status in transient:
            raise SourceUnavailable(f"{request['path']} answered {answer.status} when the bundle was recorded.")
        return checked(answer, self._form)
