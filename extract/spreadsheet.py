"""A workbook on the web, as stored bytes: at most one request on a night without news, and loaded only if it changed."""

import re
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

from catalogue.errors import CodeGone, SourceRefused
from catalogue.spreadsheet import SpreadsheetSource
from extract.access import Access
from extract.answer import CSV, PAGE, WORKBOOK, Answer
from extract.archive import Archive, Fetch
from extract.client import Client

WEEK = timedelta(days=7)

Asked = tuple[str, dict[str, str]]
"""The path and the query of an address, as in a request."""

_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
"""Header of an answer -> header of the next request, which makes it conditional."""


class Workbooks:
    """Fetches each workbook from its own host, or all of them from the host that replaces it."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def of(self, spec: SpreadsheetSource) -> "Workbook":
        """Return the source's workbook."""
        own = urlsplit(spec.url or spec.page_url)
        host = f"{own.scheme}://{own.netloc}"
        forms = (CSV if spec.encoding else WORKBOOK, PAGE)
        client, pages = (self._access.client("spreadsheet", host, form=form) for form in forms)
        return Workbook(spec, client, pages, self._access.archive, self._access.origin)


class Workbook:
    """Fetches one source's workbook into the archive."""

    def __init__(self, spec: SpreadsheetSource, client: Client, pages: Client, archive: Archive, origin: str) -> None:
        self._spec = spec
        self._client = client
        self._pages = pages
        self._archive = archive
        self._origin = origin

    def is_due(self, last: Fetch | None, checked_at: str | None, now: datetime) -> bool:
        """Return whether to make a request. `last` is the fetch of the last load, `checked_at` the last request.

        No listing shows when a workbook changes. A server that sends an ETag or Last-Modified is asked every night,
        because it sends the file only if it changed. Other servers would send the whole file every night, although it
        is renewed once a year, so they are asked once a week. A page with a link is small, and asked every night.
        """
        if last is None or checked_at is None or _conditions(last):
            return True
        if not self._spec.url or _moved(last, _asked(self._spec.url)):
            return True
        return now - datetime.fromisoformat(checked_at) >= WEEK

    def fetch(self, last: Fetch | None, now: datetime | None = None) -> list[Fetch]:
        """Fetch the workbook; return nothing if its bytes are those of `last`.

        A new link on the page is news. Every seventh day the file itself is asked for instead, because it may change
        behind the same link. Raise CodeGone, with the page to look for the new address, if the workbook is gone; raise
        TryAgainLater.
        """
        if self._spec.url:
            return self._file(_asked(self._spec.url), last)
        if last and now and _is_seventh_day(last, now):
            try:
                return self._file((last.request["path"], last.request["query"]), last)
            except CodeGone:
                last = None  # the page has another link now
        page = self._pages.get(urlsplit(self._spec.page_url).path.lstrip("/"))
        self._archive.keep(page, self._origin)
        at = _asked(self._link(page))
        return [] if last and not _moved(last, at) else self._file(at, None)

    def _file(self, at: Asked, last: Fetch | None) -> list[Fetch]:
        """Fetch the file at an address; return nothing if its bytes are those of `last`."""
        known = last if last and not _moved(last, at) else None
        try:
            answer = self._client.get(*at, conditions=_conditions(known) if known else None)
        except SourceRefused as error:
            raise CodeGone(
                f"There is no longer a workbook at {self._spec.url or at[0]} ({error}); "
                f"find its new address on {self._spec.page_url} and correct {'url' if self._spec.url else 'link'} "
                "in the catalogue."
            ) from error
        if answer.status == 304:
            return []
        fetch = self._archive.keep(answer, self._origin)
        return [] if known and known.sha256 == fetch.sha256 else [fetch]

    def _link(self, page: Answer) -> str:
        """Return the address behind the page's link. Raise CodeGone unless there is exactly one, on the page's own host."""
        text, pattern = unescape(page.body.decode("utf-8", "replace")), self._spec.link or ""
        found = sorted({urljoin(self._spec.page_url, match[0]) for match in re.finditer(pattern, text)})
        if len(found) != 1:
            several = f"{len(found)} links" if found else "no link"
            raise CodeGone(
                f"{self._spec.page_url} has {several} to a file like {pattern}; correct link in the catalogue."
            )
        if urlsplit(found[0])[:2] != urlsplit(self._spec.page_url)[:2]:
            raise CodeGone(f"{self._spec.page_url} links to another host ({found[0]:.200}); correct the catalogue.")
        return found[0]


def _asked(url: str) -> Asked:
    parts = urlsplit(url)
    return parts.path.lstrip("/"), dict(parse_qsl(parts.query, keep_blank_values=True))


def _moved(last: Fetch, at: Asked) -> bool:
    """Return whether a fetch was from another address than this one."""
    return (last.request["path"], last.request["query"]) != at


def _is_seventh_day(last: Fetch, now: datetime) -> bool:
    days = (now - datetime.fromisoformat(last.fetched_at)).days
    return days > 0 and days % 7 == 0


def _conditions(fetch: Fetch) -> dict[str, str]:
    """Return the headers that make a request conditional on a newer version than the fetched one."""
    return {condition: fetch.headers[name] for name, condition in _CONDITIONS.items() if name in fetch.headers}
