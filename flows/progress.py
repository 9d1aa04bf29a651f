"""The progress of a run as an artifact of Prefect's."""

import logging
from time import monotonic
from typing import cast
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.runtime import flow_run

from pipeline.steps import Reporter

log = logging.getLogger(__name__)

PERIOD = 10.0
"""The fewest seconds between two updates."""


class ProgressArtifact:
    """Reports to another reporter, and keeps the artifact `progress-<flow>`: how many tables, pages or documents are done."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._artifact: UUID | None = None
        self._due = 0.0

    def step(self, name: str) -> None:
        """Report the step."""
        self._reporter.step(name)

    def progress(self, name: str, done: int, total: int) -> None:
        """Report the progress, and update the artifact if it is due. The requests of one table are too small a part."""
        self._reporter.progress(name, done, total)
        if total and monotonic() >= self._due and not name.startswith("fetch "):
            self._due = monotonic() + PERIOD
            self._show(100 * done / total, f"{name}: {done} of {total} done")

    def complete(self) -> None:
        """Show that everything is done, if any progress was shown."""
        if self._artifact:
            self._show(100, "The run has ended.")

    def _show(self, percent: float, says: str) -> None:
        """Create or update the artifact. Log any fault: the run must not fail because of it."""
        try:
            if self._artifact:
                update_progress_artifact(self._artifact, percent, says)
            else:
                created = create_progress_artifact(percent, f"progress-{flow_run.flow_name}", says)
                self._artifact = cast("UUID", created)
        except Exception as error:
            log.warning("The progress cannot be shown in Prefect: %s: %s", type(error).__name__, error)
