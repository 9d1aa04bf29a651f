"""How a run's steps are carried out and told: the same steps run plainly or as Prefect tasks."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Reporter(Protocol):
    """Tells a person what goes on."""

    def step(self, name: str) -> None:
        """A step begins."""

    def progress(self, name: str, done: int, total: int) -> None:
        """So much of a step is done."""


class Steps:
    """Carries out named steps one after the other and tells the reporter."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter

    def run(self, name: str, work: Callable[[], T]) -> T:
        """Do one step. Its name is 'changes klass', 'fetch ssb_07459', 'load', 'check', 'checkpoint', 'pages', 'switch'."""
        self.reporter.step(name)
        return work()
