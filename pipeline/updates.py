"""The base class of each kind's part in a run. `pipeline.kinds` lists the kinds."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar, cast

from catalogue.kinds import Source
from catalogue.source_spec import SourceSpec
from extract.archive import Fetch
from extract.drift import Drift
from pipeline.fetch_result import FetchResult, Loading, last_complete

S = TypeVar("S", bound=SourceSpec)
A = TypeVar("A")


class Updates(ABC, Generic[S, A]):
    """All sources of one kind, with the adapter of `extract` that fetches them."""

    def __init__(self, sources: list[Source], adapter: Any, loading: Loading) -> None:
        self.sources = sources
        self.adapter = cast("A", adapter)
        self.loading = loading

    def spec(self, source: Source) -> S:
        """Return the source's specification as this kind's."""
        return cast("S", source.spec)

    @abstractmethod
    def fetch(self, fetched: FetchResult) -> None:
        """Add a candidate load for each changed source. Record the error of a source that cannot be fetched."""

    def fetch_municipality(self, fetched: FetchResult, municipality: str) -> None:
        """Add candidate loads of a municipality's figures; by default none, because most sources are fetched whole."""

    @abstractmethod
    def drifts(self, source: Source, fetched: FetchResult) -> Iterator[Drift]:
        """Yield each difference between the catalogue and the source today. Raise StopTable, TryAgainLater."""

    def last_fetch(self, fetched: FetchResult, source: Source) -> Fetch | None:
        """Return the fetch of a one-file source's last load; None if there is none, or if the archive has lost it."""
        accepted = last_complete(fetched.accepted[source.id])
        if accepted is None or fetched.is_damaged(source):
            return None
        return self.loading.reading.fetches(accepted)[0]

    def read_as_a_run(self, source: Source, fetch: Callable[[], list[Fetch]], fetched: FetchResult) -> None:
        """Fetch and read a source that has no metadata to compare. Raise the errors of both."""
        if load := self.loading.attempt(source, fetch, step=f"check {source.id}"):
            self.loading.reading.tables(source, load, fetched.municipalities)
