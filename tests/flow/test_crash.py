"""After any crash of a run, readers have a complete build, and the next run succeeds."""

import random
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sample
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.flow.child import SCOPE, Job, Nursery
from tests.flow.tiny import tiny_catalogue
from tests.flow.whole import assert_whole
from tests.lib.alterations import TOMORROW, Altered
from tests.lib.content import content, differing, rows
from tests.lib.few import few
from tests.lib.small import Silent, settings_for

STEPS = ("changes klass", "fetch ssb_06913", "load", "check", "checkpoint", "pages", "switch")
MOMENTS = few(range(60), 1)
SEED = 5055
NEWS = """select value from mart.indicator
    where indicator_id = 'net_migration' and municipality_code = '5055' and period = '2025'"""


@dataclass(frozen=True)
class Before:
    """A home with a published build, and how long a run with changed figures takes in it."""

    settings: Settings
    seconds: float


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as nursery:
        yield nursery


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, ssb: sample.Addresses, nursery: Nursery) -> Before:
    folder = tmp_path_factory.mktemp("crash")
    settings = settings_for(folder / "home", tiny_catalogue(folder / "catalogue"), ssb)
    begun = time.monotonic()
    assert nursery.run(Job(settings.model_dump_json())) == 0
    return Before(settings, time.monotonic() - begun)


@pytest.fixture
def doomed(before: Before, tmp_path: Path, population_table: Altered) -> Settings:
    """A copy of that home, with changed figures at the source."""
    shutil.copytree(before.settings.home, tmp_path / "home", symlinks=True)
    population_table.put(321, Region="5055", Tid="2025", ContentsCode="Nettoinnflytting")
    population_table.announce()
    return before.settings.model_copy(update={"home": tmp_path / "home"})


def updated(settings: Settings) -> str:
    """The day of the published figures of 06913."""
    return str(
        rows(settings.folder.database, "select updated::date from meta.source where source_id = 'ssb_06913'")[0][0]
    )


def assert_shown(settings: Settings) -> None:
    """Check that readers have a complete build with its pages."""
    assert_whole(settings.folder.published)
    assert (settings.folder.published / "site" / "5055.html").stat().st_size > 1000


def assert_next_run_completes(settings: Settings) -> None:
    """Check that the next run publishes the changed figures, deletes leftovers, and that a rebuild is the same."""
    assert refresh(settings, Silent(), municipality=None, scope=SCOPE).exit_code == 0
    assert_shown(settings)
    assert updated(settings) == TOMORROW[:10]
    assert rows(settings.folder.database, NEWS) == [(321.0,)]
    assert len(list(settings.folder.builds.iterdir())) <= 2
    assert not (settings.home / ".published").is_symlink()


@pytest.mark.parametrize("step", few(STEPS[::2], 3) + few(STEPS[1::2], 0))
def test_killed_before_a_step(step: str, doomed: Settings, nursery: Nursery) -> None:
    old = content(doomed.folder.database)
    assert nursery.run(Job(doomed.model_dump_json(), dies_at=step)) == -signal.SIGKILL
    assert_shown(doomed)
    assert differing(content(doomed.folder.database), old) == []
    assert_next_run_completes(doomed)


@pytest.mark.parametrize("step", few(STEPS[::-1], 1))
def test_killed_after_a_step(step: str, doomed: Settings, nursery: Nursery) -> None:
    old = content(doomed.folder.database)
    assert nursery.run(Job(doomed.model_dump_json(), dies_after=step)) == -signal.SIGKILL
    assert_shown(doomed)
    changed = differing(content(doomed.folder.database), old)
    assert ("source.ssb_06913" in changed) == (step == "switch")
    assert_next_run_completes(doomed)


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_a_random_moment(moment: int, doomed: Settings, before: Before, nursery: Nursery) -> None:
    delay = before.seconds * random.Random(SEED + moment).random()
    job = Job(doomed.model_dump_json(), killed_after=delay)
    assert nursery.run(job) in (-signal.SIGKILL, 0)
    assert_shown(doomed)
    assert_next_run_completes(doomed)
