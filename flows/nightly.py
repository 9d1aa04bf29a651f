"""The Prefect flows: `nightly` (every table with news), `municipality` (one, on demand), and `documents`; all with pages."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from prefect import flow, get_client, tags
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL
from prefect.states import Completed, Failed

from catalogue.errors import GrunnlagError, StaleTables, TryAgainLater
from extract.clock import Hours
from flows.artifact import show_in_prefect
from flows.at_work import begin_work
from flows.crash import report_crash
from flows.opening import put_off_until_open
from flows.parameters import Code, Counties, as_code
from flows.server import prefect_faults
from flows.tasks import Tasks
from flows.watch import TAG
from pipeline.outcome import Outcome
from pipeline.runs import publish, refresh
from pipeline.settings import Settings, county_codes, read_settings
from pipeline.steps import Lines, Reporter
from publish.site import Scope
from warehouse.disk import disk_faults
from warehouse.interruption import interruption

LONGEST_RUN = 6 * 3600.0
"""The most seconds that a run may take."""
EXIT_CODE = "exit_code"
"""The label that a failed flow run has: the exit code of its error."""


@flow(name="nightly", timeout_seconds=LONGEST_RUN, on_crashed=[report_crash])
def nightly_flow(county: Counties = None, now: bool = False) -> State[Any]:
    """Fetch every table with news and make pages.

    Args:
        county: Two digits, such as 50 for Trøndelag, or several such, as in "50,40": make pages for these counties only.
        now: Fetch even while SSB shows zeros; archive the answers, but publish nothing.
    """
    return _state(lambda: _refresh(read_settings(), Lines(), None, county_codes(county), now))


@flow(name="municipality", flow_run_name="municipality {code}", timeout_seconds=LONGEST_RUN, on_crashed=[report_crash])
def municipality_flow(code: Code, county: Counties = None, now: bool = False) -> State[Any]:
    """Fetch one municipality's figures and make pages.

    Args:
        code: The municipality's code, four digits, such as 5055 for Heim.
        county: Two digits, such as 50 for Trøndelag, or several such, as in "50,40": make pages for these counties only.
        now: Fetch even while SSB shows zeros; archive the answers, but publish nothing.
    """
    return _state(lambda: _refresh_and_show(as_code(code), county_codes(county), now))


@flow(name="documents", timeout_seconds=LONGEST_RUN, on_crashed=[report_crash])
def documents_flow(county: Counties = None) -> State[Any]:
    """Make pages and documents (Word, PDF, PowerPoint, Excel) from the published figures, without contacting any source.

    Args:
        county: Two digits, such as 50 for Trøndelag, or several such, as in "50,40": for these counties only.
    """
    return _state(lambda: _with_documents(county_codes(county)))


def run_once(settings: Settings, reporter: Reporter, code: str | None, counties: tuple[str, ...], now: bool) -> Outcome:
    """Run the nightly or the municipality flow in this process. Raise the GrunnlagError that it failed with."""

    @flow(name="municipality" if code else "nightly", timeout_seconds=LONGEST_RUN)
    def once(county: str, now: bool) -> State[Any]:
        return _state(lambda: _refresh(settings, reporter, code, county_codes(county), now))

    with prefect_faults(PREFECT_API_URL.value() or "its temporary server"), tags(TAG):
        state: State[Any] = once(",".join(counties), now, return_state=True)
    result: Outcome | BaseException = state.result(raise_on_failure=False)
    if isinstance(result, TimeoutError):
        raise TryAgainLater(f"The run took more than {LONGEST_RUN / 3600:g} hours and was ended; run it again.")
    if isinstance(result, BaseException):
        raise result
    return result


def _refresh_and_show(code: str, counties: tuple[str, ...], now: bool) -> Outcome:
    """Run for one municipality, and show in Prefect what was published."""
    settings = read_settings()
    outcome = _refresh(settings, Lines(), code, counties, now)
    if outcome.pages is not None:
        show_in_prefect(settings, code)
    return outcome


def _with_documents(counties: tuple[str, ...]) -> Outcome:
    settings = read_settings().model_copy(update={"documents": True})
    return publish(settings, Tasks(Lines(), settings.folder), scope=Scope(counties=counties))


def _refresh(settings: Settings, reporter: Reporter, code: str | None, counties: tuple[str, ...], now: bool) -> Outcome:
    """Run with Prefect tasks. With `now`, fetch in closed hours too, and archive the answers without publishing."""
    hours = Hours(live=settings.live, anyhow=now)
    steps = Tasks(reporter, settings.folder)
    return refresh(settings, steps, municipality=code, scope=Scope(counties=counties), hours=hours)


def _state(work: Callable[[], Outcome]) -> State[Any]:
    """Return Completed, or Failed with one sentence; a stale table is a failure too."""
    logging.getLogger("prefect.flow_runs").addFilter(_as_sentence)
    logging.getLogger("prefect.task_runs").addFilter(_not_ours)
    try:
        with disk_faults(), put_off_until_open():
            begin_work()
            outcome = work()
        if outcome.stale:
            raise StaleTables(str(outcome), outcome.exit_code)
    except GrunnlagError as error:
        _label(error.exit_code)
        return Failed(message=str(error), data=error)
    except RuntimeError as error:
        raise interruption(error) or error  # noqa: B904  (so that Prefect knows its own time limit)
    return Completed(message=str(outcome), data=outcome)


def _label(exit_code: int) -> None:
    """Label the flow run with the exit code of its error, for `trigger --wait`; a state can hold a message only."""
    with get_client(sync_client=True) as client:
        client.update_flow_run_labels(UUID(flow_run.id), {EXIT_CODE: exit_code})


def _as_sentence(record: logging.LogRecord) -> bool:
    """Log our own errors as their one sentence, without the traceback that Prefect adds."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, GrunnlagError):
        record.msg, record.args, record.exc_info = str(error), (), None
    return True


def _not_ours(record: logging.LogRecord) -> bool:
    """Return False for our own errors: the flow run that the task belongs to reports them."""
    return not (record.exc_info and isinstance(record.exc_info[1], GrunnlagError))
