"""Which flow runs a process works on: it locks a byte of one file, and the system frees the byte when the process ends."""

import fcntl
from pathlib import Path
from typing import IO
from uuid import UUID

from prefect.runtime import flow_run
from prefect.settings import get_current_settings

_held: list[IO[bytes]] = []


def begin_work() -> None:
    """Hold the lock of this process's flow run until the process ends, however it ends."""
    file = _open()
    _held.append(file)  # closing the file would free the lock, before Prefect has been told how the run ended
    fcntl.lockf(file, fcntl.LOCK_SH, 1, _byte(UUID(flow_run.id)))


def is_worked_on(run: UUID) -> bool:
    """Return whether another process of this machine works on the flow run."""
    with _open() as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _byte(run))
        except OSError:
            return True
    return False


def _open() -> IO[bytes]:
    """Open the file, in the folder of the database that has the runs."""
    path: Path = get_current_settings().home / "at-work.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("a+b")


def _byte(run: UUID) -> int:
    return run.int % 2**62
