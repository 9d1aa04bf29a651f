"""The archive returns the stored bytes, or raises an error if they are damaged."""

from pathlib import Path

import pytest

from catalogue.errors import StopTable
from extract.archive import Archive, Fetch, Load
from extract.client import Answer

REQUEST = {"method": "GET", "path": "tables", "query": {"lang": "no"}}


def _answer(body: bytes = b'{"tables": []}', **headers: str) -> Answer:
    return Answer(REQUEST, 200, headers, body)


def _load(load_id: str, origin: str = "sample", scope: list[str] | None = None) -> Load:
    return Load(load_id, "ssb_07459", origin, scope, "asked", None, None, ["f"], "2026-01-01T00:00:00.000000+00:00")


def _objects(home: Path) -> list[Path]:
    return [path for path in (home / "objects").rglob("*") if path.is_file()]


def test_stored_bytes_are_read_back_by_another_process(tmp_path: Path) -> None:
    kept = Archive(tmp_path).keep(_answer(b'{"a": 1}'), "sample")
    again = Archive(tmp_path)
    assert again.fetches() == {kept.fetch_id: kept}
    assert again.read(kept) == b'{"a": 1}'


def test_a_fetch_has_its_request_origin_and_size(tmp_path: Path) -> None:
    headers = {"etag": "one", "set-cookie": "secret"}
    kept = Archive(tmp_path).keep(_answer(b"{}", **headers), "sample")
    assert (kept.request, kept.origin, kept.bytes) == (REQUEST, "sample", 2)
    assert kept.headers == {"etag": "one"}


def test_equal_bytes_are_stored_once_and_each_fetch_logged(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first, second = (archive.keep(_answer(), "sample") for _ in range(2))
    assert len(_objects(tmp_path)) == 1
    assert first.sha256 == second.sha256
    assert list(archive.fetches()) == [first.fetch_id, second.fetch_id]


def test_a_log_line_cut_short_by_a_crash_is_skipped_and_later_lines_are_read(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    whole = archive.keep(_answer(), "sample")
    with (tmp_path / "log.jsonl").open("ab") as log:
        log.write(b'\n{"kind":"fetch","fetch_id":"torn","origin":"sam')
    assert list(archive.fetches()) == [whole.fetch_id]
    later = archive.keep(_answer(b"{}"), "sample")
    assert list(archive.fetches()) == [whole.fetch_id, later.fetch_id]


def _damage(path: Path, how: str) -> None:
    stored = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes({"cut": stored[:-9], "not gzip": b"nothing", "turned": _turned(stored)}[how])


def _turned(stored: bytes) -> bytes:
    middle = len(stored) // 2
    return stored[:middle] + bytes([stored[middle] ^ 0xFF]) + stored[middle + 1 :]


@pytest.mark.parametrize("how", ["cut", "not gzip", "turned", "gone"])
def test_a_damaged_object_stops_its_table_and_no_other(tmp_path: Path, how: str) -> None:
    archive = Archive(tmp_path)
    kept = archive.keep(_answer(b'{"figures": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}'), "sample")
    _damage(_objects(tmp_path)[0], how)
    with pytest.raises(StopTable, match=f"{kept.sha256} is damaged or gone"):
        archive.read(kept)


def test_an_object_with_other_bytes_is_damaged(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    one, other = archive.keep(_answer(b"1"), "sample"), archive.keep(_answer(b"2"), "sample")
    _path(tmp_path, one).write_bytes(_path(tmp_path, other).read_bytes())
    with pytest.raises(StopTable, match=f"{one.sha256} is damaged or gone"):
        archive.read(one)


def _path(home: Path, fetch: Fetch) -> Path:
    return home / "objects" / fetch.sha256[:2] / f"{fetch.sha256}.gz"


def test_loads_of_one_origin_are_returned_in_order_of_acceptance(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for load in (_load("b"), _load("elsewhere", origin="live"), _load("a", scope=["5055"])):
        archive.accept(load)
    assert archive.loads("sample") == [_load("b"), _load("a", scope=["5055"])]
    assert [load.complete for load in archive.loads("sample")] == [True, False]


def test_a_new_archive_is_empty(tmp_path: Path) -> None:
    assert (Archive(tmp_path).fetches(), Archive(tmp_path).loads("sample")) == ({}, [])


def test_a_log_of_a_newer_version_is_read_without_what_it_has_more(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.keep(_answer(), "sample")
    log = (tmp_path / "log.jsonl").read_bytes()
    (tmp_path / "log.jsonl").write_bytes(log.replace(b'"origin":', b'"colour":"red","origin":'))
    assert archive.fetches() == {kept.fetch_id: kept}


def test_lines_that_cannot_be_read_are_numbered(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.keep(_answer(), "sample")
    with (tmp_path / "log.jsonl").open("ab") as log:
        log.write(b'\n{"kind":"fetch","fetch_id":"torn\n\n17')
    archive.keep(_answer(), "sample")
    assert archive.unreadable_lines() == [2, 4]
    assert len(archive.fetches()) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"fetch_id":', b'"fetch_number":'),
        (b'"kind":"fetch"', b'"kind":["fetch"]'),
        (b'"kind":"fetch",', b""),
        (b'"headers":{', b'"headers":[],"x":{'),
        (b'"request":{', b'"request":null,"x":{'),
        (b'"fetched_at":"2', b'"fetched_at":"x2'),
        (b'"bytes":', b'"bytes":"many","x":'),
        (b'"sha256":"', b'"sha256":null,"x":"'),
    ],
)
def test_an_entry_that_lacks_something_or_has_another_type_is_skipped_and_numbered(
    tmp_path: Path, old: bytes, new: bytes
) -> None:
    archive = Archive(tmp_path)
    archive.keep(_answer(), "sample")
    line = (tmp_path / "log.jsonl").read_bytes()
    assert old in line
    (tmp_path / "log.jsonl").write_bytes(line.replace(old, new))
    kept = archive.keep(_answer(), "sample")
    assert archive.fetches() == {kept.fetch_id: kept}
    assert archive.unreadable_lines() == [1]


def test_an_entry_of_a_kind_that_a_newer_version_added_is_no_damage(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    (tmp_path / "log.jsonl").write_bytes(b'{"kind":"verified","at":7}')
    archive.accept(_load("a"))
    assert archive.loads("sample") == [_load("a")]
    assert archive.unreadable_lines() == []
