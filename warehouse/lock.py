"""One run at a time: a lock the operating system frees when its holder dies, however it dies."""

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from catalogue.errors import Busy

log = logging.getLogger(__name__)

PATIENCE = 3600.0
"""Seconds a run waits for another before it gives up: longer than any run takes."""


@contextmanager
def only_one(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock at `path`; say who has it while waiting. Raises Busy when `patience` seconds did not suffice."""
    with path.open("a+") as file:
        _wait(file.fileno(), path, patience)
        file.truncate(0)
        file.write(f"process {os.getpid()}, since {datetime.now().astimezone():%H:%M:%S}")
        file.flush()
        yield


def holder(path: Path) -> str | None:
    """Who holds the lock; None when it is free."""
    with path.open("a+") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _named(path)
    return None


def _named(path: Path) -> str:
    """What the holder wrote into the lock; nothing, in the moment before it has."""
    return path.read_text() or "another process"


def _wait(descriptor: int, path: Path, patience: float) -> None:
    deadline, told = time.monotonic() + patience, False
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            named = _named(path)
        if time.monotonic() >= deadline:
            raise Busy(f"Another run ({named}) holds {path}; wait for it to end, then run again.")
        if not told:
            log.warning("Waiting for another run (%s) to end", named)
            told = True
        time.sleep(0.2)
