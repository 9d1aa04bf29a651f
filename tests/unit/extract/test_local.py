"""A local file is read from the home's folder, and archived only if it changed."""

from pathlib import Path

import pytest

from catalogue.errors import CodeGone, UnexpectedShape
from extract.access import Access
from extract.archive import Archive
from extract.local import LARGEST, LocalFiles
from tests.unit.transform.test_local import SPEC


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A local file."""
    file = tmp_path / "local" / SPEC.file
    file.parent.mkdir()
    file.write_bytes(b"any")
    return file


@pytest.fixture
def files(file: Path, tmp_path: Path) -> LocalFiles:
    """The reader of the folder."""
    access = Access(Archive(tmp_path / "archive"), "live", {}, spacing=0)
    access.local = file.parent
    return LocalFiles(access)


def test_the_bytes_are_archived_once_until_they_change(files: LocalFiles, file: Path, tmp_path: Path) -> None:
    (first,) = files.fetch(SPEC, None)
    assert first.request == {"method": "READ", "path": "local/play.csv", "query": {}}
    assert Archive(tmp_path / "archive").read(first) == b"any"
    assert files.fetch(SPEC, first) == []
    file.write_bytes(b"other")
    assert len(files.fetch(SPEC, first)) == 1


def test_a_missing_file_is_named(files: LocalFiles, file: Path) -> None:
    file.unlink()
    with pytest.raises(CodeGone, match="is missing; put it beside"):
        files.fetch(SPEC, None)


def test_a_file_that_is_too_large_is_not_read_whole(files: LocalFiles, file: Path) -> None:
    with file.open("wb") as hole:
        hole.truncate(100 * LARGEST)
    with pytest.raises(UnexpectedShape, match="larger than 10 MB; keep only the rows you need"):
        files.fetch(SPEC, None)
