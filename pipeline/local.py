"""The local files in a run: each is read on every run."""

from collections.abc import Iterator
from functools import partial

from catalogue.kinds import Source
from catalogue.local import LocalSource
from extract.drift import Drift
from extract.local import LocalFiles
from pipeline.fetch_result import FetchResult
from pipeline.updates import Updates


class LocalUpdates(Updates[LocalSource, LocalFiles]):
    """Reads the files that have changed."""

    def fetch(self, fetched: FetchResult) -> None:
        """Read each file that has changed."""
        for source in self.sources:
            with fetched.record_errors(source):
                read = partial(self.adapter.fetch, self.spec(source), self.last_fetch(fetched, source))
                if load := self.loading.attempt(source, read, step=f"read {source.id}"):
                    fetched.candidates[source.id] = [load]

    def drifts(self, source: Source, fetched: FetchResult) -> Iterator[Drift]:
        """Read the file as a run does; it has no metadata to compare."""
        self.read_as_a_run(source, partial(self.adapter.fetch, self.spec(source), None), fetched)
        yield from ()
