"""Start a run of the municipality flow on the server of `serve`, and follow it to its end."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import State
from prefect.client.schemas.sorting import TaskRunSort
from prefect.exceptions import ObjectNotFound

from catalogue.errors import GrunnlagError, SourceUnavailable, TryAgainLater
from flows.nightly import EXIT_CODE, municipality_flow
from flows.server import prefect_faults, reached
from pipeline.steps import Reporter
from warehouse.home import Home

POLL = 1.0
"""Seconds between two requests for a run's state."""

_SUFFIX = re.compile("-[0-9a-f]{3}$")
"""What Prefect adds to the name of a task run until it begins."""


@dataclass(frozen=True)
class Ended:
    """How a run ended: Prefect's sentence, and the exit code of its kind."""

    message: str
    exit_code: int


class Trigger:
    """A run of the municipality flow. Making one creates the run; `page` is its address in Prefect."""

    def __init__(self, client: SyncPrefectClient, url: str, code: str) -> None:
        try:
            deployment = client.read_deployment_by_name(f"{municipality_flow.name}/{municipality_flow.name}")
        except ObjectNotFound as error:
            raise SourceUnavailable(f"Prefect at {url} knows no 'grunnlag serve'; start it, then try again.") from error
        self._client = client
        self.id = client.create_flow_run_from_deployment(deployment.id, parameters={"code": code}).id
        self.page = f"{url.removesuffix('/api')}/runs/flow-run/{self.id}"

    def follow(self, reporter: Reporter, minutes: float) -> Ended:
        """Report each step until the run has ended. Raise TryAgainLater if that takes too long."""
        deadline, reported, waits = time.monotonic() + 60 * minutes, list[UUID](), ""
        reporter.step("wait for 'serve' to begin the run")
        while True:
            run = self._client.read_flow_run(self.id)
            self._report_steps(reporter, reported)
            waits = _report_wait(reporter, run.state, waits)
            if run.state and run.state.is_final():
                return _ended(run.state, run.labels)
            if time.monotonic() > deadline:
                raise TryAgainLater(
                    f"The run is {run.state_name} after {minutes:g} minutes; it goes on: see {self.page}."
                )
            time.sleep(POLL)

    def _report_steps(self, reporter: Reporter, reported: list[UUID]) -> None:
        mine = FlowRunFilter(id=FlowRunFilterId(any_=[self.id]))
        order = TaskRunSort.EXPECTED_START_TIME_ASC
        for task in self._client.read_task_runs(flow_run_filter=mine, sort=order, offset=len(reported)):
            reporter.step(_SUFFIX.sub("", task.name))
            reported.append(task.id)


@contextmanager
def triggered(home: Home, code: str) -> Iterator[Trigger]:
    """Create a run for a municipality. Raise SourceUnavailable if no `serve` answers, now or in the block."""
    with reached(home) as url, prefect_faults(url, "'grunnlag serve'"), get_client(sync_client=True) as client:
        yield Trigger(client, url, code)


def _report_wait(reporter: Reporter, state: State[Any] | None, reported: str) -> str:
    """Report what a run that has not begun waits for, unless it was the last that was reported; return it."""
    waits = (state.message if state and state.is_scheduled() else None) or reported
    if waits != reported:
        reporter.step(waits.rstrip("."))
    return waits


def _ended(state: State[Any], labels: dict[str, Any]) -> Ended:
    """Return how a run ended. A cancelled run, or a run whose process died, has no exit code of ours."""
    if state.is_completed():
        return Ended(state.message or "Completed.", 0)
    return Ended(state.message or f"The run was {state.name}.", int(labels.get(EXIT_CODE, GrunnlagError.exit_code)))
