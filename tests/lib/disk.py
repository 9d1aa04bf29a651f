"""A disk that refuses: at the first write of a kind, Python's call ends with an error, or the disk is full from then on.

Python announces every call that opens, makes, moves, links or removes a file to audit hooks, and an error raised there
ends the call. So this needs no seam in the code, and no list of its functions.
"""

import errno
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

FULL = "full"
"""The kernel writes the first bytes of each file, and refuses the rest."""
FEW_BYTES = 10
FAULTS = (
    errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EDQUOT, errno.ENOENT, errno.EMFILE, FULL,
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass
class Refusal:
    """The call and the path (a pattern) that are refused, and how."""

    call: str
    path: str
    how: int | str
    fired: bool = False

    def refuse(self, call: str, path: str) -> None:
        """Refuse the first call that fits."""
        if self.fired or call != self.call or not fnmatch(path, self.path):
            return
        self.fired = True
        if isinstance(self.how, int):
            raise OSError(self.how, os.strerror(self.how), path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (FEW_BYTES, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


_refusals: list[Refusal] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if not _refusals or not (event == "open" or event.startswith("os.")):
        return
    if event == "open" and not (set("wax+") & set(arguments[1] or "") or (arguments[2] or 0) & _WRITES):
        return
    if arguments and isinstance(arguments[0], str | bytes | os.PathLike):
        named = arguments[1] if event in ("os.symlink", "os.link") else arguments[0]
        _refusals[-1].refuse(event, os.fsdecode(named))


sys.addaudithook(_audit)


@contextmanager
def refused(call: str, path: str, how: int | str) -> Iterator[Refusal]:
    """Refuse the first such call in the block. The call 'fsync' is that of a file or a folder."""
    refusal = Refusal(call, path, how)
    limit, fsync = resource.getrlimit(resource.RLIMIT_FSIZE), os.fsync
    os.fsync = _watched(fsync, refusal)
    _refusals.append(refusal)
    try:
        yield refusal
    finally:
        _refusals.pop()
        os.fsync = fsync
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)


def _watched(fsync: Callable[[int], None], refusal: Refusal) -> Callable[[int], None]:
    def watched(descriptor: int) -> None:
        refusal.refuse("fsync", str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        fsync(descriptor)

    return watched
