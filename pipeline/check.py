"""`grunnlag check`: the whole catalogue against what the sources say of themselves today; nothing is loaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalogue.errors import StopTable
from catalogue.kinds import ClassificationSource, FhiSource, Source, SpreadsheetSource
from catalogue.load import load_catalogue
from catalogue.statbank import StatbankSource
from extract import fhi
from extract.archive import Archive, question
from extract.clock import Clock
from extract.drift import Drift, drifts
from extract.index import Listed, releases
from extract.klass import Klass
from extract.source_api import NORWEGIAN
from extract.spreadsheet import Workbook
from extract.statbank import Statbank
from pipeline.archive_reader import ArchiveReader
from pipeline.fetch import clients
from pipeline.fetch_result import Loading, last_complete
from pipeline.fhi import fhi_client
from pipeline.settings import Settings
from pipeline.spreadsheet import workbook_client
from pipeline.steps import Steps
from transform.municipalities import Municipalities


@dataclass(frozen=True)
class DriftFinding:
    """A drift of one source."""

    source_id: str
    drift: Drift


def check(settings: Settings, steps: Steps) -> list[DriftFinding]:
    """Every difference there is. Raises TryAgainLater when a source cannot be asked."""
    return list(CatalogueCheck(settings, steps).findings())


class CatalogueCheck:
    """Asks each source for its metadata, and the StatBank once for the list of all its tables."""

    def __init__(self, settings: Settings, steps: Steps) -> None:
        clock = Clock()
        archive, origin = Archive(settings.folder.prepare().archive, clock), settings.origin
        statbank, klass = clients(settings, clock)
        catalogue = load_catalogue(settings.catalogue)
        self._settings, self._clock = settings, clock
        self._sources = settings.asked(catalogue)
        self._municipalities = Municipalities.none()
        self._steps = steps
        self._reading = ArchiveReader(archive, origin)
        self._loading = Loading(self._reading, steps, clock)
        self._statbank = Statbank(statbank, archive, origin)
        self._klass = Klass(klass, archive, origin)
        self._fhi = fhi.Fhi(fhi_client(settings, clock), archive, origin)
        self._accepted = self._reading.accepted(catalogue)

    def findings(self) -> Iterator[DriftFinding]:
        """The sources' drifts, one source after the other."""
        tables = self._steps.run("list ssb", self._statbank.index.everything)
        for source in self._sources:
            for drift in self._drifts(source, tables):
                yield DriftFinding(source.id, drift)

    def _drifts(self, source: Source, tables: list[Listed]) -> Iterator[Drift]:
        spec = source.spec
        try:
            if isinstance(spec, ClassificationSource):
                self._read(source, spec)
            elif isinstance(spec, StatbankSource) and spec.releases:
                yield from self._newest_release(source, spec, tables)
            elif isinstance(spec, StatbankSource):
                yield from self._table(source, spec, tables)
            elif isinstance(spec, SpreadsheetSource):
                self._workbook(source, spec)
            elif isinstance(spec, FhiSource):
                yield from fhi.drifts(spec, self._steps.run(f"check {source.id}", lambda: self._fhi.dimensions(spec)))
        except StopTable as error:
            yield Drift(str(error))

    def _read(self, source: Source, spec: ClassificationSource) -> None:
        """Fetch and read a classification, as a run does. Raises StopTable."""
        load = self._loading.attempt(source, lambda: self._klass.fetch(spec), step=f"check {source.id}")
        if load and spec.holds == "municipalities":
            self._municipalities = self._reading.municipalities(load)
        elif load:
            self._reading.tables(source, load, Municipalities.none())

    def _workbook(self, source: Source, spec: SpreadsheetSource) -> None:
        """Fetch and read a workbook, as a run does; the municipalities came before it. Raises StopTable."""
        client = workbook_client(self._settings, self._clock, spec.url)
        workbook = Workbook(spec, client, self._reading.archive, self._reading.origin)
        load = self._loading.attempt(source, lambda: workbook.fetch(None), step=f"check {source.id}")
        if load:
            self._reading.tables(source, load, self._municipalities)

    def _newest_release(self, source: Source, spec: StatbankSource, tables: list[Listed]) -> Iterator[Drift]:
        assert spec.releases  # noqa: S101  (the caller asked)
        found = releases(tables, spec.releases)
        if not found:
            yield Drift(f"no table has '{spec.releases.title}' in its title; correct releases in the catalogue.")
            return
        loaded = {load.vintage for load in self._accepted[source.id]}
        for table in found if loaded else []:
            if table.first_period not in loaded:
                yield Drift(f"the release {table.label} has not been loaded; 'grunnlag refresh' loads it.", stops=False)
        yield from self._table(source, spec.model_copy(update={"table": found[-1].id}), tables)

    def _table(self, source: Source, spec: StatbankSource, tables: list[Listed]) -> Iterator[Drift]:
        metadata = self._steps.run(f"check {source.id}", lambda: self._statbank.metadata(spec))
        if any(table.id == spec.table and table.discontinued for table in tables):
            yield Drift(f"SSB no longer updates table {spec.table}{self._statbank.hint(spec)}.")
        yield from drifts(spec, metadata["dimension"], self._before(source, spec))

    def _before(self, source: Source, spec: StatbankSource) -> dict[str, Any] | None:
        """The dimensions in the metadata that the table's last complete load was made with."""
        last = last_complete(self._accepted[source.id])
        request = {"method": "GET", "path": f"tables/{spec.table}/metadata", "query": NORWEGIAN}
        asked = question(self._reading.origin, request)
        fetches = self._reading.archive.fetches().values()
        found = [each for each in fetches if last and each.question == asked and each.fetched_at <= last.loaded_at]
        return dict(self._reading.content(found[-1])["dimension"]) if found else None
