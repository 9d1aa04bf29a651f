"""Allow one run at a time, with a file lock that the operating system frees if its holder dies."""

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from catalogue.errors import Busy

log = logging.getLogger(__name__)

PATIENCE = 3600.0
"""The most seconds that a run waits for another run: longer than any run takes."""


@contextmanager
def only_one(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock at `path`; log who holds it while waiting. Raise Busy after `patience` seconds."""
    lock = FileLock(path)
    _acquire(lock, path, patience)
    try:
        _holder_file(path).write_text(f"process {os.getpid()}, since {datetime.now().astimezone():%H:%M:%S}")
        yield
    finally:
        lock.release()


def holder(path: Path) -> str | None:
    """Return who holds the lock; None if it is free."""
    try:
        with path.open("rb") as file:  # not with FileLock, which needs permission to write
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return _named(path)
    return None


def _acquire(lock: FileLock, path: Path, patience: float) -> None:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        log.warning("Waiting for another run (%s) to end, at most %.0f minutes", _named(path), patience / 60)
        _wait(lock, path, time.monotonic() + patience)


def _wait(lock: FileLock, path: Path, deadline: float) -> None:
    try:
        lock.acquire(timeout=max(0, deadline - time.monotonic()), poll_interval=0.2)
    except Timeout as error:
        message = f"Another run ({_named(path)}) holds {path}; wait for it to end, then run again."
        raise Busy(message) from error


def _holder_file(path: Path) -> Path:
    """Return the file with the holder's name: filelock truncates the lock file itself when it opens it."""
    return path.with_name(f"{path.name}.holder")


def _named(path: Path) -> str:
    """Return what the holder wrote about itself; a general word until it has."""
    try:
        return _holder_file(path).read_text() or "another process"
    except OSError:
        return "another process"
