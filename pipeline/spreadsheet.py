"""The workbooks of the catalogue in a run: whole or not at all, each by itself."""

from collections.abc import Iterator
from dataclasses import replace

from catalogue.kinds import Source, SpreadsheetSource
from extract.drift import Drift
from extract.spreadsheet import Workbooks
from pipeline.fetch_result import FetchResult, last_complete
from pipeline.updates import Updates


class SpreadsheetUpdates(Updates[SpreadsheetSource, Workbooks]):
    """Asks once for each workbook that is due."""

    def fetch(self, fetched: FetchResult) -> None:
        """Fetch the workbooks with news."""
        for source in self.sources:
            with fetched.failing(source):
                self._source(fetched, source)

    def drifts(self, source: Source, fetched: FetchResult) -> Iterator[Drift]:
        """Fetch and read the workbook, as a run does; it has no metadata to compare."""
        workbook = self.adapter.of(self.spec(source))
        load = self.loading.attempt(source, lambda: workbook.fetch(None), step=f"check {source.id}")
        if load:
            self.loading.reading.tables(source, load, fetched.municipalities)
        yield from ()

    def _source(self, fetched: FetchResult, source: Source) -> None:
        """Fetch one workbook. No listing shows its changes, so `listed` is when it was last asked for."""
        reading, accepted = self.loading.reading, last_complete(fetched.accepted[source.id])
        intact = accepted and not fetched.is_damaged(source)
        last = reading.fetches(accepted)[0] if accepted and intact else None
        workbook = self.adapter.of(self.spec(source))
        if not workbook.is_due(last, fetched.seen.get(source.id), self.loading.clock.now()):
            return
        looked = self.loading.clock.stamp()
        load = self.loading.attempt(source, lambda: workbook.fetch(last), step=f"fetch {source.id}")
        if load is None:
            self.loading.saw(source, looked)
            return
        updated = reading.tables(source, load, fetched.municipalities).updated
        fetched.candidates[source.id] = [replace(load, listed=looked, updated=updated)]
