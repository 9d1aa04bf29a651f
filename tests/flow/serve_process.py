"""A real `grunnlag serve --sample` in a process of its own, and Prefect's REST API to ask it with."""

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

from tests.flow.processes import processes
from tests.flow.shell import ROOT, clean_environment
from tests.flow.tiny import tiny_catalogue

T = TypeVar("T")
ENTRY = [sys.executable, "-c", "from cli.main import main; main()"]
IN_THE_BACKGROUND = ["sh", "-c", 'trap "" INT; exec "$0" "$@"']
"""As a script starts it with &: interrupts are ignored."""
IN_A_HURRY = {"PREFECT_RUNNER_POLL_FREQUENCY": "1", "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "3"}
PATIENT = dict.fromkeys(
    (
        "PREFECT_API_REQUEST_TIMEOUT",
        "PREFECT_SERVER_DATABASE_TIMEOUT",
        "PREFECT_SERVER_DATABASE_CONNECTION_TIMEOUT",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS",
    ),
    "1000",
)
"""However busy the machine is, Prefect waits for its own server."""
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
PAUSE = 0.3
YEAR = 365 * 24 * 3600.0

Json = dict[str, Any]


class Served:
    """The server process, its log and what it is asked."""

    def __init__(self, folder: Path) -> None:
        self.home, self.log = folder / "home", folder / "serve.log"
        self.environment = own_environment(folder)
        self.port = _free_port()
        with self.log.open("wb") as log:
            command = [*IN_THE_BACKGROUND, *ENTRY, "serve", "--sample", "--county", "50", "--port", str(self.port)]
            self._process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    @property
    def secret(self) -> str:
        """What Prefect's API requires of its users."""
        return (self.home / "prefect" / "secret").read_text(encoding="utf-8").strip()

    def deployments(self) -> dict[str, Json]:
        """Both deployments by name, once they are there."""
        await_(lambda: len(self._post("deployments/filter")) == 2)
        found = self._post("deployments/filter")
        return {one["name"]: one for one in found}

    def scheduled(self, deployment: Json) -> str:
        """Have the deployment run by schedule; the run's id. A busy Prefect may notice only after the time: then later."""
        for ahead in accumulate(repeat(12)):
            at = datetime.now(UTC) + timedelta(seconds=ahead)
            once = {"active": True, "schedule": {"interval": YEAR, "anchor_date": at.isoformat()}}
            self._post(f"deployments/{deployment['id']}/schedules", [once])
            while datetime.now(UTC) < at + timedelta(seconds=ahead):
                if run := self._scheduled_before(at + timedelta(seconds=1)):
                    return run
                time.sleep(PAUSE)
        raise AssertionError("never")

    def _scheduled_before(self, at: datetime) -> str | None:
        wanted = {"expected_start_time": {"before_": at.isoformat()}}
        runs = self._post("flow_runs/filter", {"flow_runs": wanted})
        return next((str(run["id"]) for run in runs if run["auto_scheduled"]), None)

    def ended(self, run_id: str) -> Json:
        """The run's final state, once it has one."""
        return await_(lambda: next((one["state"] for one in self.runs(run_id) if one["state_type"] in ENDED), None))

    def runs(self, *ids: str) -> list[Json]:
        """The runs of these ids; all there are without any."""
        wanted = {"id": {"any_": ids}} if ids else {}
        return list(self._post("flow_runs/filter", {"flow_runs": wanted}))

    def children(self) -> list[int]:
        """The processes it has started and that are there."""
        return [pid for pid, (parent, _) in processes().items() if parent == self._process.pid]

    def stop(self) -> int:
        """End it as a service manager does; its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait()

    def clear_away(self) -> None:
        """Leave no process behind, whatever happened."""
        if self._process.poll() is None:
            for pid in [*self.children(), self._process.pid]:
                os.kill(pid, signal.SIGKILL)
            self._process.wait()

    def ask(self, method: str, path: str, **given: Any) -> requests.Response:
        """Prefect's answer to a request without the secret, unless `auth` gives it."""
        return requests.request(method, f"http://127.0.0.1:{self.port}/api/{path}", **given)

    def login(self) -> tuple[str, str]:
        """User and password."""
        user, password = self.secret.split(":")
        return user, password

    def _post(self, path: str, body: object = None) -> Any:
        """Prefect's answer, once it has time for one: it says 503 while its SQLite file is busy."""
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
    """An environment in which nothing of this machine's Prefect is found, and Prefect does not dawdle.

    The catalogue is the smallest with two tables: what the whole of it comes to is shown elsewhere.
    """
    catalogue = folder / "catalogue"
    tiny_catalogue(catalogue, tables=("06913", "09429"), also=("higher_education_share",))
    homes = {"HOME": str(folder), "GRUNNLAG_HOME": str(folder / "home"), "GRUNNLAG_CATALOGUE": str(catalogue)}
    return clean_environment() | homes | IN_A_HURRY | PATIENT


def await_(true: Callable[[], T | None]) -> T:
    """Wait until something is so, however long a busy machine takes, and give it."""
    while not (found := true()):
        time.sleep(PAUSE)
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        return int(bound.getsockname()[1])
