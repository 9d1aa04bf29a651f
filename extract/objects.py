"""The archive's objects: bytes stored under their own hash, and verified whenever they are read.

`aa/<sha256>.gz` holds the bytes. A damaged file is renamed to `aa/<sha256>.damaged`, so that the same bytes can be written
again when they are next fetched.
"""

import gzip
import hashlib
import os
import tempfile
import zlib
from contextlib import suppress
from enum import StrEnum
from pathlib import Path


class State(StrEnum):
    """State of an object: its bytes are as they were stored, are different or unreadable, or are missing."""

    WHOLE = "whole"
    DAMAGED = "damaged"
    GONE = "gone"


class Objects:
    """The objects in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def store(self, body: bytes) -> str:
        """Store bytes and return their SHA-256. Verify an object that exists already, and write it again if damaged."""
        sha256 = hashlib.sha256(body).hexdigest()
        if self.read(sha256) is None:
            self._write(self._path(sha256), body)
        return sha256

    def read(self, sha256: str) -> bytes | None:
        """Return the bytes; None if the object is gone or damaged. Rename a damaged object."""
        state, body = self._verified(sha256)
        if state is State.DAMAGED:
            with suppress(OSError):  # the damage is reported even if the folder is read-only
                self._path(sha256).replace(self._path(sha256).with_suffix(".damaged"))
        return body

    def state(self, sha256: str) -> State:
        """Return the state of an object; change nothing."""
        return self._verified(sha256)[0]

    def size(self, sha256: str) -> int | None:
        """Return the bytes that an object takes on the disk; None if it is gone."""
        try:
            return self._path(sha256).stat().st_size
        except OSError:
            return None

    def _verified(self, sha256: str) -> tuple[State, bytes | None]:
        """Return the state of an object, and its bytes if they are as they were stored."""
        try:
            body = gzip.decompress(self._path(sha256).read_bytes())
        except FileNotFoundError:
            return State.GONE, None
        except (OSError, EOFError, zlib.error):
            return State.DAMAGED, None
        whole = hashlib.sha256(body).hexdigest() == sha256
        return (State.WHOLE, body) if whole else (State.DAMAGED, None)

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.gz"

    def _write(self, path: Path, body: bytes) -> None:
        """Write to a temporary file and rename it, so that an object is never half written."""
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(gzip.compress(body, compresslevel=2, mtime=0))
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
