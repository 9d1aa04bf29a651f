"""The workbooks in a run: each is fetched whole."""

from collections.abc import Iterator
from dataclasses import replace

from catalogue.kinds import Source
from catalogue.spreadsheet import SpreadsheetSource
from extract.drift import Drift
from extract.spreadsheet import Workbooks
from pipeline.fetch_result import FetchResult
from pipeline.updates import Updates


class SpreadsheetUpdates(Updates[SpreadsheetSource, Workbooks]):
    """Fetches the workbooks that are due."""

    def fetch(self, fetched: FetchResult) -> None:
        """Fetch each workbook that is due."""
        for source in self.sources:
            with fetched.record_errors(source):
                self._source(fetched, source)

    def drifts(self, source: Source, fetched: FetchResult) -> Iterator[Drift]:
        """Fetch and read the workbook, as a run does; it has no metadata to compare."""
        workbook = self.adapter.of(self.spec(source))
        self.read_as_a_run(source, lambda: workbook.fetch(None), fetched)
        yield from ()

    def _source(self, fetched: FetchResult, source: Source) -> None:
        """Fetch one workbook. No listing shows its changes, so `listed` is the time of the request."""
        last = self.last_fetch(fetched, source)
        workbook = self.adapter.of(self.spec(source))
        if not workbook.is_due(last, fetched.seen.get(source.id), self.loading.clock.now()):
            return
        checked_at, now = self.loading.clock.stamp(), self.loading.clock.now()
        # The page alone shows whether a newer workbook, which could not be read, is still there.
        today = None if source.id in fetched.stale else now
        load = self.loading.attempt(source, lambda: workbook.fetch(last, today), step=f"fetch {source.id}")
        if load is None:
            self.loading.record_seen(source, checked_at)
            return
        updated = self.loading.reading.tables(source, load, fetched.municipalities).updated
        fetched.candidates[source.id] = [replace(load, listed=checked_at, updated=updated)]
