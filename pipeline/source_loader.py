"""The tables of a source in a new build: with new figures if they pass their checks, else with the earlier ones."""

from functools import partial

from catalogue.errors import CheckFailed, DamagedAnswer, StopTable, UnexpectedShape
from catalogue.kinds import Source
from extract.archive import Load
from pipeline.archive_reader import ArchiveReader
from pipeline.fetch_result import FetchResult, standing
from pipeline.result import BuildResult
from warehouse.build import Build
from warehouse.checksum import is_intact
from warehouse.home import Home
from warehouse.source_tables import SourceLoads, copy_source, discard_source, load_source, published_loads


class SourceLoader:
    """Adds the tables of each source to a build. With `rebuild`, prefers the archive to the published build."""

    def __init__(self, home: Home, reading: ArchiveReader, *, rebuild: bool) -> None:
        self._home = home
        self._reading = reading
        self._rebuild = rebuild

    def bring(
        self, build: Build, source: Source, fetched: FetchResult, built: BuildResult, made_by: str
    ) -> SourceLoads:
        """Add the source's tables with the candidates; without them if they fail; as published if even that fails.

        `made_by` is a hash of everything except the loads that the tables depend on. Raise CheckFailed if a published
        table would be lost.
        """
        accepted = fetched.accepted[source.id]
        for loads in (fetched.loads(source.id), accepted):
            try:
                made = self._bring(build, source, fetched, loads, made_by)
            except StopTable as error:
                discard_source(build, source.id)
                built.stale[source.id] = error
                continue
            built.loaded += [load for load in made.loads if load not in accepted]
            built.notices += [_unread(source, load) for load in loads if load not in made.loads]
            return made
        return self._keep_published(build, source, accepted, built.stale[source.id])

    def _bring(
        self, build: Build, source: Source, fetched: FetchResult, loads: list[Load], made_by: str
    ) -> SourceLoads:
        """Make the tables of the loads. Leave out unreadable loads that a later load has replaced."""
        try:
            return self._of(build, source, fetched, loads, made_by)
        except (DamagedAnswer, UnexpectedShape):
            kept = [load for load in loads if load in standing(loads) or self._can_read(source, load, fetched)]
            if source.spec.only_newest or kept == loads:
                raise
        discard_source(build, source.id)
        return self._of(build, source, fetched, kept, made_by)

    def _of(self, build: Build, source: Source, fetched: FetchResult, loads: list[Load], made_by: str) -> SourceLoads:
        read = partial(self._reading.tables, municipalities=fetched.municipalities)
        accepted = len([load for load in loads if load in fetched.accepted[source.id]])
        published_by = "" if self._rebuild else made_by  # a rebuild copies nothing from the published build
        return SourceLoads(load_source(build, source, loads, read, published_by, accepted=accepted).loads, made_by)

    def _can_read(self, source: Source, load: Load, fetched: FetchResult) -> bool:
        try:
            self._reading.tables(source, load, fetched.municipalities)
        except StopTable:
            return False
        return True

    def _keep_published(self, build: Build, source: Source, accepted: list[Load], error: Exception) -> SourceLoads:
        loads, made_by = published_loads(build, source.id)
        if loads:
            copy_source(build, source.id)
        elif accepted and (isinstance(error, DamagedAnswer) or self._is_spoilt()):
            raise CheckFailed(
                f"{error} Nothing was published, because {source.id} would be lost: no sound build has its table."
            ) from error
        return SourceLoads([load for load in accepted if load.load_id in loads], made_by)

    def _is_spoilt(self) -> bool:
        """Return whether the published file was changed after it was made, so that no table can be copied from it."""
        return self._home.database.exists() and not is_intact(self._home.database)


def _unread(source: Source, load: Load) -> str:
    return (
        f"{source.id}: what was loaded on {load.loaded_at[:10]} can no longer be read from the archive ('grunnlag archive' "
        "says what is damaged), so the revisions of that day are left out."
    )
