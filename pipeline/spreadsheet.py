"""The workbooks of the catalogue: whole or not at all, each by itself."""

from dataclasses import replace
from urllib.parse import urlsplit

from catalogue.kinds import Source, SpreadsheetSource
from catalogue.models import Catalogue
from extract.answer import WORKBOOK
from extract.budget import Budget
from extract.client import Client
from extract.clock import Clock
from extract.spreadsheet import Workbook
from pipeline.fetch_result import FetchResult, Loading, last_complete
from pipeline.settings import Settings


class Spreadsheets:
    """Asks for each workbook that is due, once; one municipality's figures are never fetched by themselves."""

    def __init__(self, settings: Settings, catalogue: Catalogue, loading: Loading) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._loading = loading

    def fetch(self, fetched: FetchResult) -> None:
        """Add the workbooks with news to what is to be tried."""
        for source in self._catalogue.sources.values():
            if isinstance(source.spec, SpreadsheetSource):
                with fetched.failing(source):
                    self._source(fetched, source, source.spec)

    def _source(self, fetched: FetchResult, source: Source, spec: SpreadsheetSource) -> None:
        """Fetch one workbook. No listing tells of it, so what is remembered as `listed` is when it was looked at."""
        reading, accepted = self._loading.reading, last_complete(fetched.accepted[source.id])
        last = reading.fetches(accepted)[0] if accepted else None
        client = workbook_client(self._settings, self._loading.clock, spec.url)
        workbook = Workbook(spec, client, reading.archive, reading.origin)
        if not workbook.is_due(last, fetched.seen.get(source.id), self._loading.clock.now()):
            return
        looked = self._loading.clock.stamp()
        load = self._loading.attempt(source, lambda: workbook.fetch(last), step=f"fetch {source.id}")
        if load is None:
            self._loading.saw(source, looked)
            return
        updated = reading.tables(source, load, fetched.municipalities).updated
        fetched.candidates[source.id] = [replace(load, listed=looked, updated=updated)]


def workbook_client(settings: Settings, clock: Clock, url: str) -> Client:
    """A client of the workbook's own host, or of the one that stands in for all of them."""
    own = urlsplit(url)
    base = settings.spreadsheet_url or f"{own.scheme}://{own.netloc}"
    return Client(base, Budget(base, spacing=settings.spacing, clock=clock), clock=clock, form=WORKBOOK)
