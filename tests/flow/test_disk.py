"""A disk that is full or that refuses: one sentence, exit code 2, and what is published stays whole."""

import errno
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sample
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.flow.shell import ROOT, Result, clean_environment
from tests.lib.alterations import Altered
from tests.lib.content import rows
from tests.lib.few import few
from tests.lib.small import Silent
from warehouse.checksum import is_intact
from warehouse.lock import only_one

INPUT = 2
NEW = "select value from mart.figure where indicator_id = 'net_migration' and (municipality_code, period) = ('5055', '2025')"
FIGURES = "select count(*), sum(value) from mart.figure"

Terminal = Callable[..., Result]


def environment(settings: Settings) -> dict[str, str]:
    """Return the settings for `terminal`, without the prefix."""
    return {name.removeprefix("GRUNNLAG_").lower(): value for name, value in settings.environment().items()}


def assert_one_sentence(ended: Result, *words: str) -> None:
    assert ended.code == INPUT, ended.err
    assert ended.err.count("\n") == 1, ended.err
    assert ended.err.endswith(".\n")
    for word in words:
        assert word in ended.err


def in_the_way(folder: Path, name: str, put: str) -> None:
    """Replace a file or folder of the home by a file, a folder or a link to itself."""
    path = folder / name
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
    if put == "file":
        path.write_text("in the way", encoding="utf-8")
    elif put == "folder":
        path.mkdir()
    else:
        path.symlink_to(path.name)


@pytest.mark.parametrize(
    ("name", "put"),
    [
        ("lock", "folder"),
        ("lock", "loop"),
        ("lock.holder", "folder"),
        ("builds", "file"),
        ("builds", "loop"),
        ("archive", "file"),
        ("archive", "loop"),
        ("archive/objects", "file"),
        ("archive/log.jsonl", "folder"),
        ("archive/log.jsonl", "loop"),
        ("published", "folder"),
        ("published", "file"),
    ],
)
def test_what_stands_in_the_way_is_named(terminal: Terminal, quick_home: Settings, name: str, put: str) -> None:
    in_the_way(quick_home.home, name, put)
    assert_one_sentence(terminal("refresh", **environment(quick_home)), str(quick_home.home / name))


@pytest.mark.parametrize("size", few([400_000, 0, 1_000, 4_000_000], 2))
def test_a_disk_that_fills_up_at_any_step_ends_the_run_and_keeps_what_is_published(
    quick_home: Settings, population_table: Altered, size: int
) -> None:
    before, builds = rows(quick_home.folder.database, FIGURES), sorted(quick_home.folder.builds.iterdir())
    population_table.put(321, Region="5055", Tid="2025", ContentsCode="Nettoinnflytting")
    population_table.announce()
    done = subprocess.run(
        [sys.executable, "-c", "from cli.main import main; main()", "refresh"],
        cwd=ROOT,
        env=clean_environment() | quick_home.environment(),
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    assert_one_sentence(Result(done.returncode, done.stdout, done.stderr), "Free some space on the disk")
    assert rows(quick_home.folder.database, FIGURES) == before
    assert is_intact(quick_home.folder.database)
    assert sorted(quick_home.folder.builds.iterdir()) == builds, "the unfinished build takes no space"
    assert refresh(quick_home, Silent(), municipality=None, scope=None).exit_code == 0
    assert rows(quick_home.folder.database, NEW) == [(321,)]


def test_a_disk_that_is_nearly_full_is_reported_before_anything_is_done(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, terminal: Terminal, ssb: sample.Addresses
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=20_000_000))
    asked = len(ssb.requests)
    for command in ("run", "refresh", "serve"):
        assert_one_sentence(terminal(command, home=tmp_path / "home"), "with 20 MB free", "free some space")
    assert len(ssb.requests) == asked


def test_status_needs_no_permission_to_write(
    monkeypatch: pytest.MonkeyPatch, terminal: Terminal, quick_home: Settings
) -> None:
    def forbidden(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with only_one(quick_home.home / "lock"):
        monkeypatch.setattr("warehouse.lock.FileLock", forbidden)
        ended = terminal("status", **environment(quick_home))
    assert (ended.code, ended.err) == (0, "")
    assert "A run is under way: process" in ended.out


def test_a_published_file_that_is_no_database_is_named(terminal: Terminal, quick_home: Settings) -> None:
    database = quick_home.folder.database
    database.chmod(0o644)
    database.write_bytes(b"no database at all")
    for words in (["status"], ["changes", "--since", "2024-01-01"], ["catalogue"]):
        assert_one_sentence(terminal(*words, **environment(quick_home)), str(database.name))
