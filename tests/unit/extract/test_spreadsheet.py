"""A workbook is asked for under conditions, and kept when it is another one than before."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from catalogue.errors import CodeGone, TruncatedAnswer
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
    return Workbook(spreadsheet(url=url), client(server.url, form=WORKBOOK), Archive(home), "live")


def _fetch(home: Path, *answers: Says, last: Fetch | None = None) -> list[Fetch]:
    with scripted(*answers) as server:
        return _workbook(server, home).fetch(last)


def _due(home: Path, last: Fetch | None, looked: timedelta | None, url: str = URL) -> bool:
    with scripted(Says()) as server:
        stamp = None if looked is None else (NOW - looked).isoformat()
        return _workbook(server, home, url).is_due(last, stamp, NOW)


def test_the_bytes_are_archived_unread_under_the_address_they_came_from(tmp_path: Path) -> None:
    (fetch,) = _fetch(tmp_path, _says())
    assert (fetch.request["method"], fetch.request["path"]) == ("GET", "areal/arealprofiler.xlsx")
    assert Archive(tmp_path).read(fetch) == FIRST


def test_a_workbook_is_asked_for_as_one(tmp_path: Path) -> None:
    with scripted(_says()) as server:
        _workbook(server, tmp_path).fetch(None)
        assert server.headers[0]["Accept"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("told", "value", "asks"),
    [("ETag", '"a1"', "If-None-Match"), ("Last-Modified", "Mon, 23 Nov 2026 07:00:00 GMT", "If-Modified-Since")],
)
def test_what_the_server_told_of_a_version_is_asked_for_again(tmp_path: Path, told: str, value: str, asks: str) -> None:
    (last,) = _fetch(tmp_path, _says(**{told: value}))
    with scripted(Says(b"", status=304)) as server:
        assert _workbook(server, tmp_path).fetch(last) == []
        assert server.headers[0][asks] == value
    assert len(server.asked) == 1


def test_304_to_a_question_without_conditions_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(CodeGone, match="refused with 304"):
        _fetch(tmp_path, Says(b"", status=304))


def test_the_same_bytes_are_no_news(tmp_path: Path) -> None:
    (last,) = _fetch(tmp_path, _says())
    assert _fetch(tmp_path, _says(), last=last) == []
    assert len(_fetch(tmp_path, _says(SECOND), last=last)) == 1


def test_another_address_is_another_workbook_whatever_was_known_of_the_first(tmp_path: Path) -> None:
    (last,) = _fetch(tmp_path, _says(ETag='"a1"'))
    with scripted(_says()) as server:
        moved = _workbook(server, tmp_path, URL.replace("arealprofiler", "moved"))
        assert len(moved.fetch(last)) == 1
        assert "If-None-Match" not in server.headers[0]


def test_a_server_that_tells_versions_apart_is_asked_every_night(tmp_path: Path) -> None:
    (last,) = _fetch(tmp_path, _says(ETag='"a1"'))
    assert _due(tmp_path, last, timedelta(hours=1))


def test_a_server_that_does_not_is_asked_every_week(tmp_path: Path) -> None:
    (last,) = _fetch(tmp_path, _says())
    assert not _due(tmp_path, last, timedelta(days=6, hours=23))
    assert _due(tmp_path, last, timedelta(days=7))


def test_a_workbook_that_was_never_loaded_or_has_moved_is_due(tmp_path: Path) -> None:
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
            "broke off in the middle of its answer",
        ),
    ],
    ids=["HTML with 200", "HTML called a workbook", "half a zip file at full length", "fewer bytes than announced"],
)
def test_a_body_that_is_no_workbook_is_a_fault_that_passes(tmp_path: Path, says: Says, sentence: str) -> None:
    with pytest.raises(TruncatedAnswer, match=sentence):
        _fetch(tmp_path, says)
    (fetch,) = _fetch(tmp_path, says, _says())
    assert Archive(tmp_path).read(fetch) == FIRST


def test_a_workbook_called_nothing_in_particular_is_one(tmp_path: Path) -> None:
    assert len(_fetch(tmp_path, Says(FIRST, content_type="application/octet-stream"))) == 1


def test_an_address_that_is_gone_is_told_with_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(CodeGone, match=f"no workbook at {URL} any more .+ new address on {PAGE} and correct url"):
        _fetch(tmp_path, Says(b"<html>404</html>", status=404, content_type="text/html"))
