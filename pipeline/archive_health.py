"""The health of the archive, as far as it shows without reading the stored answers, and when all were last read."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from extract.archive import Archive
from warehouse.home import Home

if TYPE_CHECKING:  # the import takes a second because of pandas
    from pipeline.archive_check import ArchiveReport


@dataclass(frozen=True)
class ArchiveHealth:
    """How many answers the log names, their bytes on disk, how many are gone, and how many of its lines are unreadable.

    `verified_at` is when `grunnlag archive` last read them all, and `damaged` how many were damaged then.
    """

    answers: int
    bytes: int
    gone: int
    odd_lines: int
    verified_at: datetime | None = None
    damaged: int | None = None


def archive_health(home: Home) -> ArchiveHealth | None:
    """Return the health of the archive; None if there is no archive."""
    if not (home.archive / "objects").is_dir():
        return None
    archive = Archive(home.archive)
    sizes = [archive.size(fetch) for fetch in {fetch.sha256: fetch for fetch in archive.fetches().values()}.values()]
    there = [size for size in sizes if size]
    odd = len(archive.unreadable_lines())
    return ArchiveHealth(len(sizes), sum(there), len(sizes) - len(there), odd, *_last_verification(home))


def record_verification(home: Home, report: "ArchiveReport") -> None:
    """Keep when the archive was verified, and how many answers were damaged, if the disk allows it."""
    document = {"verified_at": datetime.now(UTC), "damaged": len(report.damaged)}
    with suppress(OSError):
        _verification(home).parent.mkdir(exist_ok=True)
        _verification(home).write_bytes(orjson.dumps(document))


def _verification(home: Home) -> Path:
    return home.path / "reports" / "archive.json"


def _last_verification(home: Home) -> tuple[datetime | None, int | None]:
    try:
        document = orjson.loads(_verification(home).read_bytes())
        return datetime.fromisoformat(document["verified_at"]), int(document["damaged"])
    except (OSError, ValueError, LookupError, TypeError):
        return None, None
