"""A workbook behind a link is found through its page, with one request on a night without news."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from catalogue.errors import CodeGone
from extract.answer import PAGE as HTML
from extract.answer import WORKBOOK
from extract.archive import Archive, Fetch
from extract.spreadsheet import Workbook
from tests.lib.apis import client
from tests.lib.scripted import Says, scripted
from tests.lib.workbooks import PAGE, book, homes, spreadsheet

LINK = r'/files/\?id=[^"<>]*'


def _page(*links: str) -> Says:
    body = "".join(f'<a href="{link}">Last ned</a>' for link in links)
    return Says(f"<html>{body}</html>".encode(), content_type="text/html; charset=utf-8")


def _file(value: int = 96) -> Says:
    return Says(book(homes(value=value)), content_type=WORKBOOK.accept, headers={"ETag": f'"{value}"'})


def _asked(home: Path, *answers: Says, last: Fetch | None = None, days: int = 1) -> tuple[list[Fetch], list[str]]:
    """Fetch so many days after the last fetch, and return the fetches and the addresses that were asked for."""
    now = datetime.fromisoformat(last.fetched_at) + timedelta(days=days) if last else None
    with scripted(*answers) as server:
        files, pages = (client(server.url, form=form) for form in (WORKBOOK, HTML))
        workbook = Workbook(spreadsheet(url=None, link=LINK), files, pages, Archive(home), "live")
        assert workbook.is_due(last, "2026-11-24T02:30:00+00:00", now) if now else True
        return workbook.fetch(last, now), [path for _, path, _ in server.asked]


@pytest.fixture
def last(tmp_path: Path) -> Fetch:
    """The first fetch."""
    (fetch,), asked = _asked(tmp_path, _page("/files/?id=1&amp;v=2"), _file())
    assert asked == ["/areal", "/files/?id=1&v=2"]
    return fetch


def test_the_link_is_found_on_the_page_and_the_file_is_archived(last: Fetch) -> None:
    assert (last.request["path"], last.request["query"]) == ("files/", {"id": "1", "v": "2"})


def test_a_night_without_news_is_one_request_for_the_page(tmp_path: Path, last: Fetch) -> None:
    assert _asked(tmp_path, _page("/files/?id=1&v=2"), last=last) == ([], ["/areal"])


def test_a_new_link_is_followed(tmp_path: Path, last: Fetch) -> None:
    (fetch,), asked = _asked(tmp_path, _page("/files/?id=2"), _file(97), last=last)
    assert asked == ["/areal", "/files/?id=2"]
    assert fetch.sha256 != last.sha256


def test_the_file_itself_is_asked_for_every_seventh_day_instead_of_the_page(tmp_path: Path, last: Fetch) -> None:
    unchanged = Says(b"", status=304, content_type=WORKBOOK.accept)
    assert _asked(tmp_path, unchanged, last=last, days=7) == ([], ["/files/?id=1&v=2"])
    (fetch,), asked = _asked(tmp_path, _file(97), last=last, days=14)
    assert (fetch.sha256 != last.sha256, asked) == (True, ["/files/?id=1&v=2"])


def test_a_file_that_has_moved_is_found_through_the_page(tmp_path: Path, last: Fetch) -> None:
    gone = Says(b"Not Found", status=404, content_type="text/plain")
    (_,), asked = _asked(tmp_path, gone, _page("/files/?id=2"), _file(), last=last, days=7)
    assert asked == ["/files/?id=1&v=2", "/areal", "/files/?id=2"]


@pytest.mark.parametrize(
    ("links", "says"),
    [
        (["/other.xlsx"], f"{PAGE} has no link to a file like"),
        (["/files/?id=1", "/files/?id=2"], f"{PAGE} has 2 links to a file like"),
    ],
)
def test_a_page_without_one_such_link_is_a_sentence(tmp_path: Path, links: list[str], says: str) -> None:
    with pytest.raises(CodeGone) as refused:
        _asked(tmp_path, _page(*links))
    assert str(refused.value).startswith(says)


def test_a_link_to_another_host_is_refused(tmp_path: Path) -> None:
    with scripted(_page("https://elsewhere.example/files/?id=1")) as server:
        files, pages = (client(server.url, form=form) for form in (WORKBOOK, HTML))
        spec = spreadsheet(url=None, link=r'https://[^"<>]*')
        with pytest.raises(CodeGone, match="links to another host"):
            Workbook(spec, files, pages, Archive(tmp_path), "live").fetch(None)
        assert len(server.asked) == 1
