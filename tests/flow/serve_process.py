"""A real `grunnlag serve --sample` in a separate process, and requests to its Prefect REST API."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import accumulate, repeat
from pathlib import Path
from typing import Any, TypeVar

import requests

from tests.flow.processes import command_of, is_there, processes
from tests.flow.shell import ROOT, clean_environment
from tests.flow.tiny import tiny_catalogue

T = TypeVar("T")
ENTRY = [sys.executable, "-c", "from cli.main import main; main()"]
IN_THE_BACKGROUND = ["sh", "-c", 'trap "" INT; exec "$0" "$@"']
"""Starts a command as a script does with &: it ignores interrupts."""
SHORT_PAUSES = {"PREFECT_RUNNER_POLL_FREQUENCY": "1", "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "3"}
PATIENT = dict.fromkeys(
    (
        "PREFECT_API_REQUEST_TIMEOUT",
        "PREFECT_SERVER_DATABASE_TIMEOUT",
        "PREFECT_SERVER_DATABASE_CONNECTION_TIMEOUT",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS",
    ),
    "1000",
)
"""Long time limits, so that Prefect waits for its own server on a busy machine too."""
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
PAUSE = 0.3
YEAR = 365 * 24 * 3600.0
FAR = "2100-01-01T00:00:00Z"

Json = dict[str, Any]


class Served:
    """The server process, its log, and requests to it."""

    def __init__(self, folder: Path) -> None:
        self.home, self.log = folder / "home", folder / "serve.log"
        self.closed = folder / "closed"
        self.environment = own_environment(folder) | _closable(self.closed)
        self.port = free_port()
        self.start()

    def start(self) -> None:
        """Start it, in the home and at the port that it had before."""
        with self.log.open("ab") as log:
            command = [*IN_THE_BACKGROUND, *ENTRY, "serve", "--sample", "--county", "50", "--port", str(self.port)]
            self._process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    @property
    def secret(self) -> str:
        """The secret that Prefect's API requires."""
        return (self.home / "prefect" / "secret").read_text(encoding="utf-8").strip()

    def deployments(self) -> dict[str, Json]:
        """Wait for the three deployments, and return them by name."""
        await_(lambda: len(self.post("deployments/filter")) == 3)
        found = self.post("deployments/filter")
        return {deployment["name"]: deployment for deployment in found}

    def scheduled(self, deployment: Json) -> str:
        """Schedule a run of the deployment, and return its id. If a busy Prefect misses the time, try a later one."""
        for ahead in accumulate(repeat(12)):
            at = datetime.now(UTC) + timedelta(seconds=ahead)
            once = {"active": True, "schedule": {"interval": YEAR, "anchor_date": at.isoformat()}}
            self.post(f"deployments/{deployment['id']}/schedules", [once])
            while datetime.now(UTC) < at + timedelta(seconds=ahead):
                if run := self._scheduled_before(at + timedelta(seconds=1)):
                    return run
                time.sleep(PAUSE)
        raise AssertionError("never")

    def _scheduled_before(self, at: datetime) -> str | None:
        wanted = {"expected_start_time": {"before_": at.isoformat()}}
        runs = self.post("flow_runs/filter", {"flow_runs": wanted})
        return next((str(run["id"]) for run in runs if run["auto_scheduled"]), None)

    def ended(self, run_id: str) -> Json:
        """Wait for the run to end, and return its final state."""
        return await_(lambda: next((run["state"] for run in self.runs(run_id) if run["state_type"] in ENDED), None))

    def once(self, run_id: str, true: Callable[[Json], bool]) -> Json:
        """Wait until the run is so, and return it."""
        return await_(lambda: next(filter(true, self.runs(run_id)), None))

    def states(self, run_id: str) -> list[Json]:
        """Return the states that the run has had, in order."""
        return list(self.ask("GET", "flow_run_states/", params={"flow_run_id": run_id}, auth=self.login()).json())

    def logs(self, run_id: str) -> list[str]:
        """Return the log of the run, as Prefect's page shows it."""
        return [line["message"] for line in self.post("logs/filter", {"logs": {"flow_run_id": {"any_": [run_id]}}})]

    def created(self, deployment: Json, state: str) -> str:
        """Create a run of the deployment in a state, which no process works on, and return its id."""
        path, body = f"deployments/{deployment['id']}/create_flow_run", {"parameters": {"code": "5055"}}
        run: Json = self.post(path, body | {"state": {"type": "SCHEDULED", "state_details": {"scheduled_time": FAR}}})
        self.post(f"flow_runs/{run['id']}/set_state", {"state": {"type": state}, "force": True})
        return str(run["id"])

    def runs(self, *ids: str) -> list[Json]:
        """Return the runs with these ids; all runs if no id is given."""
        wanted = {"id": {"any_": ids}} if ids else {}
        return list(self.post("flow_runs/filter", {"flow_runs": wanted}))

    def report(self, flow: str) -> Json:
        """Return the newest report of a flow's run, as Prefect's page shows it."""
        wanted = {"artifacts": {"key": {"any_": [f"report-{flow}"]}}, "sort": "CREATED_DESC"}
        return dict(await_(lambda: self.post("artifacts/filter", wanted))[0])

    def tasks(self, run_id: str) -> dict[str, Json]:
        """Wait for the task runs of a run that has published, and return them by their names."""
        wanted = {"flow_runs": {"id": {"any_": [run_id]}}}
        await_(lambda: "switch" in [task["name"] for task in self.post("task_runs/filter", wanted)])
        return {task["name"]: task for task in self.post("task_runs/filter", wanted)}

    def artifacts(self, run_id: str) -> dict[str, Json]:
        """Return the artifacts of a run by their keys."""
        wanted = {"artifacts": {"flow_run_id": {"any_": [run_id]}}}
        return {artifact["key"]: artifact for artifact in self.post("artifacts/filter", wanted)}

    def published(self) -> list[Json]:
        """Wait for events of published builds, and return them."""
        wanted = {"filter": {"event": {"name": ["grunnlag.published"]}}}
        return await_(lambda: list(self.post("events/filter", wanted)["events"]))

    def children(self) -> list[int]:
        """Return the ids of its running child processes."""
        return [pid for pid, (parent, _) in processes().items() if parent == self._process.pid]

    def stop(self) -> int:
        """Stop it as a service manager does, and return its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait()

    def lose_power(self) -> None:
        """Kill it and its runs, and wait until its Prefect server has ended by itself."""
        children = self.children()
        for pid in [self._process.pid, *(pid for pid in children if "prefect.engine" in command_of(pid))]:
            os.kill(pid, signal.SIGKILL)
        self._process.wait()
        await_(lambda: not any(map(is_there, children)))

    def clear_away(self) -> None:
        """Kill the processes that are left."""
        if self._process.poll() is None:
            for pid in [*self.children(), self._process.pid]:
                os.kill(pid, signal.SIGKILL)
            self._process.wait()

    def ask(self, method: str, path: str, **given: Any) -> requests.Response:
        """Return Prefect's answer to a request; without the secret, unless `auth` gives it."""
        return requests.request(method, f"http://127.0.0.1:{self.port}/api/{path}", **given)

    def login(self) -> tuple[str, str]:
        """Return user and password."""
        user, password = self.secret.split(":")
        return user, password

    def post(self, path: str, body: object = None) -> Any:
        """Return Prefect's answer; retry while it answers 503, because its SQLite file is busy."""
        return await_(lambda: self._answer(path, body or {})).json()

    def _answer(self, path: str, body: object) -> requests.Response | None:
        assert self._process.poll() is None, self.log.read_text(encoding="utf-8")
        try:
            answer = self.ask("POST", path, json=body, auth=self.login())
        except (requests.ConnectionError, FileNotFoundError):  # it has not started yet
            return None
        if answer.status_code == requests.codes.unavailable:
            return None
        answer.raise_for_status()
        return answer


def own_environment(folder: Path) -> dict[str, str]:
    """Return an environment without this machine's Prefect settings, and with short pauses in Prefect.

    The catalogue is the smallest one with two tables, and no documents are made; other tests have the whole catalogue and
    documents.
    """
    catalogue = folder / "catalogue"
    tiny_catalogue(catalogue, tables=("06913", "09429"), also=("higher_education_share",))
    homes = {"HOME": str(folder), "GRUNNLAG_HOME": str(folder / "home"), "GRUNNLAG_CATALOGUE": str(catalogue)}
    return clean_environment() | homes | {"GRUNNLAG_DOCUMENTS": "false"} | SHORT_PAUSES | PATIENT


def _closable(file: Path) -> dict[str, str]:
    """Return the environment of processes for which the sample is closed while the file exists."""
    return {"PYTHONPATH": f"{ROOT / 'tests/flow/closable'}:{ROOT}", "CLOSED_WHILE": str(file)}


def await_(true: Callable[[], T | None]) -> T:
    """Wait, without a time limit, until `true` returns something, and return it."""
    while not (found := true()):
        time.sleep(PAUSE)
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        return int(bound.getsockname()[1])
