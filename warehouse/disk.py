"""Turns what the operating system and DuckDB say about the disk into one error with one sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from catalogue.errors import DiskFault, GrunnlagError

DISK_ERRORS = (OSError, duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)
"""What Python and DuckDB raise; some of them are about other things than the disk."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def disk_faults() -> Iterator[None]:
    """Raise DiskFault for an error of the disk in the block."""
    try:
        yield
    except DISK_ERRORS as error:
        ours = as_disk_fault(error)
        if ours is None:
            raise
        raise ours from error


def as_disk_fault(error: BaseException) -> GrunnlagError | None:
    """Return the error as DiskFault; None if it is not about files or memory."""
    if not isinstance(error, DISK_ERRORS) or isinstance(error, TimeoutError | ConnectionError):
        return None
    if isinstance(error, OSError):
        what = f"{error.filename or 'A file'} cannot be read or written ({error.strerror or error})"
    else:
        what = f"DuckDB cannot read or write a file ({str(error).splitlines()[0].removesuffix('.')})"
    return DiskFault(f"{what}; what is published stays. {_what_to_do(error)}, then run again.")


def _what_to_do(error: BaseException) -> str:
    number, text = getattr(error, "errno", None), str(error)
    if number in _FULL or any(reason in text for reason in ("No space left", "too large", "Out of Memory")):
        return "Free some space on the disk, and memory"
    if number in _FORBIDDEN or "ermission denied" in text:
        return "Give this user the right to read and write there"
    return "Move away or repair what is there"
