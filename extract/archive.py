"""The archive: every answer is stored unread under its hash, with its request. Nothing in it is ever changed.

`objects/` holds the bytes. `log.jsonl` has a line for each fetch, for each accepted load, and for each listing that showed
a change without new figures. Everything that Grunnlag publishes can be rebuilt from these two.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, TypeAdapter

from catalogue.errors import DamagedAnswer
from extract.answer import Answer
from extract.clock import Clock
from extract.objects import Objects, State

KEPT_HEADERS = ("content-type", "last-modified", "etag", "date")


def _moment(text: str) -> str:
    datetime.fromisoformat(text)
    return text


Moment = Annotated[str, AfterValidator(_moment)]
"""A time in UTC, as text."""


@dataclass(frozen=True)
class Fetch:
    """One answer in the archive: its request, origin, time and hash."""

    fetch_id: str
    origin: str
    request: dict[str, Any]
    sha256: str
    bytes: int
    headers: dict[str, str]
    fetched_at: Moment

    @property
    def question(self) -> str:
        """Return origin and request as text; equal texts are the same request."""
        return question(self.origin, self.request)

    def __str__(self) -> str:
        """Return the request and its day, such as 'POST tables/06913/data of 2026-11-24'."""
        return f"{self.request['method']} {self.request['path']} of {self.fetched_at[:10]}"


@dataclass(frozen=True)
class Load:
    """The answers that together make one table, or one municipality's part of it (`scope`), as it was accepted.

    `asked` is the fingerprint of the catalogue's request. `updated` is the source's own time of the figures, `listed` the
    time in its listing; listings are compared with listings. A complete load replaces the table. Any other load replaces
    its scope alone and never counts as up to date; `beside` is then the time of the complete load that it was added to,
    whose borders it has. Where each release is a table of its own, `vintage` is the release's first period.
    """

    load_id: str
    source_id: str
    origin: str
    scope: list[str] | None
    asked: str
    updated: str | None
    listed: str | None
    fetches: list[str]
    loaded_at: Moment
    beside: str | None = None
    vintage: str | None = None

    @property
    def complete(self) -> bool:
        """Return whether the load covers the whole table."""
        return self.scope is None


@dataclass(frozen=True)
class Seen:
    """A listed update time of a source that brought no new figures."""

    source_id: str
    origin: str
    listed: str
    scope: None = None


Entry = Fetch | Load | Seen
_KINDS: dict[str, TypeAdapter[Any]] = {
    "fetch": TypeAdapter(Fetch),
    "load": TypeAdapter(Load),
    "seen": TypeAdapter(Seen),
}


class Archive:
    """The archive in one folder, with the log of fetches and loads."""

    def __init__(self, home: Path, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._objects = Objects(home / "objects")
        self._log = home / "log.jsonl"

    def keep(self, answer: Answer, origin: str) -> Fetch:
        """Store an answer's bytes and log the fetch; equal bytes are stored once."""
        sha256 = self._objects.store(answer.body)
        now = self._clock.stamp()
        headers = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
        identity = f"{question(origin, answer.request)}{now}{sha256}"
        fetch_id = hashlib.sha256(identity.encode()).hexdigest()[:16]
        fetch = Fetch(fetch_id, origin, answer.request, sha256, len(answer.body), headers, now)
        self._append("fetch", asdict(fetch))
        return fetch

    def accept(self, load: Load) -> None:
        """Log that a load passed its checks; a rebuild from the archive will include it."""
        self._append("load", asdict(load))

    def saw(self, source_id: str, origin: str, listed: str) -> None:
        """Log that the source's listing showed a change, but that its figures had not changed."""
        self._append("seen", {"source_id": source_id, "origin": origin, "listed": listed})

    def seen(self, origin: str) -> dict[str, str]:
        """Return source -> the newest listed time that a load or an unchanged answer has covered."""
        entries = [entry for entry in self._entries() if isinstance(entry, Load | Seen) and entry.origin == origin]
        return {entry.source_id: entry.listed for entry in entries if entry.listed and entry.scope is None}

    def read(self, fetch: Fetch) -> bytes:
        """Return the bytes of a fetch. Set them aside and raise DamagedAnswer if they are not what was stored."""
        body = self._objects.read(fetch.sha256)
        if body is None:
            raise DamagedAnswer(
                f"The archive's object {fetch.sha256} is damaged or gone ({fetch}); 'grunnlag run' fetches it again "
                "where the source still has it, or put a copy of it back."
            )
        return body

    def state(self, fetch: Fetch) -> State:
        """Return whether the bytes of a fetch are what was stored; change nothing."""
        return self._objects.state(fetch.sha256)

    def size(self, fetch: Fetch) -> int | None:
        """Return the bytes that an answer takes on the disk; None if it is gone. They are not read."""
        return self._objects.size(fetch.sha256)

    def fetches(self) -> dict[str, Fetch]:
        """Return fetch_id -> fetch."""
        return {entry.fetch_id: entry for entry in self._entries() if isinstance(entry, Fetch)}

    def loads(self, origin: str) -> list[Load]:
        """Return the accepted loads from one origin, oldest first."""
        return [entry for entry in self._entries() if isinstance(entry, Load) and entry.origin == origin]

    def origins(self) -> list[str]:
        """Return the origins of the accepted loads."""
        return sorted({entry.origin for entry in self._entries() if isinstance(entry, Load)})

    def unreadable_lines(self) -> list[int]:
        """Return the numbers of the log's unreadable lines: cut short by a crash, or damaged."""
        return [number for number, entry in self._numbered() if entry is None]

    def _entries(self) -> Iterator[Entry]:
        """Yield the log's entries; skip unreadable lines, and kinds of lines that a newer version added."""
        for _, entry in self._numbered():
            if isinstance(entry, Fetch | Load | Seen):
                yield entry

    def _numbered(self) -> Iterator[tuple[int, object]]:
        """Yield each line's number and entry; None for a line that cannot be read."""
        lines = self._log.read_bytes().split(b"\n") if self._log.exists() else []
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, _read(line)

    def _append(self, kind: str, entry: dict[str, Any]) -> None:
        """Append an entry, on a new line even if a crash left half a line."""
        with self._log.open("ab") as file:
            file.write((b"\n" if file.tell() else b"") + orjson.dumps({"kind": kind, **entry}))
            file.flush()
            os.fsync(file.fileno())


def _read(line: bytes) -> object:
    """Return a line of the log as an entry, without keys that a newer version added; None if it cannot be read.

    A line of a kind that is not known is returned as it is.
    """
    try:
        content = orjson.loads(line)
        return _KINDS[content["kind"]].validate_python(content) if content["kind"] in _KINDS else content
    except (ValueError, TypeError, KeyError):  # pydantic's ValidationError is a ValueError
        return None


def question(origin: str, request: dict[str, Any]) -> str:
    """Return origin and request as canonical text, with sorted keys."""
    return orjson.dumps([origin, request], option=orjson.OPT_SORT_KEYS).decode()
