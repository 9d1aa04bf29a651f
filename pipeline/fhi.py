"""FHI's tables: one list a night says which have news, and those are fetched whole; SSB's are not held up by them."""

from dataclasses import replace
from datetime import timedelta

from catalogue.errors import StopTable, TryAgainLater
from catalogue.kinds import FhiSource, Source
from catalogue.models import Catalogue
from extract.budget import Budget
from extract.client import Client
from extract.clock import Clock
from extract.fhi import Fhi
from extract.freshness import has_news, past_days
from pipeline.fetch_result import FetchResult, Loading, last_complete
from pipeline.settings import Settings


class FhiTables:
    """Asks FHI for the tables of the catalogue; one municipality's figures are never fetched by themselves."""

    def __init__(self, settings: Settings, catalogue: Catalogue, loading: Loading) -> None:
        self._sources = [one for one in settings.asked(catalogue) if isinstance(one.spec, FhiSource)]
        self._fhi = Fhi(fhi_client(settings, loading.clock), loading.reading.archive, loading.reading.origin)
        self._loading = loading

    def fetch(self, fetched: FetchResult) -> None:
        """Add the tables with news to what is to be tried. A bank that does not answer fails for its own tables alone."""
        banks: dict[str, list[Source]] = {}
        for source in self._sources:
            if isinstance(source.spec, FhiSource):
                banks.setdefault(source.spec.bank, []).append(source)
        for bank, sources in banks.items():
            try:
                listed = self._listed(fetched, bank, sources)
            except (StopTable, TryAgainLater) as error:
                fetched.failures |= {source.id: error for source in sources}
                continue
            for source in sources:
                with fetched.failing(source):
                    self._source(fetched, source, listed.get(source.number))

    def _listed(self, fetched: FetchResult, bank: str, sources: list[Source]) -> dict[str, str]:
        last = [last_complete(fetched.accepted[source.id]) for source in sources]
        days = past_days([load for load in last if load], self._loading.clock.now())
        since = self._loading.clock.now().date() - timedelta(days=days)
        return self._loading.steps.run(f"changes fhi {bank}", lambda: self._fhi.changed(bank, since))

    def _source(self, fetched: FetchResult, source: Source, listed: str | None) -> None:
        """Fetch one table when it is due."""
        spec, last = source.spec, last_complete(fetched.accepted[source.id])
        if not isinstance(spec, FhiSource) or not has_news(source, last, fetched.seen.get(source.id), listed):
            return
        known = fetched.municipalities.known()
        load = self._loading.attempt(source, lambda: self._fhi.fetch(spec, known), step=f"fetch {source.id}")
        if load:
            updated = self._loading.reading.tables(source, load, fetched.municipalities).updated
            fetched.candidates[source.id] = [replace(load, listed=listed, updated=updated)]


def fhi_client(settings: Settings, clock: Clock) -> Client:
    """A client of FHI's own host, with a budget of its own."""
    return Client(settings.fhi_url, Budget(settings.fhi_url, spacing=settings.spacing, clock=clock), clock=clock)
