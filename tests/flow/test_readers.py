"""Runs do not disturb readers, and wait for each other."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from catalogue.errors import Busy
from pipeline.runs import refresh
from pipeline.settings import Settings
from pipeline.steps import Steps
from tests.flow.child import Job, Nursery
from tests.flow.reader import Reader
from tests.flow.whole import assert_whole
from tests.lib.alterations import Altered
from tests.lib.content import rows
from tests.lib.few import few
from tests.lib.small import Silent
from warehouse.lock import holder, only_one

SWITCHES = few([2, 10], 1)
T = TypeVar("T")


class Watched(Silent):
    """Steps that continue only after every reader got an answer; if readers had to wait for the run, it would never end."""

    def __init__(self, *readers: Reader) -> None:
        super().__init__()
        self._readers = readers

    def run(self, name: str, work: Callable[[], T]) -> T:
        result = work()
        for reader in self._readers:
            reader.seen()
        return result


def build_id(settings: Settings) -> str:
    return str(rows(settings.folder.database, "select build_id from meta.build")[0][0])


def publish(settings: Settings, table: Altered, day: int, steps: Steps) -> str:
    """Run with a changed figure, and return the published build's id."""
    table.put(day, Region="5055", Tid="2025", ContentsCode="Nettoinnflytting")
    table.announce(f"2099-01-{day:02d}T07:00:00Z")
    assert refresh(settings, steps, municipality=None, scope=None).loaded == ["ssb_06913"]
    return build_id(settings)


@pytest.mark.parametrize("switches", SWITCHES)
def test_readers_see_no_error_and_no_wait_during_switches(
    switches: int, tiny: Settings, population_table: Altered
) -> None:
    refresh(tiny, Silent(), municipality=None, scope=None)
    builds, database = [build_id(tiny)], tiny.folder.database
    with Reader(str(database), "held") as held, Reader(str(database), "reopened") as reopened:
        assert held.seen().builds == builds
        for day in range(1, switches + 1):
            builds.append(publish(tiny, population_table, day, Watched(held, reopened)))
            assert reopened.seen().builds == builds
        keeps, follows = held.seen(), reopened.seen()
    assert (keeps.errors, follows.errors) == ([], [])
    assert keeps.builds == builds[:1]
    assert min(keeps.asked, follows.asked) > switches
    assert sorted(path.name for path in tiny.folder.builds.iterdir()) == sorted(builds[-2:])


@pytest.fixture(scope="module")
def nurseries() -> Iterator[tuple[Nursery, Nursery]]:
    with Nursery() as one, Nursery() as other:
        yield one, other


def await_text(path: Path, pattern: str) -> str:
    """Return what the file says once it has the pattern."""
    while not (path.exists() and re.search(pattern, path.read_text(encoding="utf-8"))):
        time.sleep(0.02)
    return path.read_text(encoding="utf-8").strip()


def test_two_runs_started_together_succeed_one_after_the_other(
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


def test_a_run_stops_waiting_for_a_run_that_does_not_end(
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
