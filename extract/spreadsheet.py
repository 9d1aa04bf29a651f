"""A workbook on the web, as stored bytes: asked for once a run at most, and kept when it is another one than before."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from catalogue.errors import CodeGone, SourceRefused
from catalogue.kinds import SpreadsheetSource
from extract.access import Access
from extract.answer import WORKBOOK
from extract.archive import Archive, Fetch
from extract.client import Client

WEEK = timedelta(days=7)

_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


class Workbooks:
    """Reaches each workbook on its own host, or all of them on the host that replaces it."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def of(self, spec: SpreadsheetSource) -> "Workbook":
        """Return the source's workbook."""
        own = urlsplit(spec.url)
        client = self._access.client("spreadsheet", f"{own.scheme}://{own.netloc}", form=WORKBOOK)
        return Workbook(spec, client, self._access.archive, self._access.origin)


class Workbook:
    """Fetches one source's workbook into the archive."""

    def __init__(self, spec: SpreadsheetSource, client: Client, archive: Archive, origin: str) -> None:
        self._spec = spec
        self._client = client
        self._archive = archive
        self._origin = origin
        self._path = urlsplit(spec.url).path.lstrip("/")

    def is_due(self, last: Fetch | None, looked: str | None, now: datetime) -> bool:
        """True when it is time to ask, after the fetch of the last load and the last look that found nothing new.

        Nothing lists when a workbook changes. A server that told what marks this version of it sends it anew only when it
        has changed, so it is asked every night. From one that did not, all of it would come every night, of a file that
        is made anew once a year: it is asked every week.
        """
        if last is None or looked is None or last.request["path"] != self._path or _conditions(last):
            return True
        return now - datetime.fromisoformat(looked) >= WEEK

    def fetch(self, last: Fetch | None) -> list[Fetch]:
        """The workbook; nothing when its bytes are those of `last`. Raises CodeGone, with where to look for it, TryAgainLater."""
        known = last if last and last.request["path"] == self._path else None
        try:
            answer = self._client.get(self._path, conditions=_conditions(known) if known else None)
        except SourceRefused as error:
            raise CodeGone(
                f"There is no workbook at {self._spec.url} any more ({error}); "
                f"find its new address on {self._spec.page_url} and correct url in the catalogue."
            ) from error
        if answer.status == 304:
            return []
        fetch = self._archive.keep(answer, self._origin)
        return [] if known and known.sha256 == fetch.sha256 else [fetch]


def _conditions(fetch: Fetch) -> dict[str, str]:
    """The headers that ask for another version than the one that came with this fetch."""
    return {asks: fetch.headers[told] for told, asks in _CONDITIONS.items() if told in fetch.headers}
