"""What the first half of a run finds, and how one source's answers become a load to try."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from catalogue.errors import GrunnlagError, StopTable, TryAgainLater
from catalogue.kinds import Source
from extract.archive import Fetch, Load
from extract.clock import Clock
from extract.freshness import asked
from pipeline.archive_reader import ArchiveReader
from pipeline.steps import Steps
from transform.municipalities import Municipalities


@dataclass
class FetchResult:
    """What has been loaded before and which listings that answered; loads to try; what kept others from being fetched.

    `damaged` are the ids of accepted loads that tables stand on, and that can no longer be read from the archive; `stale`
    are the sources whose tables the published build has as stale.
    """

    accepted: dict[str, list[Load]]
    seen: dict[str, str] = field(default_factory=dict)
    municipalities: Municipalities = field(default_factory=Municipalities.none)
    candidates: dict[str, list[Load]] = field(default_factory=dict)
    failures: dict[str, GrunnlagError] = field(default_factory=dict)
    damaged: set[str] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)

    def loads(self, source_id: str) -> list[Load]:
        """The source's accepted loads, and its candidates last."""
        return [*self.accepted[source_id], *self.candidates.get(source_id, [])]

    def is_damaged(self, source: Source) -> bool:
        """Return whether the source is due because the archive has lost what its table stands on."""
        return any(load.load_id in self.damaged for load in self.accepted[source.id])

    def without(self, source_id: str, error: GrunnlagError) -> "FetchResult":
        """The same, but for one source's candidates, which failed."""
        candidates = {source: loads for source, loads in self.candidates.items() if source != source_id}
        return replace(self, candidates=candidates, failures=self.failures | {source_id: error})

    @contextmanager
    def failing(self, source: Source) -> Iterator[None]:
        """What stops one source stops no other: the reason is kept, and the first time nothing of a source that failed."""
        try:
            yield
        except (StopTable, TryAgainLater) as error:
            self.failures[source.id] = error
            if not self.accepted[source.id]:
                self.candidates.pop(source.id, None)


class Loading:
    """Carries out one source's fetch as a step, and makes a load of what came."""

    def __init__(self, reading: ArchiveReader, steps: Steps, clock: Clock) -> None:
        self.reading = reading
        self.steps = steps
        self.clock = clock

    def attempt(self, source: Source, ask: Callable[[], list[Fetch]], *, step: str) -> Load | None:
        """A load of what `ask` fetched; None when there was nothing. Raises what `ask` raises."""
        fetches = self.steps.run(step, ask)
        ids = [fetch.fetch_id for fetch in fetches]
        load_id = hashlib.sha256("".join(ids).encode()).hexdigest()[:16]
        origin, now = self.reading.origin, self.clock.stamp()
        return Load(load_id, source.id, origin, None, asked(source), None, None, ids, now) if ids else None

    def saw(self, source: Source, listed: str | None) -> None:
        """Remember that this change in the listing held nothing new, so that it is not looked into again."""
        if listed:
            self.reading.archive.saw(source.id, self.reading.origin, listed)


def last_complete(loads: list[Load]) -> Load | None:
    """The newest load of a whole table."""
    return next((load for load in reversed(loads) if load.complete), None)


def standing(loads: list[Load]) -> list[Load]:
    """The loads that a table stands on: of each release the newest complete one, and the parts that came after it."""
    complete = {load.vintage: place for place, load in enumerate(loads) if load.complete}
    return [load for place, load in enumerate(loads) if place >= complete.get(load.vintage, 0)]
