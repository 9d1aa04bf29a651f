"""The local files in a run: each is read on every run."""

from collections.abc import Iterator
from functools import partial

from catalogue.kinds import Source
from catalogue.local import LocalSource
from extract.archive import Fetch
from extract.drift import Drift
from extract.local import LocalFiles
from pipeline.fetch_result import FetchResult, last_complete
from pipeline.updates import Updates


class LocalUpdates(Updates[LocalSource, LocalFiles]):
    """Reads the files that have changed."""

    def fetch(self, fetched: FetchResult) -> None:
        """Read each file that has changed."""
        for source in self.sources:
            with fetched.record_errors(source):
                read = partial(self.adapter.fetch, self.spec(source), self._last(fetched, source))
                if load := self.loading.attempt(source, read, step=f"read {source.id}"):
                    fetched.candidates[source.id] = [load]

    def drifts(self, source: Source, fetched: FetchResult) -> Iterator[Drift]:
        """Read the file as a run does; it has no metadata to compare."""
        read = partial(self.adapter.fetch, self.spec(source), None)
        if load := self.loading.attempt(source, read, step=f"check {source.id}"):
            self.loading.reading.tables(source, load, fetched.municipalities)
        yield from ()

    def _last(self, fetched: FetchResult, source: Source) -> Fetch | None:
        """Return the fetch of the last load, unless the archive has lost it."""
        accepted = last_complete(fetched.accepted[source.id])
        intact = accepted and not fetched.is_damaged(source)
        return self.loading.reading.fetches(accepted)[0] if accepted and intact else None
