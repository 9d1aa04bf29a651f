"""The second half of a run: a new build from accepted loads and candidates, checked, then shown in one rename."""

import hashlib
import shutil
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property

from catalogue.errors import BuildRefused, CheckFailed, GrunnlagError
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
from warehouse.checks import check_build
from warehouse.checksum import is_intact
from warehouse.core import fill, sources_read
from warehouse.export import export
from warehouse.home import Home
from warehouse.meta import describe_sources, record_build, record_fetches, record_source
from warehouse.read import build_of
from warehouse.source_tables import Made


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
        self._loader = SourceLoader(self._home, reading, rebuild=self._rebuild)

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
        loads = {source: fetched.loads(source) for source in self._catalogue.sources}
        healed = [source.id for source in self._catalogue.sources.values() if fetched.is_damaged(source)]
        built = BuildResult(None, self._state(loads, fetched.failures), stale=dict(fetched.failures))
        built.notices = [
            f"{source}: a stored answer was damaged or gone, so it was fetched again." for source in healed
        ]
        if built.state == self._published:
            return built
        build = Build(self._home, self._settings.origin)
        try:
            if not self._steps.run("load", lambda: self._load(build, fetched, built)):
                build.abandon()
                shutil.rmtree(build.folder, ignore_errors=True)
                return built
            self._steps.run("check", lambda: check_build(build))
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
        """The state of the published build, where it is what it was when it was made."""
        database = self._home.database
        published = build_of(database) if not self._rebuild and is_intact(database) else None
        return published.state if published else None

    def _load(self, build: Build, fetched: FetchResult, built: BuildResult) -> bool:
        """Source tables first, then all that follows from them; False when that is what is published already.

        Classifications come first: other loads are compared with what KLASS says. What went wrong with a table is a part
        of the state: the run after that is as red, until the table is mended.
        """
        for name in ("build", "source", "load", "fetch", "revision", "notice", "check"):
            build.run_sql(f"meta/{name}")
        build.run_sql("core/label")
        made = {}
        for source in sorted(self._catalogue.sources.values(), key=lambda source: not source.spec.is_classification):
            made[source.id] = self._loader.bring(build, source, fetched, built, self._made_by(source, fetched))
        built.state = self._state({source: one.loads for source, one in made.items()}, built.stale)
        if built.state == self._published:
            return False
        self._fill(build, fetched, built, made)
        return True

    def _fill(self, build: Build, fetched: FetchResult, built: BuildResult, made: dict[str, Made]) -> None:
        fill(build, self._catalogue, fetched.municipalities)
        loads = [load for one in made.values() for load in one.loads]
        record_fetches(build, [fetch for load in loads for fetch in self._reading.fetches(load)])
        for source in self._catalogue.sources.values():
            reason = built.stale.get(source.id)
            record_source(build, source, made[source.id], str(reason) if reason else None)
        describe_sources(build, self._catalogue)
        record_build(build, self._settings.origin, built.state)
        new = [load.load_id for load in built.loaded]
        query = "select source_id, says from meta.notice where list_contains(?, load_id) order by all"
        built.notices += [f"{source}: {says}." for source, says in build.rows(query, [new])]

    def _made_by(self, source: Source, fetched: FetchResult) -> str:
        """Fingerprint of all but the source's own loads that shapes its tables: code, catalogue and municipalities."""
        parts = [
            self._code,
            source.model_dump_json(),
            *_ids(fetched, municipality_source(self._catalogue.sources.values())),
        ]
        return _fingerprint(parts)

    def _state(self, loads: Mapping[str, list[Load]], stale: Mapping[str, GrunnlagError]) -> str:
        """Fingerprint of all that shapes a build; equal states have equal content."""
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
