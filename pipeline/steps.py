"""The named steps of a run, and how they are shown. `flows` runs the same steps as Prefect tasks."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Reporter(Protocol):
    """Shows a person what happens."""

    def step(self, name: str) -> None:
        """A step begins."""

    def progress(self, name: str, done: int, total: int) -> None:
        """So much of a step is done."""


class Lines:
    """Plain lines, for logs and pipes; progress within a step only when it ends."""

    def step(self, name: str) -> None:
        """Print the step's name at once."""
        print(f"{name} ...", flush=True)

    def progress(self, name: str, done: int, total: int) -> None:
        """Print the total when the step is done."""
        if total and done == total:
            print(f"{name}: {total} done", flush=True)


class Steps:
    """Runs named steps one after the other and tells the reporter."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter

    def run(self, name: str, work: Callable[[], T]) -> T:
        """Do one step, such as 'verify', 'changes klass', 'fetch ssb_07459', 'load', 'check', 'checkpoint', 'pages', 'switch'."""
        self.reporter.step(name)
        return work()
