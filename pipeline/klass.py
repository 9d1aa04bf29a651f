"""Which municipalities there are, and the other classifications: fetched from KLASS when they have changed."""

from dataclasses import replace

from catalogue.errors import BadSetting, CatalogueError, StopTable, TryAgainLater
from catalogue.kinds import ClassificationSource, Source
from catalogue.models import Catalogue
from extract.freshness import has_news
from extract.klass import Klass
from pipeline.archive_reader import ArchiveReader
from pipeline.fetch_result import FetchResult, Loading, last_complete
from transform.municipalities import Municipalities


class Classifications:
    """Asks KLASS, in at most two requests when nothing is new.

    What KLASS says of when a classification was modified is not all there is to trust: each night the answer that was
    not asked for the longest is asked for once more, and compared.
    """

    def __init__(self, catalogue: Catalogue, klass: Klass, loading: Loading) -> None:
        self._sources = [one for one in catalogue.sources.values() if isinstance(one.spec, ClassificationSource)]
        self._catalogue = catalogue
        self._klass = klass
        self._loading = loading

    def fetch(self, fetched: FetchResult, *, reuse: bool) -> None:
        """Add the classifications' news, and the municipalities. With `reuse`, what has been loaded before will do.

        Raises the reason when there are no municipalities to be had: nothing can be done without them.
        """
        if reuse:
            missing = [one for one in self._sources if not (fetched.accepted[one.id] or _optional(one))]
            for source in missing:
                self._source(fetched, source, None)
        else:
            self._news(fetched)
        fetched.municipalities = newest_municipalities(fetched, self._catalogue, self._loading.reading)

    def _news(self, fetched: FetchResult) -> None:
        try:
            listing = self._loading.steps.run("changes klass", self._klass.listing)
        except (StopTable, TryAgainLater) as error:
            fetched.failures |= {source.id: error for source in self._sources}
            return
        there = [source for source in self._sources if source.number in listing or not _optional(source)]
        changed = [source for source in there if self._changed(fetched, source, listing.get(source.number))]
        for source in changed or self._differing(fetched):
            self._source(fetched, source, listing.get(source.number))

    def _changed(self, fetched: FetchResult, source: Source, listed: str | None) -> bool:
        return has_news(source, last_complete(fetched.accepted[source.id]), fetched.seen.get(source.id), listed)

    def _differing(self, fetched: FetchResult) -> list[Source]:
        """The source whose answer was not asked for the longest, when KLASS answers it otherwise now."""
        answers = {
            fetch.question: (fetch, source)
            for source in self._sources
            for load in fetched.accepted[source.id][-1:]
            for fetch in self._loading.reading.fetches(load)
        }
        asked = {each.question: each.fetched_at for each in self._loading.reading.archive.fetches().values()}
        oldest, source = min(answers.values(), key=lambda answer: asked[answer[0].question])
        differs = False
        with fetched.failing(source):
            differs = self._loading.steps.run(f"compare {source.id}", lambda: self._klass.differs(oldest))
        return [source] if differs else []

    def _source(self, fetched: FetchResult, source: Source, listed: str | None) -> None:
        """Fetch one classification; one whose answers are what they were is no news."""
        spec, accepted = source.spec, fetched.accepted[source.id]
        if not isinstance(spec, ClassificationSource):
            return
        with fetched.failing(source):
            load = self._loading.attempt(source, lambda: self._klass.fetch(spec), step=f"fetch {source.id}")
            if load is None or (accepted and self._loading.reading.same_bytes(load, accepted[-1])):
                self._loading.saw(source, listed)
            else:
                fetched.candidates[source.id] = [replace(load, listed=listed)]


def _optional(source: Source) -> bool:
    """True for a source that is done without where KLASS does not list it."""
    return isinstance(source.spec, ClassificationSource) and source.spec.optional


def newest_municipalities(fetched: FetchResult, catalogue: Catalogue, reading: ArchiveReader) -> Municipalities:
    """The newest list of municipalities that can be read. Raises the reason when there is none."""
    source = municipality_source(catalogue)
    for load in reversed(fetched.loads(source.id)):
        try:
            return reading.municipalities(load)
        except StopTable as error:
            fetched.failures[source.id] = error
            fetched.candidates.pop(source.id, None)
    raise fetched.failures.get(source.id) or BadSetting(f"No list of municipalities ({source.id}) has been loaded.")


def municipality_source(catalogue: Catalogue) -> Source:
    """The source that says which municipalities there are. Raises CatalogueError when the catalogue has none."""
    for source in catalogue.sources.values():
        if isinstance(source.spec, ClassificationSource) and source.spec.holds == "municipalities":
            return source
    raise CatalogueError("sources/klass: no source holds municipalities; nothing can be placed without one.")
