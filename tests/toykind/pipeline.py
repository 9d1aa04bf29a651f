"""The toy kind for `pipeline`: the file is fetched once."""

from collections.abc import Iterator

from catalogue.kinds import Source
from extract.drift import Drift
from pipeline.fetch_result import FetchResult
from pipeline.updates import Updates
from tests.toykind.extract import CsvFiles
from tests.toykind.spec import CsvSource


class CsvUpdates(Updates[CsvSource, CsvFiles]):
    """Fetches files that have not been loaded."""

    def fetch(self, fetched: FetchResult) -> None:
        """Fetch each new file."""
        for source in [source for source in self.sources if not fetched.accepted[source.id]]:
            with fetched.record_errors(source):
                spec = self.spec(source)
                load = self.loading.attempt(
                    source, lambda spec=spec: self.adapter.fetch(spec), step=f"fetch {source.id}"
                )
                if load:
                    fetched.candidates[source.id] = [load]

    def drifts(self, source: Source, fetched: FetchResult) -> Iterator[Drift]:
        """Find none."""
        yield from ()
