"""The steps of a run as Prefect's tasks, with retries, and what Prefect is given at the end of the run."""

import logging
from collections.abc import Callable
from typing import TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.settings import PREFECT_TASK_DEFAULT_RETRY_DELAY_SECONDS

from catalogue.errors import SourceUnavailable, TruncatedAnswer
from flows.artifact import show_report
from flows.event import emit_published
from flows.progress import ProgressArtifact
from pipeline.report import Report
from pipeline.steps import Reporter, Steps
from warehouse.disk import disk_faults
from warehouse.home import Home

T = TypeVar("T")
DELAYS = [60.0, 300.0]
"""Seconds before each retry of a task. Prefect's own setting of the delay, if there is one, comes first."""
MOST_RETRIES = 6
"""The most retries in a run, so that a source that is down holds it for 20 minutes, not all night."""

log = logging.getLogger(__name__)


class Tasks(Steps):
    """Run each step as a Prefect task, so that Prefect shows its time, its failure and its retries.

    The task has no parameters to hash. Its tags are the words of its name, such as 'fetch' and 'ssb_07459'.
    """

    def __init__(self, reporter: Reporter, home: Home) -> None:
        self._progress = ProgressArtifact(reporter)
        super().__init__(self._progress)
        self._home = home
        self._retries = 0

    def perform(self, name: str, work: Callable[[], T]) -> T:
        """Run one step as a task of that name, and return its result."""
        step = task(
            name=name,
            task_run_name=name,
            tags=name.split(),
            cache_policy=NO_CACHE,
            retries=len(DELAYS),
            retry_delay_seconds=PREFECT_TASK_DEFAULT_RETRY_DELAY_SECONDS.value() or DELAYS,
            retry_condition_fn=lambda _task, _run, state: self._is_retried(name, state.data),
        )
        return step(disk_faults()(work))()

    def ended(self, report: Report) -> None:
        """Emit the event of a new build, and show the report as artifacts of the flow run."""
        emit_published(report, self._home)
        if not report.is_failed:
            self._progress.complete()
        show_report(report, self._home)

    def _is_retried(self, name: str, error: object) -> bool:
        """Return whether to retry a step: only if the source did not answer, or cut its answer off.

        `extract.client` has retried the request for a minute then, and sends it once in each retry of the task.
        """
        if type(error) not in (SourceUnavailable, TruncatedAnswer) or self._retries == MOST_RETRIES:
            return False  # the other kinds of SourceUnavailable are not mended in minutes
        self._retries += 1
        log.warning("'%s' will be retried in some minutes: %s", name, error)
        return True
