"""The Prefect flows: refresh, nightly (refresh and pages), municipality (one code) and replay (the archive alone)."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from catalogue.errors import GrunnlagError, StaleTables
from extract.clock import Hours
from flows.console import Lines
from flows.outcome import Outcome
from flows.runs import publish, refresh, replay
from flows.settings import Settings, read_settings
from flows.steps import Reporter, Steps
from publish.site import Scope

T = TypeVar("T")


class Tasks(Steps):
    """Each step as a Prefect task, so that its time and failure show. Nothing is passed in, so nothing is hashed."""

    def run(self, name: str, work: Callable[[], T]) -> T:
        """Do one step as a task of that name."""
        self.reporter.step(name)
        return task(name=name, cache_policy=NO_CACHE)(work)()


reporter: Reporter = Lines()
"""What the flows tell; the command line puts its own here."""


@flow(name="refresh")
def refresh_flow(municipality: str | None = None, now: bool = False) -> State[Any]:
    """Fetch what has news, or one municipality's figures; keep the pages there are."""
    return _refresh(municipality, None, now)


@flow(name="nightly")
def nightly_flow(county: str | None = None, now: bool = False) -> State[Any]:
    """Fetch what has news and make pages, for one county or for all."""
    return _refresh(None, Scope(county=county), now)


@flow(name="municipality")
def municipality_flow(code: str | int, county: str | None = None, now: bool = False) -> State[Any]:
    """Fetch one municipality's figures anew and make pages, for one county or for all.

    Prefect's command line reads an unquoted 5055 as a number; 301 is 0301 then.
    """
    return _refresh(f"{code:0>4}", Scope(county=county), now)


@flow(name="replay")
def replay_flow(as_of: date | None = None) -> State[Any]:
    """Build everything anew from the archive, asking no source."""
    return _state(lambda settings: replay(settings, Tasks(reporter), as_of=as_of))


@flow(name="publish")
def publish_flow(municipality: str | None = None, county: str | None = None) -> State[Any]:
    """Make pages anew from what has been published."""
    scope = Scope(municipality=municipality, county=county)
    return _state(lambda settings: publish(settings, Tasks(reporter), scope=scope))


def _refresh(municipality: str | None, scope: Scope | None, now: bool) -> State[Any]:
    """With `now`, in the hours in which figures are not to be trusted too: then they are archived and no more."""

    def work(settings: Settings) -> Outcome:
        hours = Hours(live=settings.live, anyhow=now)
        return refresh(settings, Tasks(reporter), municipality=municipality, scope=scope, hours=hours)

    return _state(work)


def _state(work: Callable[[Settings], Outcome]) -> State[Any]:
    """Completed, or Failed with the one sentence that a person needs; a stale table is a failure to look into."""
    try:
        outcome = work(read_settings())
        if outcome.stale:
            raise StaleTables(str(outcome), outcome.exit_code)
    except GrunnlagError as error:
        return Failed(message=str(error), data=error)
    return Completed(message=str(outcome), data=outcome)


def _as_sentence(record: logging.LogRecord) -> bool:
    """Log our own errors as the one sentence they are, without the traceback that Prefect adds."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, GrunnlagError):
        record.msg, record.args, record.exc_info = str(error), (), None
    return True


def _not_ours(record: logging.LogRecord) -> bool:
    """False for our own errors: the run that the task belongs to tells of them."""
    return not (record.exc_info and isinstance(record.exc_info[1], GrunnlagError))


logging.getLogger("prefect.flow_runs").addFilter(_as_sentence)
logging.getLogger("prefect.task_runs").addFilter(_not_ours)
