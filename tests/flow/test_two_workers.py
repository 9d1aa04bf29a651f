"""A Prefect server on PostgreSQL, and two workers that share a home: the same content, and the rate limit, for both."""

import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sample
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.flow.processes import processes
from tests.flow.serve_process import Json, await_
from tests.flow.shell import ROOT
from tests.flow.worked import PREFECT, WORKER, Worked
from tests.lib.content import differing, figures
from tests.lib.postgres import needs_postgres, postgres
from tests.lib.small import Silent, replace, settings_for
from warehouse.lock import only_one

pytestmark = [pytest.mark.long, needs_postgres]
LIMIT = 15
"""How many requests a minute the source accepts: fewer than the runs send."""
PLACES = ("5055", "5056")


class TwoWorkers(Worked):
    """Worked, with its server's database in PostgreSQL, the automation that takes runs over, and a second worker."""

    def __init__(self, folder: Path, sources: sample.Addresses, socket: str) -> None:
        self._folder, self._socket = folder, socket
        super().__init__(folder, sources)

    def start(self) -> None:
        """Start the server and both workers."""
        self.environment |= {
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"postgresql+asyncpg://grunnlag@/lake?host={self._socket}",
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        }
        super().start()
        automation = self._folder / "take-over.yaml"
        automation.write_text((ROOT / "deploy" / "take-over.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        replace(automation, "within: 600", "within: 45")
        create = [*PREFECT, "automation", "create", "--from-file", str(automation)]
        subprocess.run(create, cwd=ROOT, env=self.environment, check=True, capture_output=True)
        self.workers = [self._worker, self._begun(*WORKER)]

    def kill_the_worker_at_work(self) -> None:
        """Kill the worker that has a run, and the run."""
        busy = await_(lambda: next((worker for worker in self.workers if _children(worker.pid)), None))
        for pid in [busy.pid, *_children(busy.pid)]:
            os.kill(pid, signal.SIGKILL)
        busy.wait()
        self.workers.remove(busy)

    def add_worker(self) -> None:
        """Start another worker."""
        self.workers.append(self._begun(*WORKER))

    def clear_away(self) -> None:
        """End the workers and the server."""
        for worker in self.workers:
            worker.terminate()
            worker.wait()
        super().clear_away()


def _children(pid: int) -> list[int]:
    own = [child for child, (parent, _) in processes().items() if parent == pid]
    return [*own, *(below for child in own for below in _children(child))]


@dataclass(frozen=True)
class Story:
    """A night whose worker was killed, and then two runs at once."""

    settings: Settings
    states: list[Json]
    taken_over: Json
    at_once: list[str]
    ended: list[Json]
    statuses: list[int]


@pytest.fixture(scope="module")
def limited() -> Iterator[sample.Addresses]:
    with sample.serve(calls_per_minute=LIMIT) as addresses:
        yield addresses


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, limited: sample.Addresses) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("workers")
    with postgres() as socket:
        worked = TwoWorkers(folder, limited, socket)
        try:
            settings = settings_for(worked.home, Path(worked.environment["GRUNNLAG_CATALOGUE"]), limited)
            settings.folder.prepare()
            with only_one(worked.home / "lock"):
                night = worked.asked_for("nightly", county="50")
                await_(lambda: any(line.startswith("Waiting for another run") for line in worked.logs(night)))
                worked.kill_the_worker_at_work()
            taken_over, states = worked.ended(night), worked.states(night)
            worked.add_worker()
            with only_one(worked.home / "lock"):
                runs = [worked.asked_for("municipality", code=code, county="50") for code in PLACES]
                await_(lambda: {run["state_name"] for run in worked.runs(*runs)} == {"Running"})
            ended = [worked.ended(run) for run in runs]
            statuses = [each["status"] for each in limited.requests]
            yield Story(settings, states, taken_over, runs, ended, statuses)
        finally:
            worked.clear_away()


def test_a_run_whose_worker_was_killed_is_taken_over_by_the_other(story: Story) -> None:
    names = [state["name"] for state in story.states]
    assert names.count("Running") == 2, names
    assert "The process that worked on this run is gone; the run starts again." in [s["message"] for s in story.states]
    assert story.taken_over["type"] == "COMPLETED", story.taken_over


def test_two_workers_work_at_once_and_one_writes(story: Story) -> None:
    assert [state["type"] for state in story.ended] == ["COMPLETED"] * 2, story.ended


def test_all_workers_together_keep_to_the_sources_limit(story: Story) -> None:
    assert len(story.statuses) > LIMIT
    assert set(story.statuses) == {200}


def test_the_content_is_that_of_one_machine(story: Story, tmp_path: Path, ssb: sample.Addresses) -> None:
    alone = settings_for(tmp_path / "home", story.settings.catalogue, ssb)
    assert refresh(alone, Silent(), municipality=None, scope=None).exit_code == 0
    assert differing(figures(alone.folder.database), figures(story.settings.folder.database)) == []
