"""`serve` and its runs are killed while three runs are in flight, and only one of the three processes lives on."""

import subprocess
from pathlib import Path

import pytest

from flows.watch import GONE
from tests.flow.serve_process import ENTRY, Json, Served, await_
from tests.flow.shell import ROOT
from warehouse.lock import only_one


@pytest.mark.long
def test_dead_runs_have_crashed_and_a_run_whose_process_lives_goes_on(tmp_path: Path) -> None:
    served = Served(tmp_path)
    try:
        nightly = served.deployments()["nightly"]
        with only_one(served.home / "lock"):
            night = served.post(f"deployments/{nightly['id']}/create_flow_run")["id"]
            served.once(night, _is_running)
            command, dead = _run(served, {night})
            living_command, living = _run(served, {night, dead})
            served.lose_power()
            command.kill()
            served.start()
            for run in (night, dead):
                assert served.ended(run)["message"] == GONE
            assert _is_running(served.runs(living)[0])
        assert served.ended(living)["type"] == "COMPLETED"
        assert living_command.wait() == 0
    finally:
        served.clear_away()


def _run(served: Served, known: set[str]) -> "tuple[subprocess.Popen[bytes], str]":
    """Start a run at the command line, and return its process and, when it is in flight, its id."""
    process = subprocess.Popen([*ENTRY, "run", "--sample"], cwd=ROOT, env=served.environment)
    in_flight = await_(lambda: {run["id"] for run in served.runs() if _is_running(run)} - known)
    return process, in_flight.pop()


def _is_running(run: Json) -> bool:
    return bool(run["state_type"] == "RUNNING")
