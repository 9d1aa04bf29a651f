"""The second half of a run: make a new build from the accepted loads and the candidates, and check it."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property

from catalogue.errors import BuildRefused, CheckFailed, GrunnlagError, StopTable
from catalogue.kinds import Source
from catalogue.models import Catalogue
from extract.archive import Load
from pipeline.archive_reader import ArchiveReader
from pipeline.fetch_result import FetchResult
from pipeline.klass import municipality_source
from pipeline.result import BuildResult
from pipeline.settings import Settings
from pipeline.source_loader import SourceLoader
from pipeline.steps import Steps
from warehouse.build import Build, code_hash
from warehouse.changes import record_changes
from warehouse.checks import check_build, record_refusals
from warehouse.checksum import is_intact
from warehouse.core import fill, fill_last, make_empty_tables
from warehouse.definitions import sources_read
from warehouse.export import export
from warehouse.home import Home
from warehouse.indicator_summary import changed_indicators
from warehouse.meta import describe_sources, record_build, record_fetches, record_source
from warehouse.read import build_of
from warehouse.source_tables import SourceLoads


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
        self._loader = SourceLoader(self._home, reading, rebuild=self._rebuild)

    def build(self, fetched: FetchResult) -> BuildResult:
        """Make a build, unless the published one was made of the same loads, code and catalogue.

        If the build fails its checks, try again without the new loads of one source at a time, then without the local
        figures, until a build passes. Raise BuildRefused if none passes.
        """
        try:
            return self._build(fetched)
        except BuildRefused as error:
            for source_id in self._suspects(fetched, error.indicator_id):
                refused = CheckFailed(f"{source_id} was not loaded: {error.finding}")
                with suppress(BuildRefused):
                    return self._build(fetched.without(source_id, refused))
            indicator = self._catalogue.indicators.get(error.indicator_id or "")
            local = self._catalogue.sources.get(str(indicator.definition.source)) if indicator else None
            if local is None or not local.spec.is_local:
                raise
            refused = CheckFailed(f"{local.id} was left out: {error.finding}")
            return self._build(fetched.without(local.id, refused, accepted=False))

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
        loads = {source: fetched.loads(source) for source in self._catalogue.sources}
        healed = [source.id for source in self._catalogue.sources.values() if fetched.is_damaged(source)]
        failures = {source: StopTable(says) for source, says in self._catalogue.refused.items()} | fetched.failures
        built = BuildResult(None, self._state(loads, failures), stale=failures)
        built.notices = [
            f"{source}: a stored answer was damaged or gone, so it was fetched again." for source in healed
        ]
        if built.state == self._published:
            return built
        build = Build(self._home, self._settings.origin)
        try:
            if not self._steps.run("load", lambda: self._load(build, fetched, built)):
                build.abandon()
                return built
            built.notices += self._steps.run("check", lambda: check_build(build))
            built.changed = changed_indicators(build)
            for load in built.loaded:
                self._reading.archive.accept(load)
            self._steps.run("checkpoint", lambda: _finish(build))
        except BaseException:
            build.abandon()
            raise
        built.build_id = build.id
        return built

    @cached_property
    def _published(self) -> str | None:
        """The state of the published build; None if there is none, or if its file was changed afterwards."""
        database = self._home.database
        published = build_of(database) if not self._rebuild and is_intact(database) else None
        return published.state if published else None

    def _load(self, build: Build, fetched: FetchResult, built: BuildResult) -> bool:
        """Fill the source tables, then all other tables. Return False if the result is already published.

        Classifications come first, because other loads are compared with KLASS. A source's error is part of the state,
        so a run with the same error gives the same state, until the error is corrected.
        """
        make_empty_tables(build)
        made = {}
        for source in sorted(self._catalogue.sources.values(), key=lambda source: not source.spec.is_classification):
            made[source.id] = self._loader.bring(build, source, fetched, built, self._made_by(source, fetched))
        built.state = self._state({source: tables.loads for source, tables in made.items()}, built.stale)
        if built.state == self._published:
            return False
        self._fill(build, fetched, built, made)
        return True

    def _fill(self, build: Build, fetched: FetchResult, built: BuildResult, made: dict[str, SourceLoads]) -> None:
        fill(build, self._catalogue, fetched.municipalities)
        loads = [load for tables in made.values() for load in tables.loads]
        record_fetches(build, [fetch for load in loads for fetch in self._reading.fetches(load)])
        for source in self._catalogue.sources.values():
            reason = built.stale.get(source.id)
            record_source(build, source, made[source.id], str(reason) if reason else None)
        describe_sources(build, self._catalogue)
        record_build(build, self._settings.origin, built.state)
        fill_last(build)
        record_changes(build)
        record_refusals(build, built.stale)
        new = [load.load_id for load in built.loaded]
        query = "select source_id, says from meta.check where list_contains(?, load_id) order by all"
        built.notices += [f"{source}: {says}." for source, says in build.rows(query, [new])]

    def _made_by(self, source: Source, fetched: FetchResult) -> str:
        """Return a hash of what the source's tables depend on besides its loads: code, catalogue and municipalities."""
        parts = [
            self._code,
            source.model_dump_json(),
            *_ids(fetched, municipality_source(self._catalogue.sources.values())),
        ]
        return _fingerprint(parts)

    def _state(self, loads: Mapping[str, list[Load]], stale: Mapping[str, GrunnlagError]) -> str:
        """Return a hash of everything that a build depends on; builds with equal states have equal content."""
        ids = [load.load_id for source in self._catalogue.sources for load in loads[source]]
        reasons = [f"{source}: {error}" for source, error in sorted(stale.items())]
        return _fingerprint([self._settings.origin, self._code, self._catalogue.model_dump_json(), *ids, *reasons])


def _fingerprint(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _ids(fetched: FetchResult, source: Source) -> list[str]:
    return [load.load_id for load in fetched.loads(source.id)]


def _finish(build: Build) -> None:
    export(build)
    build.checkpoint()
