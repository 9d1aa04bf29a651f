"""Read the archive: its log, and the stored bytes, compared with their hash."""

import gzip
import hashlib
import json
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from catalogue.errors import DamagedAnswer

Entry = dict[str, Any]


class Answer(NamedTuple):
    """A stored answer: its request, the time it was fetched, and its bytes."""

    request: dict[str, Any]
    fetched_at: str
    body: bytes

    @property
    def content(self) -> Any:
        """The answer's JSON, which may begin with a byte order mark."""
        return json.loads(self.body)


class Stored:
    """The archive in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: dict[tuple[str, str], Entry] = {}
        log = folder / "log.jsonl"
        for line in log.read_bytes().splitlines() if log.exists() else []:
            self._keep(line)

    def _keep(self, line: bytes) -> None:
        """Keep a line of the log, unless a crash has cut it short."""
        try:
            entry = orjson.loads(line)
            self._entries[entry["kind"], entry[f"{entry['kind']}_id"]] = entry
        except (orjson.JSONDecodeError, KeyError, TypeError):
            return

    def load(self, load_id: str) -> Entry:
        """Return an accepted load. Raise DamagedAnswer if the log has lost it."""
        return self._entry("load", load_id)

    def answers(self, load: Entry) -> list[Answer]:
        """Return a load's answers. Raise DamagedAnswer if one is not as it was stored."""
        fetches = [self._entry("fetch", fetch_id) for fetch_id in load["fetches"]]
        return [Answer(fetch["request"], fetch["fetched_at"], self._body(fetch["sha256"])) for fetch in fetches]

    def _entry(self, kind: str, entry_id: str) -> Entry:
        if (kind, entry_id) not in self._entries:
            raise DamagedAnswer(f"The archive's log has lost the {kind} {entry_id}; run 'grunnlag archive'.")
        return self._entries[kind, entry_id]

    def _body(self, sha256: str) -> bytes:
        path = self._folder / "objects" / sha256[:2] / f"{sha256}.gz"
        try:
            body = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error):
            body = b""
        if hashlib.sha256(body).hexdigest() != sha256:
            raise DamagedAnswer(f"The archive's object {sha256} is damaged or gone; run 'grunnlag archive'.")
        return body
