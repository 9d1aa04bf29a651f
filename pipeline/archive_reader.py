"""Reads loads and tables from the archive."""

from typing import Any

from catalogue.errors import DamagedAnswer, expected_shape
from catalogue.kinds import Source
from catalogue.models import Catalogue
from extract.answer import read_json
from extract.archive import Archive, Fetch, Load
from extract.objects import State
from transform.klass import find_municipalities
from transform.load import read_load
from transform.municipalities import Municipalities
from transform.tables import StoredAnswer, Tables


class ArchiveReader:
    """Reads the loads of one origin, and decodes each at most once a run."""

    def __init__(self, archive: Archive, origin: str) -> None:
        self.archive = archive
        self.origin = origin
        self._fetches: dict[str, Fetch] = {}
        self._tables: dict[str, Tables] = {}

    def accepted(self, catalogue: Catalogue) -> dict[str, list[Load]]:
        """Return source -> its accepted loads, oldest first."""
        loads = self.archive.loads(self.origin)
        return {source: [load for load in loads if load.source_id == source] for source in catalogue.sources}

    def municipalities(self, load: Load) -> Municipalities:
        """Return the municipalities of a load of KLASS 131. Raise UnexpectedShape, DamagedAnswer."""
        with expected_shape("KLASS's municipalities have an unexpected form"):
            return find_municipalities(self._answers(load))

    def tables(self, source: Source, load: Load, municipalities: Municipalities) -> Tables:
        """Return the tables of a load. Raise UnexpectedShape if its answers do not match their requests, DamagedAnswer."""
        if load.load_id not in self._tables:
            with expected_shape(f"The answers of {source.id} have an unexpected form"):
                self._tables[load.load_id] = read_load(
                    source, self._answers(load), municipalities, beside=load.beside, scope=load.scope
                )
        return self._tables[load.load_id]

    def fetches(self, load: Load) -> list[Fetch]:
        """Return the archive's entries for a load's answers. Raise DamagedAnswer if the log has lost any of them."""
        known = self._known(load)
        if gone := [fetch_id for fetch_id in load.fetches if fetch_id not in known]:
            raise DamagedAnswer(
                f"The archive's log has lost the answer {gone[0]} of {load.source_id}; 'grunnlag run' fetches it again."
            )
        return [known[fetch_id] for fetch_id in load.fetches]

    def is_intact(self, load: Load) -> bool:
        """Return whether every answer of a load is in the log, with its bytes as they were stored."""
        known = self._known(load)
        return all(
            fetch_id in known and self.archive.state(known[fetch_id]) is State.WHOLE for fetch_id in load.fetches
        )

    def _known(self, load: Load) -> dict[str, Fetch]:
        if not set(load.fetches) <= set(self._fetches):
            self._fetches = self.archive.fetches()
        return self._fetches

    def table(self, load: Load) -> str:
        """Return the number of the StatBank table that a load was fetched from."""
        return str(self.fetches(load)[0].request["path"].split("/")[1])

    def content(self, fetch: Fetch) -> Any:
        """Return the JSON of an answer."""
        return read_json(self.archive.read(fetch))

    def same_bytes(self, first: Load, second: Load) -> bool:
        """Return whether two loads were made of the same bytes."""
        return [fetch.sha256 for fetch in self.fetches(first)] == [fetch.sha256 for fetch in self.fetches(second)]

    def _answers(self, load: Load) -> list[StoredAnswer]:
        return [
            StoredAnswer(fetch.fetch_id, fetch.request, fetch.fetched_at, self.archive.read(fetch))
            for fetch in self.fetches(load)
        ]
