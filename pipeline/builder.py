"""The second half of a run: a new build from accepted loads and candidates, checked, then shown in one rename."""

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
from warehouse.core import fill, make_empty_tables
from warehouse.definitions import sources_read
from warehouse.export import export
from warehouse.home import Home
from warehouse.indicator_summary import IndicatorSummary, changed_indicators
from warehouse.meta import describe_sources, record_build, record_fetches, record_source
from warehouse.read import build_of
from warehouse.source_tables import SourceLoads, copy_source, discard_source, load_source, published_loads


@dataclass
class BuildResult:
    """What one build came to: its folder's name (None when nothing was new), what it loaded, and what is stale."""

    build_id: str | None
    state: str
    loaded: list[Load] = field(default_factory=list)
    stale: dict[str, GrunnlagError] = field(default_factory=dict)
    changed: list[IndicatorSummary] = field(default_factory=list)


class Builder:
    """Makes one build for one catalogue; with `rebuild_in`, in that home and of nothing but loads, whatever is published."""

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
        """Build unless the published build is already made of the same loads, code and catalogue.

        When the finished build fails its checks, it is made again without the one source's news that it fails for.
        Raises BuildRefused when there is no such source.
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
        """The sources with news that may be at fault: those the indicator reads, then KLASS; all where none is named.

        Each is a whole build to try. The only list of municipalities there is cannot be done without.
        """
        indicator = self._catalogue.indicators.get(indicator_id or "")
        needed = municipality_source(self._catalogue.sources.values()).id
        news = [one for one in fetched.candidates if one != needed or fetched.accepted[one]]
        if indicator is None:
            return news
        read = sources_read(self._catalogue, indicator)
        return [one for one in news if one in read] + [
            one for one in news if self._catalogue.sources[one].spec.is_classification
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
        """Source tables first, then all that follows from them."""
        make_empty_tables(build)
        made = {source.id: self._bring(build, source, fetched, built) for source in self._catalogue.sources.values()}
        fill(build, self._catalogue, fetched.municipalities)
        loads = [load for one in made.values() for load in one.loads]
        record_fetches(build, [fetch for load in loads for fetch in self._reading.fetches(load)])
        for source in self._catalogue.sources.values():
            reason = built.stale.get(source.id)
            record_source(build, source, made[source.id], str(reason) if reason else None)
        describe_sources(build, self._catalogue)
        record_build(build, self._settings.origin, built.state)

    def _bring(self, build: Build, source: Source, fetched: FetchResult, built: BuildResult) -> SourceLoads:
        """The source's tables with the candidate; without it when it fails; as published when even that fails."""
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
        """Fingerprint of all but the source's own loads that shapes its tables: code, catalogue and municipalities."""
        parts = [
            self._code,
            source.model_dump_json(),
            *_ids(fetched, municipality_source(self._catalogue.sources.values())),
        ]
        return _fingerprint(parts)

    def _state(self, fetched: FetchResult) -> str:
        """Fingerprint of all that shapes a build; equal states have equal content."""
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
