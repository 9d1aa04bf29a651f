"""Damage an archive, as disks and backups do."""

from pathlib import Path

from extract.archive import Archive, Fetch, Load
from warehouse.home import Home


def answers(home: Home, source_id: str) -> list[tuple[Load, list[Fetch]]]:
    """Return the accepted loads of a source, oldest first, with their answers."""
    archive = Archive(home.archive)
    fetches = archive.fetches()
    loads = [load for load in archive.loads("sample") if load.source_id == source_id]
    return [(load, [fetches[fetch_id] for fetch_id in load.fetches]) for load in loads]


def object_of(home: Home, fetch: Fetch) -> Path:
    """Return the path of the bytes of an answer."""
    return home.archive / "objects" / fetch.sha256[:2] / f"{fetch.sha256}.gz"


def cut(home: Home, source_id: str, load: int = -1) -> Path:
    """Cut short the object of the last answer of one of a source's loads, and return its path."""
    path = object_of(home, answers(home, source_id)[load][1][-1])
    path.write_bytes(path.read_bytes()[:-20])
    return path
