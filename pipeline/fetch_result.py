"""The result of a run's first half, and how a source's answers become a candidate load."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from catalogue.errors import GrunnlagError, StopTable, TryAgainLater
from catalogue.kinds import Source
from extract.archive import Fetch, Load
from extract.clock import Clock
from extract.freshness import request_fingerprint
from pipeline.archive_reader import ArchiveReader
from pipeline.steps import Steps
from transform.municipalities import Municipalities


@dataclass
class FetchResult:
    """Result of the fetch phase: accepted loads, last seen update times, candidate loads, and errors, all by source."""

    accepted: dict[str, list[Load]]
    seen: dict[str, str] = field(default_factory=dict)
    municipalities: Municipalities = field(default_factory=Municipalities.none)
    candidates: dict[str, list[Load]] = field(default_factory=dict)
    failures: dict[str, GrunnlagError] = field(default_factory=dict)

    def loads(self, source_id: str) -> list[Load]:
        """Return the source's accepted loads, followed by its candidates."""
        return [*self.accepted[source_id], *self.candidates.get(source_id, [])]

    def without(self, source_id: str, error: GrunnlagError) -> "FetchResult":
        """Return a copy without one source's candidates, and with its error."""
        candidates = {source: loads for source, loads in self.candidates.items() if source != source_id}
        return replace(self, candidates=candidates, failures=self.failures | {source_id: error})

    @contextmanager
    def record_errors(self, source: Source) -> Iterator[None]:
        """Record the source's error and go on. On its first load, drop its candidates, which may be incomplete."""
        try:
            yield
        except (StopTable, TryAgainLater) as error:
            self.failures[source.id] = error
            if not self.accepted[source.id]:
                self.candidates.pop(source.id, None)


class Loading:
    """Runs one source's fetch as a step, and makes a load of its answers.

    `past` reads earlier loads, if they are not in the archive that fetches are added to.
    """

    def __init__(self, reading: ArchiveReader, steps: Steps, clock: Clock, past: ArchiveReader | None = None) -> None:
        self.reading = reading
        self.past = past or reading
        self.steps = steps
        self.clock = clock

    def attempt(self, source: Source, fetch: Callable[[], list[Fetch]], *, step: str) -> Load | None:
        """Return a load of the answers that `fetch` returns; None if there are none. Raise the errors of `fetch`."""
        fetches = self.steps.run(step, fetch)
        ids = [answer.fetch_id for answer in fetches]
        load_id = hashlib.sha256("".join(ids).encode()).hexdigest()[:16]
        origin, now = self.reading.origin, self.clock.stamp()
        asked = request_fingerprint(source)
        return Load(load_id, source.id, origin, None, asked, None, None, ids, now) if ids else None

    def record_seen(self, source: Source, listed: str | None) -> None:
        """Log that this listed update time brought no new figures, so that later runs do not fetch for it again."""
        if listed:
            self.reading.archive.saw(source.id, self.reading.origin, listed)


def last_complete(loads: list[Load]) -> Load | None:
    """Return the newest complete load, or None."""
    return next((load for load in reversed(loads) if load.complete), None)
