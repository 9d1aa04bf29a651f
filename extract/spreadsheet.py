"""A workbook on the web, as stored bytes: downloaded at most once a run, and loaded only if it changed."""

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
"""Header of an answer -> header of the next request, which makes it conditional."""


class Workbooks:
    """Fetches each workbook from its own host, or all of them from the host that replaces it."""

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

    def is_due(self, last: Fetch | None, checked_at: str | None, now: datetime) -> bool:
        """Return whether to request the workbook. `last` is the fetch of the last load, `checked_at` the last request.

        No listing shows when a workbook changes. A server that sends an ETag or Last-Modified is asked every night,
        because it sends the file only if it changed. Other servers would send the whole file every night, although it
        is renewed once a year, so they are asked once a week.
        """
        if last is None or checked_at is None or last.request["path"] != self._path or _conditions(last):
            return True
        return now - datetime.fromisoformat(checked_at) >= WEEK

    def fetch(self, last: Fetch | None) -> list[Fetch]:
        """Fetch the workbook; return nothing if its bytes are those of `last`.

        Raise CodeGone, with the page to look for the new address, if the workbook is gone; raise TryAgainLater.
        """
        known = last if last and last.request["path"] == self._path else None
        try:
            answer = self._client.get(self._path, conditions=_conditions(known) if known else None)
        except SourceRefused as error:
            raise CodeGone(
                f"There is no longer a workbook at {self._spec.url} ({error}); "
                f"find its new address on {self._spec.page_url} and correct url in the catalogue."
            ) from error
        if answer.status == 304:
            return []
        fetch = self._archive.keep(answer, self._origin)
        return [] if known and known.sha256 == fetch.sha256 else [fetch]


def _conditions(fetch: Fetch) -> dict[str, str]:
    """Return the headers that make a request conditional on a newer version than the fetched one."""
    return {condition: fetch.headers[name] for name, condition in _CONDITIONS.items() if name in fetch.headers}
