"""The named steps of a run, and how they are shown. `flows` runs the same steps as Prefect tasks."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:  # it imports DuckDB, which most commands do not need
    from pipeline.report import Report

T = TypeVar("T")
log = logging.getLogger(__name__)


class Reporter(Protocol):
    """Shows the progress of a run to a person."""

    def step(self, name: str) -> None:
        """Show that a step begins."""

    def progress(self, name: str, done: int, total: int) -> None:
        """Show how much of a step is done."""


class Lines:
    """Prints plain lines, for logs and pipes; progress only at the end of a step."""

    def step(self, name: str) -> None:
        """Print the step's name at once."""
        print(f"{name} ...", flush=True)

    def progress(self, name: str, done: int, total: int) -> None:
        """Print the total once the step is done."""
        if total and done == total:
            print(f"{name}: {total} done", flush=True)


@dataclass
class Traffic:
    """How many requests were sent, repeated ones included, and how many bytes their answers had."""

    requests: int = 0
    bytes: int = 0


class Steps:
    """Runs named steps in order, reports them, and counts their `seconds` and the run's `traffic`."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter
        self.seconds: dict[str, float] = {}
        self.traffic = Traffic()

    def run(self, name: str, work: Callable[[], T]) -> T:
        """Run a step, named 'changes klass', 'fetch ssb_07459', 'load', 'check', 'checkpoint', 'pages', 'switch' or 'lake'."""
        self.reporter.step(name)
        began = monotonic()
        try:
            return self.perform(name, work)
        finally:
            seconds = monotonic() - began
            self.seconds[name] = round(self.seconds.get(name, 0) + seconds, 3)
            log.info("%s took %.1f s.", name, seconds)

    def perform(self, name: str, work: Callable[[], T]) -> T:
        """Return the result of a step."""
        return work()

    def ended(self, report: "Report") -> None:
        """Show the report of the run; the command line has shown its outcome."""
