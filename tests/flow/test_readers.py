"""Readers never notice a run, and runs wait for one another."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from catalogue.errors import Busy
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.flow.child import ROOT, Job, Nursery
from tests.flow.reader import Seen
from tests.flow.whole import assert_whole
from tests.lib.alterations import Altered
from tests.lib.content import rows
from tests.lib.small import Silent
from warehouse.lock import holder, only_one

SWITCHES = 10
NO_WAIT = 1.0
"""Seconds an answer may take; it takes a few hundredths."""


class Reader:
    """A reader in a process of its own."""

    def __init__(self, database: Path, way: str) -> None:
        command = [sys.executable, "-m", "tests.flow.reader", str(database), way]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout
        assert self._process.stdout.readline() == b"ready\n"

    def tells(self) -> Seen:
        """Stop it and hear what it saw."""
        return Seen(**orjson.loads(self._process.communicate(timeout=30)[0]))


def build_id(settings: Settings) -> str:
    return str(rows(settings.folder.database, "select build_id from meta.build")[0][0])


def publish_ten_more(settings: Settings, table: Altered) -> list[str]:
    """Ten runs with news each; gives the builds they published."""
    builds = []
    for day in range(1, SWITCHES + 1):
        table.put(day, Region="5055", Tid="2025", ContentsCode="Nettoinnflytting")
        table.announce(f"2099-01-{day:02d}T07:00:00Z")
        assert refresh(settings, Silent(), municipality=None, scope=None).loaded == ["ssb_06913"]
        builds.append(build_id(settings))
    return builds


def test_readers_meet_no_error_and_no_wait_through_ten_switches(tiny: Settings, population_table: Altered) -> None:
    refresh(tiny, Silent(), municipality=None, scope=None)
    first, database = build_id(tiny), tiny.folder.database
    held, reopened = Reader(database, "held"), Reader(database, "reopened")
    builds = publish_ten_more(tiny, population_table)
    time.sleep(0.2)
    keeps, follows = held.tells(), reopened.tells()
    assert (keeps.errors, follows.errors) == ([], [])
    assert max(keeps.longest, follows.longest) < NO_WAIT
    assert keeps.builds == [first]
    assert follows.builds == [first, *builds]
    assert min(keeps.asked, follows.asked) > SWITCHES

    assert sorted(path.name for path in tiny.folder.builds.iterdir()) == sorted(builds[-2:])


@pytest.fixture
def nurseries() -> Iterator[tuple[Nursery, Nursery]]:
    with Nursery() as one, Nursery() as other:
        yield one, other


def await_text(path: Path, pattern: str) -> str:
    """Return what the file says once it has the pattern."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if path.exists() and re.search(pattern, path.read_text(encoding="utf-8")):
            return path.read_text(encoding="utf-8").strip()
        time.sleep(0.02)
    raise AssertionError(f"{path} never said {pattern}")


def test_two_runs_at_once_end_well_one_after_the_other(
    tiny: Settings, tmp_path: Path, nurseries: tuple[Nursery, Nursery]
) -> None:
    one, other = nurseries
    lock, go, says = tiny.folder.path / "lock", tmp_path / "go", tmp_path / "says"
    first = one.start(Job(tiny.model_dump_json(), waits_for=str(go)))
    await_text(lock.with_name("lock.holder"), str(first))
    second = other.start(Job(tiny.model_dump_json(), says=str(says)))
    said = await_text(says, "\n")
    assert re.fullmatch(
        rf"Waiting for another run \(process {first}, since \d\d:\d\d:\d\d\) to end, at most 60 minutes", said
    )
    assert holder(lock) == re.search(r"\((.+)\)", said)[1]  # type: ignore[index]
    go.touch()
    assert (one.ended(), other.ended()) == (0, 0)
    assert await_text(says, "\n") == said
    assert str(second) in lock.with_name("lock.holder").read_text(encoding="utf-8")
    assert holder(lock) is None
    assert_whole(tiny.folder.published)
    assert len(list(tiny.folder.builds.iterdir())) == 1  # the second found nothing new


def test_a_run_gives_up_on_one_that_never_ends(
    tiny: Settings, nurseries: tuple[Nursery, Nursery], tmp_path: Path
) -> None:
    one, _ = nurseries
    lock, go = tiny.folder.path / "lock", tmp_path / "go"
    pid = one.start(Job(tiny.model_dump_json(), waits_for=str(go)))
    await_text(lock.with_name("lock.holder"), str(pid))
    refused = rf"^Another run \(process {pid}, .+\) holds .+; wait for it to end, then run again\.$"
    with pytest.raises(Busy, match=refused), only_one(lock, patience=0.5):
        raise AssertionError("two runs at once")
    go.touch()
    assert one.ended() == 0
