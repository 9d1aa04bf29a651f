"""The Prefect flows: refresh, nightly (refresh and pages) and municipality (one code)."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from catalogue.errors import GrunnlagError, StaleTables
from flows.console import Lines
from flows.runs import Outcome, publish, refresh
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
def refresh_flow(municipality: str | None = None) -> State[Any]:
    """Fetch what has news, or one municipality's figures; keep the pages there are."""
    return _state(lambda settings: refresh(settings, Tasks(reporter), municipality=municipality, scope=None))


@flow(name="nightly")
def nightly_flow(county: str | None = None) -> State[Any]:
    """Fetch what has news and make pages, for one county or for all."""
    scope = Scope(county=county)
    return _state(lambda settings: refresh(settings, Tasks(reporter), municipality=None, scope=scope))


@flow(name="municipality")
def municipality_flow(code: str, county: str | None = None) -> State[Any]:
    """Fetch one municipality's figures anew and make pages, for one county or for all."""
    scope = Scope(county=county)
    return _state(lambda settings: refresh(settings, Tasks(reporter), municipality=code, scope=scope))


@flow(name="publish")
def publish_flow(municipality: str | None = None, county: str | None = None) -> State[Any]:
    """Make pages anew from what has been published."""
    scope = Scope(municipality=municipality, county=county)
    return _state(lambda settings: publish(settings, Tasks(reporter), scope=scope))


def _state(work: Callable[[Settings], Outcome]) -> State[Any]:
    """Completed, or Failed with the one sentence that a person needs; a stale table is a failure to look into."""
    try:
        outcome = work(read_settings())
        if outcome.stale:
            raise StaleTables(str(outcome), outcome.exit_code)
    except GrunnlagError as error:
        return Failed(message=str(error), data=error)
    return Completed(message=str(outcome), data=outcome)


def _without_traceback(record: logging.LogRecord) -> bool:
    """False for our own errors with a traceback: they are one sentence, which the run's state bears already."""
    return not (record.exc_info and isinstance(record.exc_info[1], GrunnlagError))


for runs in ("prefect.flow_runs", "prefect.task_runs"):
    logging.getLogger(runs).addFilter(_without_traceback)
