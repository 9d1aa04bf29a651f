"""The named steps of a run, and how they are shown. `flows` runs the same steps as Prefect tasks."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


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


class Steps:
    """Runs named steps in order, and reports them."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter

    def run(self, name: str, work: Callable[[], T]) -> T:
        """Run a step, named 'changes klass', 'fetch ssb_07459', 'load', 'check', 'checkpoint', 'pages' or 'switch'."""
        self.reporter.step(name)
        return work()
