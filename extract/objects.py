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
from io import BytesIO
from pathlib import Path

CHUNK = 1 << 20
"""Bytes that are packed or unpacked at a time, so that a large answer is never in memory twice."""


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
        if self._unpack(sha256, None) is not State.WHOLE:
            self._write(self._path(sha256), body)
        return sha256

    def read(self, sha256: str) -> bytes | None:
        """Return the bytes; None if the object is gone or damaged. Rename a damaged object."""
        body = BytesIO()
        return body.getvalue() if self._unpack(sha256, body) is State.WHOLE else None

    def _unpack(self, sha256: str, body: BytesIO | None) -> State:
        """Write the bytes to `body`, and return their state. Rename a damaged object."""
        state = self.state(sha256, body)
        if state is State.DAMAGED:
            with suppress(OSError):  # the damage is reported even if the folder is read-only
                self._path(sha256).replace(self._path(sha256).with_suffix(".damaged"))
        return state

    def size(self, sha256: str) -> int | None:
        """Return the bytes that an object takes on the disk; None if it is gone."""
        try:
            return self._path(sha256).stat().st_size
        except OSError:
            return None

    def state(self, sha256: str, body: BytesIO | None = None) -> State:
        """Return the state of an object, and write its bytes to `body` if given; change nothing."""
        digest = hashlib.sha256()
        try:
            with gzip.open(self._path(sha256)) as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
                    if body is not None:
                        body.write(chunk)
        except FileNotFoundError:
            return State.GONE
        except (OSError, EOFError, zlib.error):
            return State.DAMAGED
        return State.WHOLE if digest.hexdigest() == sha256 else State.DAMAGED

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.gz"

    def _write(self, path: Path, body: bytes) -> None:
        """Write to a temporary file and rename it, so that an object is never half written."""
        path.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:  # it is removed even if the disk is full
            part = Path(folder) / path.name
            with part.open("wb") as file:
                with gzip.GzipFile("", "wb", compresslevel=2, fileobj=file, mtime=0) as packed:
                    for start in range(0, len(body), CHUNK):
                        packed.write(memoryview(body)[start : start + CHUNK])
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
