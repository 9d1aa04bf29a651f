"""What `serve` does for the runs on its own server: mark those that nobody works on, and say what the others wait for."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import httpx
from prefect import get_client
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import PrefectException
from prefect.states import AwaitingConcurrencySlot, Crashed

from flows.at_work import is_worked_on

TAG = "grunnlag"
"""The tag of our deployments and runs: others may use the same database."""

PERIOD = 10.0
"""Seconds between two looks."""

GRACE = timedelta(minutes=2)
"""A run that began so recently may be about to take its lock."""

GONE = "The process that worked on this run is gone: it was killed, or the machine stopped. What was published stays."

log = logging.getLogger(__name__)


@contextmanager
def watched() -> Iterator[None]:
    """Look at the runs every PERIOD for the block, in a thread."""
    stopped = Event()
    thread = Thread(target=copy_context().run, args=(_watch, stopped))  # Prefect's settings are in the context
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def mark_abandoned(client: SyncPrefectClient, before: datetime | None = None) -> None:
    """Set runs that nobody works on to Crashed; with `before`, only those that have been Running since then."""
    types = [StateType.RUNNING] if before else [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
    for run in _runs(client, types):
        if run.state and (before is None or run.state.timestamp < before) and not is_worked_on(run.id):
            _crash(client, run)


def _watch(stopped: Event) -> None:
    with get_client(sync_client=True) as client:
        while not stopped.wait(PERIOD):
            try:
                mark_abandoned(client, datetime.now(UTC) - GRACE)
                _name_what_runs_wait_for(client)
            except (httpx.HTTPError, PrefectException, OSError) as error:
                log.info("The runs could not be looked at: %r", error)


def _crash(client: SyncPrefectClient, run: FlowRun) -> None:
    if client.read_flow_run(run.id).state_type != run.state_type:
        return  # it ended after we had read its state
    log.warning("Run %s has crashed: %s", run.name, GONE, extra={"flow_run_id": str(run.id)})
    types = [StateType.RUNNING, StateType.SCHEDULED]  # a task that waits for its retry is scheduled
    unended = TaskRunFilter(state=TaskRunFilterState(type=TaskRunFilterStateType(any_=types)))
    of_run = FlowRunFilter(id=FlowRunFilterId(any_=[run.id]))
    for task in client.read_task_runs(flow_run_filter=of_run, task_run_filter=unended):
        client.set_task_run_state(task.id, Crashed(message=GONE), force=True)
    client.set_flow_run_state(run.id, Crashed(message=GONE), force=True)


def _name_what_runs_wait_for(client: SyncPrefectClient) -> None:
    """Give each run that is due a state that names the run at work: `serve` starts one at a time."""
    at_work = [run for run in _runs(client, [StateType.RUNNING]) if run.deployment_id]
    if not at_work:
        return
    due = FlowRunFilterNextScheduledStartTime(before_=datetime.now(UTC))
    waiting = _runs(client, [StateType.SCHEDULED], due)
    message = (
        f"Waits for run {at_work[0].name} ({client.read_flow(at_work[0].flow_id).name}) to end: one run at a time."
    )
    for run in waiting:
        if run.state and run.state.message != message:
            state: State[None] = AwaitingConcurrencySlot(scheduled_time=run.next_scheduled_start_time, message=message)
            client.set_flow_run_state(run.id, state)


def _runs(
    client: SyncPrefectClient, types: list[StateType], due: FlowRunFilterNextScheduledStartTime | None = None
) -> list[FlowRun]:
    state = FlowRunFilterState(type=FlowRunFilterStateType(any_=types))
    tags = FlowRunFilterTags(all_=[TAG])
    return client.read_flow_runs(flow_run_filter=FlowRunFilter(tags=tags, state=state, next_scheduled_start_time=due))
