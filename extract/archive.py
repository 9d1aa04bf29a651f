"""Bytes first: every answer is stored unread under its hash, with the request that made it. Nothing is ever changed.

`objects/` holds the bytes; `log.jsonl` one line for each fetch, each accepted load, and each look at a source that found
nothing new. All that Grunnlag shows can be rebuilt from these two.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import orjson

from catalogue.errors import DamagedAnswer
from extract.answer import Answer
from extract.clock import Clock
from extract.objects import Objects, State

T = TypeVar("T")

KEPT_HEADERS = ("content-type", "last-modified", "etag", "date")


@dataclass(frozen=True)
class Fetch:
    """One answer in the archive: what was asked of which origin, when, and the hash of what came."""

    fetch_id: str
    origin: str
    request: dict[str, Any]
    sha256: str
    bytes: int
    headers: dict[str, str]
    fetched_at: str

    @property
    def question(self) -> str:
        """What was asked, as text: equal questions are the same request to the same origin."""
        return question(self.origin, self.request)

    def __str__(self) -> str:
        """Return the request and its day, such as 'POST tables/06913/data of 2026-11-24'."""
        return f"{self.request['method']} {self.request['path']} of {self.fetched_at[:10]}"


@dataclass(frozen=True)
class Load:
    """The answers that together make one table, or one municipality's part of it (`scope`), as it was accepted.

    `asked` is the fingerprint of what the catalogue asked for, `updated` the source's own time stamp of the figures,
    `listed` the one its listing showed, to compare listing with listing. A complete load replaces the table; any other
    replaces its scope alone, and never counts as up to date; `beside` is then when the complete load was made that its
    rows stand beside, on the borders of that day. Where each release is a table of its own, `vintage` is its first period.
    """

    load_id: str
    source_id: str
    origin: str
    scope: list[str] | None
    asked: str
    updated: str | None
    listed: str | None
    fetches: list[str]
    loaded_at: str
    beside: str | None = None
    vintage: str | None = None

    @property
    def complete(self) -> bool:
        """True when the load covers the whole table."""
        return self.scope is None


class Archive:
    """The archive in one folder."""

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
        """Log that a load passed its checks; from now on it is part of what a rebuild gives."""
        self._append("load", asdict(load))

    def saw(self, source_id: str, origin: str, listed: str) -> None:
        """Log that the source's listing showed a change, and that there was nothing new in it for us."""
        self._append("seen", {"source_id": source_id, "origin": origin, "listed": listed})

    def seen(self, origin: str) -> dict[str, str]:
        """Source -> the newest listing that a load or a look has answered."""
        lines = [line for line in self._lines("load", "seen") if line["origin"] == origin and line["listed"]]
        return {line["source_id"]: line["listed"] for line in lines if line.get("scope") is None}

    def read(self, fetch: Fetch) -> bytes:
        """Return the bytes of a fetch. Raise DamagedAnswer when they are no longer what was stored; they are then set aside."""
        body = self._objects.read(fetch.sha256)
        if body is None:
            raise DamagedAnswer(
                f"The archive's object {fetch.sha256} is damaged or gone ({fetch}); 'grunnlag run' fetches it again "
                "where the source still has it, or put a copy of it back."
            )
        return body

    def state(self, fetch: Fetch) -> State:
        """Return whether the bytes of a fetch are what was stored, and leave them as they are."""
        return self._objects.state(fetch.sha256)

    def fetches(self) -> dict[str, Fetch]:
        """Every fetch by its id."""
        return {line["fetch_id"]: _entry(Fetch, line) for line in self._lines("fetch")}

    def loads(self, origin: str) -> list[Load]:
        """The accepted loads from one origin, oldest first."""
        return [_entry(Load, line) for line in self._lines("load") if line["origin"] == origin]

    def origins(self) -> list[str]:
        """Where there are accepted loads from."""
        return sorted({line["origin"] for line in self._lines("load")})

    def unreadable_lines(self) -> list[int]:
        """The numbers of the log's lines that cannot be read: what a crash cut short, or damage."""
        return [number for number, entry in self._numbered() if not isinstance(entry, dict)]

    def _lines(self, *kinds: str) -> Iterator[dict[str, Any]]:
        """The log's lines of some kinds; a line that a crash cut short is passed over."""
        for _, entry in self._numbered():
            if isinstance(entry, dict) and entry.pop("kind", None) in kinds:
                yield entry

    def _numbered(self) -> Iterator[tuple[int, Any]]:
        """Each line's number and content; None for a line that is no JSON."""
        lines = self._log.read_bytes().split(b"\n") if self._log.exists() else []
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield number, orjson.loads(line)
                except orjson.JSONDecodeError:
                    yield number, None

    def _append(self, kind: str, entry: dict[str, Any]) -> None:
        """Add one line. It begins on a line of its own even when a crash left half a line before it."""
        with self._log.open("ab") as file:
            file.write((b"\n" if file.tell() else b"") + orjson.dumps({"kind": kind, **entry}))
            file.flush()
            os.fsync(file.fileno())


def _entry(kind: type[T], line: dict[str, Any]) -> T:
    """A line of the log as what it is of; keys that a newer version added are left out."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in line.items() if name in known})


def question(origin: str, request: dict[str, Any]) -> str:
    """A request as text, the same however its parts are ordered."""
    return orjson.dumps([origin, request], option=orjson.OPT_SORT_KEYS).decode()
