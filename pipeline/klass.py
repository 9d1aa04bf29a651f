"""KLASS's classifications in a run, including the list of municipalities."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from catalogue.errors import SOURCE_FAULTS, BadSetting, CatalogueError, CheckFailed, StopTable
from catalogue.kinds import ClassificationSource, Source
from extract.archive import Load
from extract.drift import Drift
from extract.freshness import is_due
from extract.klass import Klass
from pipeline.archive_reader import ArchiveReader
from pipeline.fetch_result import FetchResult, last_complete
from pipeline.updates import Updates
from transform.klass import vanished
from transform.municipalities import Municipalities


class KlassUpdates(Updates[ClassificationSource, Klass]):
    """Fetches changed classifications; two requests if nothing has changed.

    KLASS's lastModified is unreliable, so each night the oldest response is fetched again and compared. A classification
    that failed its checks is fetched every night until it passes.
    """

    def fetch(self, fetched: FetchResult) -> None:
        """Fetch the changed classifications, and find the municipalities. Raise the error if there are none."""
        try:
            listing = self.loading.steps.run("changes klass", self.adapter.listing)
        except SOURCE_FAULTS as error:
            fetched.failures |= {source.id: error for source in self.sources}
        else:
            wanted = [source for source in self.sources if source.number in listing or not self.spec(source).optional]
            changed = [source for source in wanted if self._changed(fetched, source, listing.get(source.number))]
            for source in changed or self._differing(fetched):
                self._source(fetched, source, listing.get(source.number))
        self._find_municipalities(fetched)

    def fetch_municipality(self, fetched: FetchResult, municipality: str) -> None:
        """Fetch only classifications that have never been loaded."""
        for source in self.sources:
            missing = not (fetched.accepted[source.id] or self.spec(source).optional)
            if missing or fetched.is_damaged(source):
                self._source(fetched, source, None)
        self._find_municipalities(fetched)

    def drifts(self, source: Source, fetched: FetchResult) -> Iterator[Drift]:
        """Fetch and read the classification, as a run does. Keep the municipalities for the checks of other sources."""
        spec = self.spec(source)
        load = self.loading.attempt(source, lambda: self.adapter.fetch(spec), step=f"check {source.id}")
        if load and spec.holds_municipalities:
            fetched.municipalities = self.loading.reading.municipalities(load)
        elif load:
            self.loading.reading.tables(source, load, fetched.municipalities)
        yield from ()

    def _find_municipalities(self, fetched: FetchResult) -> None:
        fetched.municipalities = newest_municipalities(fetched, municipality_source(self.sources), self.loading.reading)

    def _changed(self, fetched: FetchResult, source: Source, listed: str | None) -> bool:
        due = is_due(source, last_complete(fetched.accepted[source.id]), fetched.seen.get(source.id), listed)
        return due or fetched.is_damaged(source) or source.id in fetched.stale

    def _differing(self, fetched: FetchResult) -> list[Source]:
        """Return the source with the oldest response, if KLASS now gives another response."""
        answers = {
            fetch.question: (fetch, source)
            for source in self.sources
            for load in fetched.accepted[source.id][-1:]
            for fetch in self.loading.reading.fetches(load)
        }
        fetched_at = {fetch.question: fetch.fetched_at for fetch in self.loading.reading.archive.fetches().values()}
        oldest, source = min(answers.values(), key=lambda answer: fetched_at[answer[0].question])
        changed = False
        with fetched.record_errors(source):
            changed = self.loading.steps.run(f"compare {source.id}", lambda: self.adapter.has_changed(oldest))
        return [source] if changed else []

    def _source(self, fetched: FetchResult, source: Source, listed: str | None) -> None:
        """Fetch a classification, and add it as a candidate unless its bytes are those of the last load."""
        spec, accepted = self.spec(source), fetched.accepted[source.id]
        with fetched.record_errors(source):
            load = self.loading.attempt(source, lambda: self.adapter.fetch(spec), step=f"fetch {source.id}")
            if load is None or (accepted and self.loading.reading.same_bytes(load, accepted[-1])):
                self.loading.record_seen(source, listed)
            else:
                fetched.candidates[source.id] = [replace(load, listed=listed)]


def newest_municipalities(fetched: FetchResult, source: Source, reading: ArchiveReader) -> Municipalities:
    """Return the newest list of municipalities that can be read and passes its check. Raise the error if there is none."""
    for load in reversed(fetched.loads(source.id)):
        try:
            municipalities = reading.municipalities(load)
            if load not in fetched.accepted[source.id]:
                _require_nobody_vanished(fetched.accepted[source.id], municipalities, reading)
            return municipalities
        except StopTable as error:
            fetched.failures[source.id] = error
            fetched.candidates.pop(source.id, None)
    raise fetched.failures.get(source.id) or BadSetting(f"No list of municipalities ({source.id}) has been loaded.")


def _require_nobody_vanished(accepted: list[Load], after: Municipalities, reading: ArchiveReader) -> None:
    """Raise CheckFailed if a new list lacks a municipality of the previous list without a change that explains it."""
    if not accepted or not reading.is_intact(accepted[-1]):
        return
    if gone := vanished(reading.municipalities(accepted[-1]), after):
        raise CheckFailed(
            f"KLASS no longer has {', '.join(gone[:5])} among the municipalities ({len(gone)} in all), and lists no change "
            "of them; the earlier list stays. See the stored answer, and ask SSB if it does not change."
        )


def municipality_source(sources: Iterable[Source]) -> Source:
    """Return the source with the list of municipalities. Raise CatalogueError if there is none."""
    for source in sources:
        if source.spec.holds_municipalities:
            return source
    raise CatalogueError("sources/klass: no source holds municipalities; every build needs the list of municipalities.")
