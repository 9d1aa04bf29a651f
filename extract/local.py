"""Local files as stored bytes: read on every run, and loaded only if they changed."""

import hashlib

from catalogue.errors import CodeGone, UnexpectedShape
from catalogue.local import LocalSource
from extract.access import Access
from extract.answer import Answer
from extract.archive import Fetch

LARGEST = 10_000_000
"""Bytes: a hundred years of every municipality are a tenth of it."""


class LocalFiles:
    """Reads each file from the home's folder `local` into the archive."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def fetch(self, spec: LocalSource, last: Fetch | None) -> list[Fetch]:
        """Return the file; nothing if its bytes are those of `last`. Raise CodeGone, UnexpectedShape."""
        body = self._read(spec)
        if last and last.sha256 == hashlib.sha256(body).hexdigest():
            return []
        request = {"method": "READ", "path": spec.name, "query": {}}
        return [self._access.archive.keep(Answer(request, 200, {}, body), self._access.origin)]

    def _read(self, spec: LocalSource) -> bytes:
        path = self._access.local / spec.file
        try:
            if not path.is_file():
                raise CodeGone(f"{spec.name} is missing; put it beside its .yaml file, or remove that file too.")
            with path.open("rb") as file:
                body = file.read(LARGEST + 1)
        except OSError as error:
            raise CodeGone(f"{spec.name} cannot be read: {error.strerror}.") from error
        if len(body) > LARGEST:
            raise UnexpectedShape(f"{spec.name} is larger than {LARGEST / 1e6:.0f} MB; keep only the rows you need.")
        return body
