"""The first half of a run: what has news, and the answers that hold it, decoded but not yet accepted."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from catalogue.errors import CatalogueError, GrunnlagError, SourceUnavailable, StopTable, TryAgainLater
from catalogue.models import Catalogue, ClassificationSource, Source, StatbankSource
from extract.archive import Archive, Fetch, Load, utc_now
from extract.changes import asked, has_news, past_days
from extract.client import Client
from extract.klass import Klass
from extract.statbank import Statbank
from flows.settings import Settings
from flows.steps import Steps
from transform.municipalities import Municipalities
from transform.tables import StoredAnswer, Tables, find_municipalities, read_load


@dataclass
class Fetched:
    """What the first half found: loads to try, what kept others from being fetched, and the municipalities."""

    municipalities: Municipalities
    accepted: dict[str, list[Load]]
    candidates: dict[str, Load] = field(default_factory=dict)
    failures: dict[str, GrunnlagError] = field(default_factory=dict)


class Fetching:
    """Asks the sources of one catalogue, one after the other."""

    def __init__(self, settings: Settings, catalogue: Catalogue, steps: Steps) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._steps = steps
        self.archive = Archive(settings.folder.archive)
        self._stored = self.archive.fetches()
        self._read: dict[str, Tables] = {}
        self._municipalities: Municipalities | None = None
        statbank = Client(settings.statbank_url, spacing=settings.spacing)
        self._statbank = Statbank(statbank, self.archive, settings.origin)
        self._klass = Klass(Client(settings.klass_url, spacing=settings.spacing), self.archive, settings.origin)

    def fetch(self, municipality: str | None, county: str | None) -> Fetched:
        """Everything with news, or one municipality's figures.

        Raises UnknownName before asking for any figure, when the municipality or the pages' county is not there.
        """
        accepted: dict[str, list[Load]] = {source: [] for source in self._catalogue.sources}
        for load in self.archive.loads(self._settings.origin):
            accepted.setdefault(load.source_id, []).append(load)
        candidates, failures = self._classifications(accepted, reuse=municipality is not None)
        fetched = Fetched(self._find_municipalities(accepted, candidates, failures), accepted, candidates, failures)
        if municipality:
            fetched.municipalities.require(municipality)
        if county:
            fetched.municipalities.require_county(county)
        self._tables(fetched, municipality)
        return fetched

    def read(self, source: Source, load: Load) -> Tables:
        """The tables of a load, from the archive."""
        if load.load_id not in self._read:
            municipalities = self._municipalities or find_municipalities(self._answers(load))
            self._read[load.load_id] = read_load(source, self._answers(load), municipalities)
        return self._read[load.load_id]

    def stored(self, fetches: set[str]) -> list[Fetch]:
        """The archive's entries for some fetches, oldest first."""
        self._stored = self.archive.fetches()
        return [fetch for fetch_id, fetch in self._stored.items() if fetch_id in fetches]

    def _answers(self, load: Load) -> list[StoredAnswer]:
        missing = [fetch_id for fetch_id in load.fetches if fetch_id not in self._stored]
        if missing:
            self._stored = self.archive.fetches()
        fetches = [self._stored[fetch_id] for fetch_id in load.fetches]
        return [StoredAnswer(one.fetch_id, one.request, one.fetched_at, self.archive.read(one)) for one in fetches]

    def _classifications(
        self, accepted: dict[str, list[Load]], *, reuse: bool
    ) -> tuple[dict[str, Load], dict[str, GrunnlagError]]:
        """KLASS has no update times: its answers are fetched and compared. With `reuse`, what is there will do."""
        candidates: dict[str, Load] = {}
        failures: dict[str, GrunnlagError] = {}
        for source in self._catalogue.sources.values():
            if not isinstance(source.spec, ClassificationSource) or (reuse and accepted[source.id]):
                continue
            load = self._try(source, failures, partial(self._klass.fetch, source.spec))
            if load and not self._same_bytes(load, accepted[source.id]):
                candidates[source.id] = load
        return candidates, failures

    def _same_bytes(self, load: Load, before: list[Load]) -> bool:
        """True when the newest accepted load was made of the same bytes."""
        self._stored = self.archive.fetches()
        hashes = [[self._stored[fetch].sha256 for fetch in one.fetches] for one in (load, *before[-1:])]
        return len(hashes) == 2 and hashes[0] == hashes[1]

    def _find_municipalities(
        self, accepted: dict[str, list[Load]], candidates: dict[str, Load], failures: dict[str, GrunnlagError]
    ) -> Municipalities:
        """The newest list of municipalities; nothing can be done without one."""
        source = municipality_source(self._catalogue)
        loads = [*accepted[source.id], *([candidates[source.id]] if source.id in candidates else [])]
        if not loads:
            raise failures.get(source.id) or SourceUnavailable(f"{source.id} has never been fetched; run again.")
        self._municipalities = find_municipalities(self._answers(loads[-1]))
        return self._municipalities

    def _tables(self, fetched: Fetched, municipality: str | None) -> None:
        """Fetch each StatBank table with news."""
        tables = [source for source in self._catalogue.sources.values() if isinstance(source.spec, StatbankSource)]
        listing: dict[str, str] = {}
        if not municipality:
            try:
                listing = self._steps.run("changes", lambda: self._listing(fetched.accepted, tables))
            except TryAgainLater as error:
                fetched.failures |= {source.id: error for source in tables}
                return
        for source in tables:
            last = _last_complete(fetched.accepted[source.id])
            listed = listing.get(source.number)
            if municipality or has_news(source, last, listed):
                self._table(fetched, source, municipality, listed)

    def _listing(self, accepted: dict[str, list[Load]], tables: list[Source]) -> dict[str, str]:
        complete = [load for source in tables if (load := _last_complete(accepted[source.id]))]
        return self._statbank.listing(past_days(complete))

    def _table(self, fetched: Fetched, source: Source, municipality: str | None, listed: str | None) -> None:
        everywhere = fetched.municipalities
        wanted = {municipality} | everywhere.predecessors(municipality) if municipality else everywhere.known()
        scope = sorted(wanted) if municipality else None
        load = self._try(source, fetched.failures, lambda: self._ask(source, wanted, scope is None))
        if load:
            decoded = self._decoded(source, replace(load, scope=scope, listed=listed), fetched.failures)
            fetched.candidates |= {source.id: decoded} if decoded else {}

    def _ask(self, source: Source, wanted: set[str], whole: bool) -> list[Fetch]:
        if not isinstance(source.spec, StatbankSource):
            raise TypeError(f"{source.id} is not a StatBank table")
        name = f"fetch {source.id}"
        told: Callable[[int, int], None] = lambda done, total: self._steps.reporter.progress(name, done, total)  # noqa: E731
        return self._statbank.fetch(source.spec, wanted, whole=whole, progress=told)

    def _decoded(self, source: Source, load: Load, failures: dict[str, GrunnlagError]) -> Load | None:
        """The load with the source's own update time, once its answers have been read."""
        try:
            return replace(load, updated=self.read(source, load).updated)
        except StopTable as error:
            failures[source.id] = error
            return None

    def _try(self, source: Source, failures: dict[str, GrunnlagError], ask: Callable[[], list[Fetch]]) -> Load | None:
        """A load of what `ask` fetched; None when nothing was to be had or it failed, with the reason in `failures`."""
        down = next((error for error in failures.values() if isinstance(error, SourceUnavailable)), None)
        try:
            if down:
                raise down
            fetches = self._steps.run(f"fetch {source.id}", ask)
        except (StopTable, TryAgainLater) as error:
            failures[source.id] = error
            return None
        ids = [fetch.fetch_id for fetch in fetches]
        load_id = hashlib.sha256("".join(ids).encode()).hexdigest()[:16]
        origin = self._settings.origin
        return Load(load_id, source.id, origin, None, asked(source), None, None, ids, utc_now()) if ids else None


def municipality_source(catalogue: Catalogue) -> Source:
    """The source that says which municipalities there are. Raises CatalogueError when the catalogue has none."""
    for source in catalogue.sources.values():
        if isinstance(source.spec, ClassificationSource) and source.spec.holds == "municipalities":
            return source
    raise CatalogueError("sources/klass: no source holds municipalities; nothing can be placed without one.")


def _last_complete(loads: list[Load]) -> Load | None:
    return next((load for load in reversed(loads) if load.complete), None)
