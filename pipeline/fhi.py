"""FHI's tables in a run: each bank's listing shows the changed tables, which are fetched whole."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from catalogue.errors import SOURCE_FAULTS
from catalogue.kinds import FhiSource, Source
from extract.drift import Drift
from extract.fhi import Fhi, drifts
from extract.freshness import is_due, past_days
from pipeline.fetch_result import FetchResult, last_complete
from pipeline.updates import Updates


class FhiUpdates(Updates[FhiSource, Fhi]):
    """Fetches FHI's changed tables."""

    def fetch(self, fetched: FetchResult) -> None:
        """Fetch the changed tables. If a bank does not answer, record the error for its tables and go on."""
        banks: dict[str, list[Source]] = {}
        for source in self.sources:
            banks.setdefault(self.spec(source).bank, []).append(source)
        for bank, sources in banks.items():
            try:
                listed = self._listed(fetched, bank, sources)
            except SOURCE_FAULTS as error:
                fetched.failures |= {source.id: error for source in sources}
                continue
            for source in sources:
                with fetched.record_errors(source):
                    self._source(fetched, source, listed.get(source.number))

    def drifts(self, source: Source, fetched: FetchResult) -> Iterator[Drift]:
        """Compare the table's dimensions and codes with the catalogue."""
        spec = self.spec(source)
        yield from drifts(spec, self.loading.steps.run(f"check {source.id}", lambda: self.adapter.dimensions(spec)))

    def _listed(self, fetched: FetchResult, bank: str, sources: list[Source]) -> dict[str, str]:
        last = [last_complete(fetched.accepted[source.id]) for source in sources]
        days = past_days([load for load in last if load], self.loading.clock.now())
        since = self.loading.clock.now().date() - timedelta(days=days)
        return self.loading.steps.run(f"changes fhi {bank}", lambda: self.adapter.changed(bank, since))

    def _source(self, fetched: FetchResult, source: Source, listed: str | None) -> None:
        """Fetch a table if it is due."""
        spec, last = self.spec(source), last_complete(fetched.accepted[source.id])
        due = is_due(source, last, fetched.seen.get(source.id), listed)
        if not due and not fetched.is_damaged(source):
            return
        known = fetched.municipalities.known()
        load = self.loading.attempt(source, lambda: self.adapter.fetch(spec, known), step=f"fetch {source.id}")
        if load:
            updated = self.loading.reading.tables(source, load, fetched.municipalities).updated
            fetched.candidates[source.id] = [replace(load, listed=listed, updated=updated)]
