"""The first half of a run: find, fetch and decode the changed sources. The build decides which to accept."""

from functools import partial
from typing import Any

from catalogue.models import Catalogue
from extract.archive import Archive
from extract.clock import Hours
from pipeline.archive_reader import ArchiveReader
from pipeline.fetch_result import FetchResult, Loading, standing
from pipeline.kinds import all_updates
from pipeline.settings import Settings
from pipeline.steps import Steps
from pipeline.traffic import CountingClient
from pipeline.updates import Updates
from transform.municipalities import check_groups
from warehouse.read import stale_sources


class FetchPhase:
    """Fetches the sources of a catalogue, kind by kind."""

    def __init__(self, settings: Settings, catalogue: Catalogue, steps: Steps, hours: Hours | None = None) -> None:
        hours = hours or Hours()
        self._catalogue = catalogue
        self._steps = steps
        self._database = settings.folder.database
        self.reading = ArchiveReader(Archive(settings.folder.archive, hours.clock), settings.origin)
        loading = Loading(self.reading, steps, hours.clock)
        kinds = all_updates(
            settings, catalogue, loading, hours, client_class=partial(CountingClient, steps.traffic)
        ).values()
        loading.order = [source.id for updates in kinds for source in updates.sources]
        self._first, *self._rest = kinds

    def fetch(self, municipality: str | None, counties: tuple[str, ...]) -> FetchResult:
        """Fetch everything with news, or one municipality's figures.

        Raise UnknownName if the municipality or a county of the pages does not exist, and CatalogueError if a group has a
        code that is not a municipality's. Both are raised before any figure is requested.
        """
        fetched = FetchResult(self.reading.accepted(self._catalogue), self.reading.archive.seen(self.reading.origin))
        fetched.stale = stale_sources(self._database)
        fetched.damaged = self._steps.run("verify", lambda: self._damaged(fetched))
        self._fetch(fetched, municipality, [self._first])
        check_groups(self._catalogue, fetched.municipalities)
        for county in counties:
            fetched.municipalities.require_county(county)
        if municipality:
            fetched.municipalities.require(municipality)
        self._fetch(fetched, municipality, self._rest)
        return fetched

    def _fetch(self, fetched: FetchResult, municipality: str | None, kinds: list[Updates[Any, Any]]) -> None:
        for updates in kinds:
            if municipality:
                updates.fetch_municipality(fetched, municipality)
            else:
                updates.fetch(fetched)

    def _damaged(self, fetched: FetchResult) -> set[str]:
        """Return the ids of the loads in use that have a damaged answer. The next build may have to read them."""
        loads = [load for accepted in fetched.accepted.values() for load in standing(accepted)]
        return {load.load_id for load in loads if not self.reading.is_intact(load)}
