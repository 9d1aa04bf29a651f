"""Runs in child processes, for tests that kill, delay and watch them.

A run is forked from a process that has imported everything, so it starts at once. Each line on the standard input of
that process is a `Job`. The answers are the run's process id and, when it has ended, its exit code.
"""

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import orjson

from catalogue.errors import GrunnlagError
from cli.main import show_warnings
from extract.clock import Clock, Hours
from pipeline.runs import refresh
from pipeline.settings import Settings
from publish.site import Scope
from tests.lib.small import Silent

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
SCOPE = Scope(municipality="5055")
FAULT = 70
"""The exit code of a run with an unexpected error."""


@dataclass(frozen=True)
class Job:
    """A run. It kills itself before the step `dies_at`, or after the step `dies_after`.

    With `killed_after` it is killed after so many seconds. With `waits_for` it waits before the step 'load' until that
    file exists. Its output goes to the file `says`. Its clock stands still at the time `at`, if there is one.
    """

    settings: str
    dies_at: str | None = None
    dies_after: str | None = None
    killed_after: float | None = None
    waits_for: str | None = None
    says: str = os.devnull
    at: str | None = None


class Fated(Silent):
    """Steps that kill the process or wait, as their job says."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self, name: str, work: Callable[[], T]) -> T:
        _die(name == self._job.dies_at)
        while name == "load" and self._job.waits_for and not Path(self._job.waits_for).exists():
            time.sleep(0.01)
        result = work()
        _die(name == self._job.dies_after)
        return result


class Nursery:
    """The parent's side: starts runs, one at a time."""

    def __enter__(self) -> "Nursery":
        command = [sys.executable, "-m", "tests.flow.child"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._running: int | None = None
        assert self._line() == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        if self._running:  # a failed test may have left it waiting forever
            os.kill(self._running, signal.SIGKILL)
        self._process.communicate()

    def start(self, job: Job) -> int:
        """Start a run, and return its process id."""
        assert self._process.stdin
        self._process.stdin.write(orjson.dumps(asdict(job)) + b"\n")
        self._process.stdin.flush()
        self._running = self._number("process")
        return self._running

    def ended(self) -> int:
        """Wait for the run to end. Return its exit code, or the negative number of the signal that ended it."""
        code = self._number("ended")
        self._running = None
        return code

    def run(self, job: Job) -> int:
        """Start a run, and wait for it to end."""
        self.start(job)
        return self.ended()

    def _number(self, word: str) -> int:
        """Return the number in an answer of this kind. Fail for another kind: its number is not a process id."""
        said, number = self._line().split()
        assert said == word
        return int(number)

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().decode().strip()


def _serve() -> None:
    """Fork a run for every line."""
    _answer("ready")
    for line in sys.stdin:
        job = Job(**orjson.loads(line))
        pid = os.fork()
        if pid == 0:
            os._exit(_run(job))
        _answer(f"process {pid}")
        if job.killed_after is not None:
            time.sleep(job.killed_after)
            # Even if the run has ended, the id is still its own, because nobody has waited for it.
            os.kill(pid, signal.SIGKILL)
        _answer(f"ended {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}")


def _answer(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _run(job: Job) -> int:
    """Run as the command line does, without Prefect."""
    said = os.open(job.says, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(said, 1)
    os.dup2(said, 2)
    show_warnings()
    try:
        settings = Settings.model_validate_json(job.settings)
        clock = Clock(now=lambda: datetime.fromisoformat(str(job.at))) if job.at else Clock()
        scope = None if job.at else SCOPE
        return refresh(settings, Fated(job), municipality=None, scope=scope, hours=Hours(clock)).exit_code
    except GrunnlagError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except BaseException:  # a child must never continue as its parent
        traceback.print_exc()
        return FAULT


def _die(now: bool) -> None:
    if now:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    _serve()
