"""A real Prefect server with a worker and the deployments of `prefect.yaml`, for a home with the sample's figures."""

import os
import subprocess
import sys
from pathlib import Path

import sample
from tests.flow.serve_process import Json, Served, await_
from tests.flow.shell import ROOT
from tests.lib.small import settings_for

LOGIN = "someone:secret"
PREFECT = [sys.executable, "-m", "prefect"]
WORKER = ("worker", "start", "--type", "process", "--pool", "grunnlag", "--limit", "1")


class Worked(Served):
    """The server process, and the worker's."""

    secret = LOGIN

    def __init__(self, folder: Path, sources: sample.Addresses) -> None:
        self._sources = sources
        super().__init__(folder)

    def start(self) -> None:
        """Start the server and the worker, which makes its work pool; then deploy."""
        catalogue = Path(self.environment["GRUNNLAG_CATALOGUE"])
        self.environment |= settings_for(self.home, catalogue, self._sources).environment() | {
            "GRUNNLAG_HOME": os.path.relpath(self.home, ROOT),
            "PYTHONPATH": f"{ROOT / 'tests/flow/impatient'}:{ROOT}",
            "PREFECT_API_URL": f"http://127.0.0.1:{self.port}/api",
            "PREFECT_API_AUTH_STRING": LOGIN,
            "PREFECT_SERVER_API_AUTH_STRING": LOGIN,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_TASK_DEFAULT_RETRY_DELAY_SECONDS": "1",
            "PREFECT_WORKER_QUERY_SECONDS": "1",
        }
        self._process = self._begun("server", "start", "--port", str(self.port))
        self.post("flows/filter")  # waits until it answers
        self._worker = self._begun(*WORKER)
        await_(lambda: self.post("work_pools/filter"))
        deploy = [*PREFECT, "--no-prompt", "deploy", "--all"]
        subprocess.run(deploy, cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def _begun(self, *words: str) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen([*PREFECT, *words], cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def asked_for(self, deployment: str, **parameters: str) -> str:
        """Create a run of a deployment by Prefect's API, and return its id."""
        path = f"deployments/{self.deployments()[deployment]['id']}/create_flow_run"
        return str(self.post(path, {"parameters": parameters})["id"])

    def states_of(self, task: Json) -> list[str]:
        """Return the names of the states that a task run has had, in order."""
        wanted = {"task_run_id": task["id"]}
        return [state["name"] for state in self.ask("GET", "task_run_states/", params=wanted, auth=self.login()).json()]

    def clear_away(self) -> None:
        """End the worker and the server."""
        self._worker.terminate()
        self._worker.wait()
        super().clear_away()
