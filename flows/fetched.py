"""What the first half of a run finds, and how one source's answers become a load to try."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from catalogue.errors import GrunnlagError, StopTable, TryAgainLater
from catalogue.models import Source
from extract.archive import Fetch, Load
from extract.changes import asked
from extract.clock import Clock
from flows.reading import Reading
from flows.steps import Steps
from transform.municipalities import Municipalities


@dataclass
class Fetched:
    """What has been loaded before and which listings that answered; loads to try; what kept others from being fetched."""

    accepted: dict[str, list[Load]]
    seen: dict[str, str] = field(default_factory=dict)
    municipalities: Municipalities = field(default_factory=Municipalities.none)
    candidates: dict[str, Load] = field(default_factory=dict)
    failures: dict[str, GrunnlagError] = field(default_factory=dict)

    def loads(self, source_id: str) -> list[Load]:
        """The source's accepted loads, and its candidate last."""
        candidate = self.candidates.get(source_id)
        return [*self.accepted[source_id], *([candidate] if candidate else [])]

    def without(self, source_id: str, error: GrunnlagError) -> "Fetched":
        """The same, but for one source's candidate, which failed."""
        candidates = {source: load for source, load in self.candidates.items() if source != source_id}
        return replace(self, candidates=candidates, failures=self.failures | {source_id: error})


class Loading:
    """Carries out one source's fetch as a step, and makes a load of what came."""

    def __init__(self, reading: Reading, steps: Steps, clock: Clock) -> None:
        self.reading = reading
        self.steps = steps
        self.clock = clock

    def attempt(self, fetched: Fetched, source: Source, ask: Callable[[], list[Fetch]], *, step: str) -> Load | None:
        """A load of what `ask` fetched; None when there was nothing, or it failed and the reason is in `failures`."""
        try:
            fetches = self.steps.run(step, ask)
        except (StopTable, TryAgainLater) as error:
            fetched.failures[source.id] = error
            return None
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
