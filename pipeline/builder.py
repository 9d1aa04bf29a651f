"""The second half of a run: make a new build of the accepted and the candidate loads, and check it."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from catalogue.errors import BuildRefused, CheckFailed, GrunnlagError, StopTable
from catalogue.kinds import Source
from catalogue.models import Catalogue
from extract.archive import Load
from pipeline.archive_reader import ArchiveReader
from pipeline.fetch_result import FetchResult
from pipeline.klass import municipality_source
from pipeline.settings import Settings
from pipeline.steps import Steps
from warehouse.build import Build, code_hash
from warehouse.checks import check_build
from warehouse.core import fill, fill_last, make_empty_tables
from warehouse.definitions import sources_read
from warehouse.export import export
from warehouse.home import Home
from warehouse.indicator_summary import IndicatorSummary, changed_indicators
from warehouse.meta import describe_sources, record_build, record_fetches, record_source
from warehouse.read import build_of
from warehouse.source_tables import SourceLoads, copy_source, discard_source, load_source, published_loads


@dataclass
class BuildResult:
    """Result of a build: its folder's name (None if nothing changed), new loads, stale sources, changed indicators."""

    build_id: str | None
    state: str
    loaded: list[Load] = field(default_factory=list)
    stale: dict[str, GrunnlagError] = field(default_factory=dict)
    changed: list[IndicatorSummary] = field(default_factory=list)


class Builder:
    """Makes one build. With `rebuild_in`, make it in that home from the archive only, ignoring the published build."""

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        steps: Steps,
        reading: ArchiveReader,
        *,
        rebuild_in: Home | None = None,
    ) -> None:
        self._settings = settings
        self._home = rebuild_in or settings.folder
        self._rebuild = rebuild_in is not None
        self._catalogue = catalogue
        self._steps = steps
        self._reading = reading
        self._code = code_hash()

    def build(self, fetched: FetchResult) -> BuildResult:
        """Make a build, unless the published one was made of the same loads, code and catalogue.

        If the build fails its checks, try again without the new loads of one source at a time, until a build passes.
        Raise BuildRefused if none passes.
        """
        try:
            return self._build(fetched)
        except BuildRefused as error:
            for source_id in self._suspects(fetched, error.indicator_id):
                refused = CheckFailed(f"{source_id} was not loaded: {error.finding}")
                with suppress(BuildRefused):
                    return self._build(fetched.without(source_id, refused))
            raise

    def _suspects(self, fetched: FetchResult, indicator_id: str | None) -> list[str]:
        """Return the sources whose new loads may have failed the build, in the order to leave them out.

        They are the sources that the indicator reads, then KLASS; without an indicator, all. Each costs a whole build,
        so other sources are not tried. The first list of municipalities is never left out: every build needs it.
        """
        indicator = self._catalogue.indicators.get(indicator_id or "")
        needed = municipality_source(self._catalogue.sources.values()).id
        updated = [source for source in fetched.candidates if source != needed or fetched.accepted[source]]
        if indicator is None:
            return updated
        read = sources_read(self._catalogue, indicator)
        return [source for source in updated if source in read] + [
            source for source in updated if self._catalogue.sources[source].spec.is_classification
        ]

    def _build(self, fetched: FetchResult) -> BuildResult:
        state = self._state(fetched)
        built = BuildResult(None, state, stale=dict(fetched.failures))
        published = None if self._rebuild else build_of(self._home.database)
        if published and published.state == state:
            return built
        build = Build(self._home, None if self._rebuild else self._settings.origin)
        try:
            self._steps.run("load", lambda: self._load(build, fetched, built))
            self._steps.run("check", lambda: check_build(build))
            built.changed = changed_indicators(build)
            for load in built.loaded:
                self._reading.archive.accept(load)
            self._steps.run("checkpoint", lambda: _finish(build))
        except BaseException:
            build.abandon()
            raise
        built.build_id = build.id
        return built

    def _load(self, build: Build, fetched: FetchResult, built: BuildResult) -> None:
        """Fill the build: source tables first, then everything that is computed from them."""
        make_empty_tables(build)
        made = {source.id: self._bring(build, source, fetched, built) for source in self._catalogue.sources.values()}
        fill(build, self._catalogue, fetched.municipalities)
        loads = [load for tables in made.values() for load in tables.loads]
        record_fetches(build, [fetch for load in loads for fetch in self._reading.fetches(load)])
        for source in self._catalogue.sources.values():
            reason = built.stale.get(source.id)
            record_source(build, source, made[source.id], str(reason) if reason else None)
        describe_sources(build, self._catalogue)
        record_build(build, self._settings.origin, built.state)
        fill_last(build)

    def _bring(self, build: Build, source: Source, fetched: FetchResult, built: BuildResult) -> SourceLoads:
        """Load the source with its candidates; if they fail, without them; if that fails, copy the published tables."""
        accepted, made_by = fetched.accepted[source.id], self._made_by(source, fetched)
        read = partial(self._reading.tables, municipalities=fetched.municipalities)
        for loads in (fetched.loads(source.id), accepted):
            try:
                made = load_source(build, source, loads, read, made_by, accepted=len(accepted))
            except StopTable as error:
                discard_source(build, source.id)
                built.stale[source.id] = error
                continue
            built.loaded += [load for load in loads if load not in accepted]
            return made
        return self._keep_published(build, source, accepted)

    def _keep_published(self, build: Build, source: Source, accepted: list[Load]) -> SourceLoads:
        loads, made_by = published_loads(build, source.id)
        if loads:
            copy_source(build, source.id)
        return SourceLoads([load for load in accepted if load.load_id in loads], made_by)

    def _made_by(self, source: Source, fetched: FetchResult) -> str:
        """Return a hash of what the source's tables depend on besides its loads: code, catalogue and municipalities."""
        parts = [
            self._code,
            source.model_dump_json(),
            *_ids(fetched, municipality_source(self._catalogue.sources.values())),
        ]
        return _fingerprint(parts)

    def _state(self, fetched: FetchResult) -> str:
        """Return a hash of everything that a build depends on; builds with equal states have equal content."""
        loads = [load for source in self._catalogue.sources.values() for load in _ids(fetched, source)]
        stale = [f"{source}: {error}" for source, error in sorted(fetched.failures.items())]
        parts = [self._settings.origin, self._code, self._catalogue.model_dump_json(), *loads, *stale]
        return _fingerprint(parts)


def _fingerprint(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _ids(fetched: FetchResult, source: Source) -> list[str]:
    return [load.load_id for load in fetched.loads(source.id)]


def _finish(build: Build) -> None:
    export(build)
    build.checkpoint()
