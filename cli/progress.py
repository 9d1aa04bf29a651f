"""Progress of a run: bars on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from pipeline.steps import Lines


class Bars:
    """One line for each step, with a bar where its length is known."""

    def __init__(self) -> None:
        columns = (SpinnerColumn(finished_text="[green]✓"), TextColumn("{task.description}"), BarColumn(bar_width=30))
        self._bars = Progress(*columns, MofNCompleteColumn(), TimeElapsedColumn(), console=Console())
        self._tasks: dict[str, TaskID] = {}
        self._totals: dict[str, int] = {}
        self._current: str | None = None
        self._bars.start()

    def step(self, name: str) -> None:
        """Finish the previous step's bar, and begin this step's."""
        self._finish()
        self._tasks[name] = self._bars.add_task(name, total=None)
        self._current = name

    def progress(self, name: str, done: int, total: int) -> None:
        """Update the step's bar."""
        if name in self._tasks:
            self._totals[name] = total
            self._bars.update(self._tasks[name], completed=done, total=total)

    def close(self) -> None:
        """Finish the last bar, and restore the terminal."""
        self._finish()
        self._bars.stop()

    def _finish(self) -> None:
        if self._current:
            total = self._totals.get(self._current) or 1
            self._bars.update(self._tasks[self._current], completed=total, total=total)
        self._current = None


class Quiet:
    """Shows nothing, so that only the result is printed."""

    def step(self, name: str) -> None:
        """Show nothing."""

    def progress(self, name: str, done: int, total: int) -> None:
        """Show nothing."""


@contextmanager
def reporting(*, quiet: bool = False) -> Iterator["Bars | Lines | Quiet"]:
    """Yield bars if the output is a terminal, else lines; with `quiet`, nothing is shown."""
    if quiet:
        yield Quiet()
        return
    if not sys.stdout.isatty():
        yield Lines()
        return
    bars = Bars()
    try:
        yield bars
    finally:
        bars.close()
