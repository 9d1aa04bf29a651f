"""The base class of each kind's part in a run. `pipeline.kinds` lists the kinds."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, Generic, TypeVar, cast

from catalogue.kinds import Source
from catalogue.source_spec import SourceSpec
from extract.drift import Drift
from pipeline.fetch_result import FetchResult, Loading

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
