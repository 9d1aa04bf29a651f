"""The first half of a run: what has news, and the answers that hold it, decoded but not yet accepted."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from catalogue.errors import CatalogueError, CheckFailed, GrunnlagError, StopTable, TryAgainLater
from catalogue.models import Catalogue, ClassificationSource, Source, StatbankSource
from extract.archive import Archive, Fetch, Load, utc_now
from extract.changes import asked, has_news, past_days
from extract.client import Client
from extract.klass import Klass
from extract.statbank import Statbank
from flows.reading import Reading
from flows.settings import Settings
from flows.steps import Steps
from transform.municipalities import Municipalities


@dataclass
class Fetched:
    """What the first half found: loads to try, what kept others from being fetched, and the municipalities."""

    accepted: dict[str, list[Load]]
    municipalities: Municipalities
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


class Fetching:
    """Asks the sources of one catalogue, one after the other."""

    def __init__(self, settings: Settings, catalogue: Catalogue, steps: Steps) -> None:
        self._catalogue = catalogue
        self._steps = steps
        archive = Archive(settings.folder.archive)
        self.reading = Reading(archive, settings.origin)
        statbank = Client(settings.statbank_url, spacing=settings.spacing)
        self._statbank = Statbank(statbank, archive, settings.origin)
        self._klass = Klass(Client(settings.klass_url, spacing=settings.spacing), archive, settings.origin)

    def fetch(self, municipality: str | None, county: str | None) -> Fetched:
        """Everything with news, or one municipality's figures.

        Raises UnknownName before asking for any figure, when the municipality or the pages' county is not there.
        """
        fetched = self._municipalities(reuse=municipality is not None)
        if municipality:
            fetched.municipalities.require(municipality)
        if county:
            fetched.municipalities.require_county(county)
        for source in self._catalogue.sources.values():
            if source != municipality_source(self._catalogue):
                self._classification(fetched, source, reuse=municipality is not None)
        self._tables(fetched, municipality)
        return fetched

    def _municipalities(self, *, reuse: bool) -> Fetched:
        """The newest list of municipalities that can be read; nothing can be done without one."""
        source = municipality_source(self._catalogue)
        fetched = Fetched(self.reading.accepted(self._catalogue), Municipalities.none())
        self._classification(fetched, source, reuse=reuse)
        for load in reversed(fetched.loads(source.id)):
            try:
                fetched.municipalities = self.reading.municipalities(load)
            except StopTable as error:
                fetched.failures[source.id] = error
                fetched.candidates.pop(source.id, None)
                continue
            return fetched
        raise fetched.failures[source.id]

    def _classification(self, fetched: Fetched, source: Source, *, reuse: bool) -> None:
        """KLASS has no update times: its answers are fetched and compared. With `reuse`, what is there will do."""
        accepted, spec = fetched.accepted[source.id], source.spec
        if not isinstance(spec, ClassificationSource) or (reuse and accepted):
            return
        load = self._try(fetched, source, lambda: self._klass.fetch(spec), step=f"changes {source.id}")
        if load and not (accepted and self.reading.same_bytes(load, accepted[-1])):
            fetched.candidates[source.id] = load

    def _tables(self, fetched: Fetched, municipality: str | None) -> None:
        """Fetch each StatBank table with news."""
        tables = [source for source in self._catalogue.sources.values() if isinstance(source.spec, StatbankSource)]
        complete = {source.id: _last_complete(fetched.accepted[source.id]) for source in tables}
        listing: dict[str, str] = {}
        if not municipality:
            days = past_days([load for load in complete.values() if load])
            try:
                listing = self._steps.run("changes ssb", lambda: self._statbank.listing(days))
            except (StopTable, TryAgainLater) as error:
                fetched.failures |= {source.id: error for source in tables}
                return
        for source in tables:
            last, listed = complete[source.id], listing.get(source.number)
            if municipality and last and not _fits(source, last, municipality, fetched.municipalities):
                reason = f"{municipality}'s borders or the catalogue changed since {source.id} was fetched whole"
                fetched.failures[source.id] = CheckFailed(f"{reason}; run 'grunnlag refresh' first.")
            elif municipality or has_news(source, last, listed):
                self._table(fetched, source, municipality, listed)

    def _table(self, fetched: Fetched, source: Source, municipality: str | None, listed: str | None) -> None:
        """Fetch one table, whole or for one municipality and those it came from, and read what came."""
        everywhere, spec = fetched.municipalities, source.spec
        wanted = {municipality} | everywhere.predecessors(municipality) if municipality else everywhere.known()
        step = f"fetch {source.id}"
        told = partial(self._steps.reporter.progress, step)
        ask = partial(self._statbank.fetch, municipalities=wanted, whole=not municipality, progress=told)
        load = self._try(fetched, source, partial(ask, spec), step=step) if isinstance(spec, StatbankSource) else None
        if load is None:
            return
        load = replace(load, scope=sorted(wanted) if municipality else None, listed=listed)
        if municipality and (last := _last_complete(fetched.accepted[source.id])):
            load = replace(load, beside=last.loaded_at)
        try:
            updated = self.reading.tables(source, load, everywhere).updated
        except StopTable as error:
            fetched.failures[source.id] = error
        else:
            fetched.candidates[source.id] = replace(load, updated=updated)

    def _try(self, fetched: Fetched, source: Source, ask: Callable[[], list[Fetch]], *, step: str) -> Load | None:
        """A load of what `ask` fetched; None when there was nothing, or it failed and the reason is in `failures`."""
        try:
            fetches = self._steps.run(step, ask)
        except (StopTable, TryAgainLater) as error:
            fetched.failures[source.id] = error
            return None
        ids = [fetch.fetch_id for fetch in fetches]
        load_id = hashlib.sha256("".join(ids).encode()).hexdigest()[:16]
        origin = self.reading.origin
        return Load(load_id, source.id, origin, None, asked(source), None, None, ids, utc_now()) if ids else None


def municipality_source(catalogue: Catalogue) -> Source:
    """The source that says which municipalities there are. Raises CatalogueError when the catalogue has none."""
    for source in catalogue.sources.values():
        if isinstance(source.spec, ClassificationSource) and source.spec.holds == "municipalities":
            return source
    raise CatalogueError("sources/klass: no source holds municipalities; nothing can be placed without one.")


def _fits(source: Source, last: Load, municipality: str, municipalities: Municipalities) -> bool:
    """True when one municipality's rows can stand beside those of the last complete load: same question, same area."""
    then, now = (municipalities.edition(date.fromisoformat(day[:10])) for day in (last.loaded_at, utc_now()))
    return last.asked == asked(source) and municipalities.same_area(municipality, then, now)


def _last_complete(loads: list[Load]) -> Load | None:
    return next((load for load in reversed(loads) if load.complete), None)
