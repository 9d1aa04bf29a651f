"""The result of a run's first half, and the making of candidate loads from a source's answers."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from catalogue.errors import SOURCE_FAULTS, GrunnlagError, expected_shape
from catalogue.kinds import Source
from extract.archive import Fetch, Load
from extract.clock import Clock
from extract.freshness import request_fingerprint
from pipeline.archive_reader import ArchiveReader
from pipeline.steps import Steps
from transform.municipalities import Municipalities

log = logging.getLogger(__name__)


@dataclass
class FetchResult:
    """The result of the fetch phase: accepted loads, newest listed update times, candidate loads, and errors, by source.

    `damaged` has the ids of accepted loads that the current tables use, but that the archive can no longer read. `stale`
    has the sources whose tables are stale in the published build.
    """

    accepted: dict[str, list[Load]]
    seen: dict[str, str] = field(default_factory=dict)
    municipalities: Municipalities = field(default_factory=Municipalities.none)
    candidates: dict[str, list[Load]] = field(default_factory=dict)
    failures: dict[str, GrunnlagError] = field(default_factory=dict)
    damaged: set[str] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)

    def loads(self, source_id: str) -> list[Load]:
        """Return the source's accepted loads, followed by its candidates."""
        return [*self.accepted[source_id], *self.candidates.get(source_id, [])]

    def is_damaged(self, source: Source) -> bool:
        """Return whether the archive has lost a load that the source's current tables use."""
        return any(load.load_id in self.damaged for load in self.accepted[source.id])

    def without(self, source_id: str, error: GrunnlagError, *, accepted: bool = True) -> "FetchResult":
        """Return a copy with a source's error instead of its candidates; with `accepted` false, of all its loads."""
        candidates = {source: loads for source, loads in self.candidates.items() if source != source_id}
        kept = self.accepted if accepted else self.accepted | {source_id: []}
        return replace(self, accepted=kept, candidates=candidates, failures=self.failures | {source_id: error})

    @contextmanager
    def record_errors(self, source: Source) -> Iterator[None]:
        """Record the source's error and go on. On its first load, drop its candidates, which may be incomplete."""
        try:
            with expected_shape(f"An answer about {source.id} has an unexpected form"):
                yield
        except SOURCE_FAULTS as error:
            self.failures[source.id] = error
            log.info("%s cannot be fetched: %s", source.id, error)
            if not self.accepted[source.id]:
                self.candidates.pop(source.id, None)


class Loading:
    """Runs one source's fetch as a step, and makes a load of its answers.

    `past` reads earlier loads, if they are not in the archive that fetches are added to. `order`: the ids of the sources as
    they are fetched; with it, the progress through them is reported.
    """

    def __init__(self, reading: ArchiveReader, steps: Steps, clock: Clock, past: ArchiveReader | None = None) -> None:
        self.reading = reading
        self.past = past or reading
        self.steps = steps
        self.clock = clock
        self.order: list[str] = []

    def attempt(self, source: Source, fetch: Callable[[], list[Fetch]], *, step: str) -> Load | None:
        """Return a load of the answers that `fetch` returns; None if there are none. Raise the errors of `fetch`."""
        if source.id in self.order:
            self.steps.reporter.progress("tables", self.order.index(source.id), len(self.order))
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


def standing(loads: list[Load]) -> list[Load]:
    """Return the loads that a table is made of: each release's newest complete load, and the later partial loads."""
    complete = {load.vintage: position for position, load in enumerate(loads) if load.complete}
    return [load for position, load in enumerate(loads) if position >= complete.get(load.vintage, 0)]
