"""A workbook is fetched with conditional requests, and loaded only if it changed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from catalogue.errors import CodeGone, TruncatedAnswer
from extract.answer import PAGE as HTML
from extract.answer import WORKBOOK
from extract.archive import Archive, Fetch
from extract.spreadsheet import Workbook
from tests.lib.apis import client
from tests.lib.scripted import Says, Scripted, scripted
from tests.lib.workbooks import PAGE, URL, book, homes, spreadsheet

FIRST, SECOND = book(homes()), book(homes(value=97))
NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)


def _says(body: bytes = FIRST, **headers: str) -> Says:
    return Says(body, content_type=WORKBOOK.accept, headers=headers)


def _workbook(server: Scripted, home: Path, url: str = URL) -> Workbook:
    files, pages = (client(server.url, form=form) for form in (WORKBOOK, HTML))
    return Workbook(spreadsheet(url=url), files, pages, Archive(home), "live")


def _fetch(home: Path, *answers: Says, last: Fetch | None = None) -> list[Fetch]:
    with scripted(*answers) as server:
        return _workbook(server, home).fetch(last)


def _due(home: Path, last: Fetch | None, since_check: timedelta | None, url: str = URL) -> bool:
    with scripted(Says()) as server:
        stamp = None if since_check is None else (NOW - since_check).isoformat()
        return _workbook(server, home, url).is_due(last, stamp, NOW)


def test_the_bytes_are_archived_unchanged_with_their_address(tmp_path: Path) -> None:
    (fetch,) = _fetch(tmp_path, _says())
    assert (fetch.request["method"], fetch.request["path"]) == ("GET", "areal/arealprofiler.xlsx")
    assert Archive(tmp_path).read(fetch) == FIRST


def test_the_request_accepts_workbooks(tmp_path: Path) -> None:
    with scripted(_says()) as server:
        _workbook(server, tmp_path).fetch(None)
        assert server.headers[0]["Accept"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("header", "value", "condition"),
    [("ETag", '"a1"', "If-None-Match"), ("Last-Modified", "Mon, 23 Nov 2026 07:00:00 GMT", "If-Modified-Since")],
)
def test_the_version_in_an_answer_makes_the_next_request_conditional(
    tmp_path: Path, header: str, value: str, condition: str
) -> None:
    (last,) = _fetch(tmp_path, _says(**{header: value}))
    with scripted(Says(b"", status=304)) as server:
        assert _workbook(server, tmp_path).fetch(last) == []
        assert server.headers[0][condition] == value
    assert len(server.asked) == 1


def test_a_304_to_an_unconditional_request_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodeGone, match="refused with 304"):
        _fetch(tmp_path, Says(b"", status=304))


def test_the_same_bytes_are_not_loaded_again(tmp_path: Path) -> None:
    (last,) = _fetch(tmp_path, _says())
    assert _fetch(tmp_path, _says(), last=last) == []
    assert len(_fetch(tmp_path, _says(SECOND), last=last)) == 1


def test_a_new_address_is_requested_without_conditions(tmp_path: Path) -> None:
    (last,) = _fetch(tmp_path, _says(ETag='"a1"'))
    with scripted(_says()) as server:
        moved = _workbook(server, tmp_path, URL.replace("arealprofiler", "moved"))
        assert len(moved.fetch(last)) == 1
        assert "If-None-Match" not in server.headers[0]


def test_a_server_that_sends_versions_is_asked_every_night(tmp_path: Path) -> None:
    (last,) = _fetch(tmp_path, _says(ETag='"a1"'))
    assert _due(tmp_path, last, timedelta(hours=1))


def test_a_server_that_sends_no_versions_is_asked_every_week(tmp_path: Path) -> None:
    (last,) = _fetch(tmp_path, _says())
    assert not _due(tmp_path, last, timedelta(days=6, hours=23))
    assert _due(tmp_path, last, timedelta(days=7))


def test_a_new_workbook_or_a_new_address_is_due(tmp_path: Path) -> None:
    (last,) = _fetch(tmp_path, _says())
    assert _due(tmp_path, None, None)
    assert _due(tmp_path, last, timedelta(days=1), URL.replace("arealprofiler", "moved"))


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        (
            Says(b"<html>Vedlikehold</html>", content_type="text/html"),
            "answered text/html where a workbook was asked for",
        ),
        (_says(b"<html>Vedlikehold</html>"), "answered something other than a workbook; try again"),
        (_says(FIRST[:3000]), "answered something other than a workbook; try again"),
        (
            Says(FIRST[:3000], content_type=WORKBOOK.accept, announced=len(FIRST)),
            "was cut off or cannot be read; try again",
        ),
    ],
    ids=["HTML with 200", "HTML called a workbook", "half a zip file at full length", "fewer bytes than announced"],
)
def test_a_body_that_is_not_a_workbook_is_a_transient_error(tmp_path: Path, says: Says, sentence: str) -> None:
    with pytest.raises(TruncatedAnswer, match=sentence):
        _fetch(tmp_path, says)
    (fetch,) = _fetch(tmp_path, says, _says())
    assert Archive(tmp_path).read(fetch) == FIRST


def test_a_workbook_with_a_generic_content_type_is_accepted(tmp_path: Path) -> None:
    assert len(_fetch(tmp_path, Says(FIRST, content_type="application/octet-stream"))) == 1


def test_an_address_that_is_gone_is_reported_with_the_page_to_look_on(tmp_path: Path) -> None:
    with pytest.raises(CodeGone, match=f"no longer a workbook at {URL} .+ new address on {PAGE} and correct url"):
        _fetch(tmp_path, Says(b"<html>404</html>", status=404, content_type="text/html"))
