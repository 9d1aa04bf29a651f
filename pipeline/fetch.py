"""The first half of a run: what has news, and the answers that hold it, decoded but not yet accepted."""

from dataclasses import replace
from datetime import date
from functools import partial

from catalogue.errors import CheckFailed, StopTable, TryAgainLater
from catalogue.kinds import Source
from catalogue.models import Catalogue
from catalogue.statbank import StatbankSource
from extract.archive import Archive, Load
from extract.budget import Budget
from extract.client import Client, one_connection
from extract.clock import Clock, Hours
from extract.freshness import asked, past_days
from extract.klass import Klass
from extract.statbank import Statbank
from pipeline.archive_reader import ArchiveReader
from pipeline.fetch_result import FetchResult, Loading, last_complete
from pipeline.fhi import FhiTables
from pipeline.klass import Classifications
from pipeline.settings import Settings
from pipeline.spreadsheet import Spreadsheets
from pipeline.statbank import Due, due
from pipeline.steps import Steps
from transform.municipalities import Municipalities, check_groups


class FetchPhase:
    """Asks the sources of one catalogue, one after the other."""

    def __init__(self, settings: Settings, catalogue: Catalogue, steps: Steps, hours: Hours | None = None) -> None:
        hours = hours or Hours()
        self._settings = settings
        self._catalogue = catalogue
        self._steps = steps
        self._clock = hours.clock
        archive, origin = Archive(settings.folder.archive, hours.clock), settings.origin
        self.reading = ArchiveReader(archive, origin)
        self._loading = Loading(self.reading, steps, hours.clock)
        statbank, klass = clients(settings, hours.clock)
        self._statbank = Statbank(statbank, archive, origin, cell_limit=settings.cell_limit, hours=hours)
        self._classifications = Classifications(catalogue, Klass(klass, archive, origin), self._loading)
        self._spreadsheets = Spreadsheets(settings, catalogue, self._loading)
        self._fhi = FhiTables(settings, catalogue, self._loading)

    def fetch(self, municipality: str | None, county: str | None) -> FetchResult:
        """Everything with news, or one municipality's figures.

        Raises UnknownName before asking for any figure, when the municipality or the pages' county is not there, and
        CatalogueError when a group has a code that is no municipality's.
        """
        fetched = FetchResult(self.reading.accepted(self._catalogue), self.reading.archive.seen(self.reading.origin))
        self._classifications.fetch(fetched, reuse=municipality is not None)
        check_groups(self._catalogue, fetched.municipalities)
        if county:
            fetched.municipalities.require_county(county)
        tables = [source for source in self._settings.asked(self._catalogue) if isinstance(source.spec, StatbankSource)]
        if municipality:
            fetched.municipalities.require(municipality)
            for source in tables:
                with fetched.failing(source):
                    self._one_municipality(fetched, source, municipality)
        else:
            self._news(fetched, tables)
            self._spreadsheets.fetch(fetched)
            self._fhi.fetch(fetched)
        return fetched

    def _news(self, fetched: FetchResult, tables: list[Source]) -> None:
        """Fetch each table with news, whole."""
        last = [last_complete(fetched.accepted[source.id]) for source in tables]
        days = past_days([load for load in last if load], self._clock.now())
        try:
            listed = self._steps.run("changes ssb", lambda: self._statbank.index.changed(days))
        except (StopTable, TryAgainLater) as error:
            fetched.failures |= {source.id: error for source in tables}
            return
        for source in tables:
            with fetched.failing(source):
                for table in due(fetched, source, listed, self._statbank.index.search):
                    self._whole(fetched, source, table)

    def _whole(self, fetched: FetchResult, source: Source, table: Due) -> None:
        """Fetch one table whole; one whose contents are those of its last load is no news."""
        known = table.last.updated if table.last and table.last.asked == asked(source) else None
        load = self._table(source, table.table, fetched.municipalities.known(), known=known)
        if load:
            self._read(fetched, source, replace(load, listed=table.listed, vintage=table.vintage))
        else:
            self._loading.saw(source, table.listed)

    def _one_municipality(self, fetched: FetchResult, source: Source, municipality: str) -> None:
        """Fetch one municipality's part of a table, and of those it came from; of releases, the newest there is."""
        everywhere, last = fetched.municipalities, last_complete(fetched.accepted[source.id])
        if last and not self._fits(source, last, municipality, everywhere):
            reason = f"{municipality}'s borders or the catalogue changed since {source.id} was fetched whole"
            raise CheckFailed(f"{reason}; run 'grunnlag refresh' first.")
        table = source.number or (self.reading.table(last) if last else None)
        wanted = {municipality} | everywhere.predecessors(municipality)
        siblings = everywhere.siblings(municipality) if _is_summed(source) else set()
        load = self._table(source, table, wanted | siblings, whole=False) if table else None
        if load:
            beside, vintage = (last.loaded_at, last.vintage) if last else (None, None)
            self._read(fetched, source, replace(load, scope=sorted(wanted), beside=beside, vintage=vintage))

    def _table(
        self, source: Source, table: str, municipalities: set[str], *, whole: bool = True, known: str | None = None
    ) -> Load | None:
        """A load of one table's answers; None when there is nothing to load."""
        if not isinstance(source.spec, StatbankSource):
            return None
        spec, step = source.spec.model_copy(update={"table": table}), f"fetch {source.id}"
        told = partial(self._steps.reporter.progress, step)
        ask = partial(self._statbank.fetch, spec, municipalities, whole=whole, progress=told, known=known)
        return self._loading.attempt(source, ask, step=step)

    def _read(self, fetched: FetchResult, source: Source, load: Load) -> None:
        """Let a load be tried when its answers are what was asked for. Raises UnexpectedShape when they are not."""
        updated = self.reading.tables(source, load, fetched.municipalities).updated
        fetched.candidates.setdefault(source.id, []).append(replace(load, updated=updated))

    def _fits(self, source: Source, last: Load, municipality: str, municipalities: Municipalities) -> bool:
        """True when one municipality's rows can stand beside those of the last complete load: same question, same area."""
        days = (last.loaded_at, self._clock.stamp())
        then, now = (municipalities.edition(date.fromisoformat(day[:10])) for day in days)
        return last.asked == asked(source) and municipalities.same_area(municipality, then, now)


def _is_summed(source: Source) -> bool:
    """True when SSB sums the table to today's borders: whether a figure is one depends on those it was divided with."""
    spec = source.spec
    return isinstance(spec, StatbankSource) and spec.region.summed


def clients(settings: Settings, clock: Clock) -> tuple[Client, Client]:
    """The StatBank's and KLASS's, over one connection where they are one host, and within one budget."""
    session = one_connection()
    budgets = [
        Budget(url, spacing=settings.spacing, clock=clock) for url in (settings.statbank_url, settings.klass_url)
    ]
    statbank = Client(settings.statbank_url, budgets[0], session=session, clock=clock, worded_anew=True)
    return statbank, Client(settings.klass_url, budgets[1], session=session, clock=clock)
