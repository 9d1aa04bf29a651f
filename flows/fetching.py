"""The first half of a run: what has news, and the answers that hold it, decoded but not yet accepted."""

from dataclasses import replace
from datetime import date
from functools import partial

from catalogue.errors import CheckFailed, StopTable, TryAgainLater
from catalogue.models import Catalogue, Source, StatbankSource
from extract.archive import Archive, Load
from extract.budget import Budget
from extract.changes import asked, has_news, past_days
from extract.client import Client, one_connection
from extract.clock import Clock, Hours
from extract.klass import Klass
from extract.statbank import Statbank
from flows.classifications import Classifications
from flows.fetched import Fetched, Loading, last_complete
from flows.reading import Reading
from flows.settings import Settings
from flows.steps import Steps
from transform.municipalities import Municipalities


class Fetching:
    """Asks the sources of one catalogue, one after the other."""

    def __init__(self, settings: Settings, catalogue: Catalogue, steps: Steps, hours: Hours | None = None) -> None:
        hours = hours or Hours()
        self._catalogue = catalogue
        self._steps = steps
        self._clock = hours.clock
        archive, origin = Archive(settings.folder.archive, hours.clock), settings.origin
        self.reading = Reading(archive, origin)
        self._loading = Loading(self.reading, steps, hours.clock)
        statbank, klass = clients(settings, hours.clock)
        self._statbank = Statbank(statbank, archive, origin, cell_limit=settings.cell_limit, hours=hours)
        self._classifications = Classifications(catalogue, Klass(klass, archive, origin), self._loading)

    def fetch(self, municipality: str | None, county: str | None) -> Fetched:
        """Everything with news, or one municipality's figures.

        Raises UnknownName before asking for any figure, when the municipality or the pages' county is not there.
        """
        fetched = Fetched(self.reading.accepted(self._catalogue), self.reading.archive.seen(self.reading.origin))
        self._classifications.fetch(fetched, reuse=municipality is not None)
        if county:
            fetched.municipalities.require_county(county)
        tables = [source for source in self._catalogue.sources.values() if isinstance(source.spec, StatbankSource)]
        if municipality:
            fetched.municipalities.require(municipality)
            for source in tables:
                self._one_municipality(fetched, source, municipality)
        else:
            self._news(fetched, tables)
        return fetched

    def _news(self, fetched: Fetched, tables: list[Source]) -> None:
        """Fetch each table with news, whole."""
        last = {source.id: last_complete(fetched.accepted[source.id]) for source in tables}
        days = past_days([load for load in last.values() if load], self._clock.now())
        try:
            listed = self._steps.run("changes ssb", lambda: self._statbank.index.changed(days))
        except (StopTable, TryAgainLater) as error:
            fetched.failures |= {source.id: error for source in tables}
            return
        updated = {table.id: table.updated for table in listed}
        for source in tables:
            now = updated.get(source.number)
            if has_news(source, last[source.id], fetched.seen.get(source.id), now):
                self._whole(fetched, source, last[source.id], now)

    def _whole(self, fetched: Fetched, source: Source, last: Load | None, listed: str | None) -> None:
        """Fetch one table whole; one whose contents are those of the last load is no news."""
        known = last.updated if last and last.asked == asked(source) else None
        load = self._table(fetched, source, fetched.municipalities.known(), known=known)
        if load:
            self._read(fetched, source, replace(load, listed=listed))
        elif source.id not in fetched.failures:
            self._loading.saw(source, listed)

    def _one_municipality(self, fetched: Fetched, source: Source, municipality: str) -> None:
        """Fetch one municipality's part of a table, and of those it came from."""
        everywhere, last = fetched.municipalities, last_complete(fetched.accepted[source.id])
        if last and not self._fits(source, last, municipality, everywhere):
            reason = f"{municipality}'s borders or the catalogue changed since {source.id} was fetched whole"
            fetched.failures[source.id] = CheckFailed(f"{reason}; run 'grunnlag refresh' first.")
            return
        wanted = {municipality} | everywhere.predecessors(municipality)
        load = self._table(fetched, source, wanted, whole=False)
        if load:
            self._read(fetched, source, replace(load, scope=sorted(wanted), beside=last.loaded_at if last else None))

    def _table(
        self,
        fetched: Fetched,
        source: Source,
        municipalities: set[str],
        *,
        whole: bool = True,
        known: str | None = None,
    ) -> Load | None:
        spec, step = source.spec, f"fetch {source.id}"
        if not isinstance(spec, StatbankSource):
            return None
        told = partial(self._steps.reporter.progress, step)
        ask = partial(self._statbank.fetch, spec, municipalities, whole=whole, progress=told, known=known)
        return self._loading.attempt(fetched, source, ask, step=step)

    def _read(self, fetched: Fetched, source: Source, load: Load) -> None:
        """Let a load be tried when its answers are what was asked for."""
        try:
            updated = self.reading.tables(source, load, fetched.municipalities).updated
        except StopTable as error:
            fetched.failures[source.id] = error
        else:
            fetched.candidates[source.id] = replace(load, updated=updated)

    def _fits(self, source: Source, last: Load, municipality: str, municipalities: Municipalities) -> bool:
        """True when one municipality's rows can stand beside those of the last complete load: same question, same area."""
        days = (last.loaded_at, self._clock.stamp())
        then, now = (municipalities.edition(date.fromisoformat(day[:10])) for day in days)
        return last.asked == asked(source) and municipalities.same_area(municipality, then, now)


def clients(settings: Settings, clock: Clock) -> tuple[Client, Client]:
    """The StatBank's and KLASS's, over one connection where they are one host, and within one budget."""
    session = one_connection()
    budgets = [
        Budget(url, spacing=settings.spacing, clock=clock) for url in (settings.statbank_url, settings.klass_url)
    ]
    statbank = Client(settings.statbank_url, budgets[0], session=session, clock=clock, worded_anew=True)
    return statbank, Client(settings.klass_url, budgets[1], session=session, clock=clock)
