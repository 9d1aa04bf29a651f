"""The StatBank tables that a run must fetch: a source's own table, or its new and changed releases."""

from collections.abc import Callable
from dataclasses import dataclass

from catalogue.errors import CodeGone
from catalogue.kinds import Source
from catalogue.statbank import Releases
from extract.archive import Load
from extract.freshness import is_due, request_fingerprint
from extract.index import ListedTable, releases
from pipeline.fetch_result import FetchResult, last_complete

Search = Callable[[str], list[ListedTable]]
"""Finds tables by the words of their title; called only if no release has been loaded yet, or some are damaged."""


@dataclass(frozen=True)
class DueTable:
    """A table to fetch whole: its number, the update time in the listing, its vintage, and its last complete load."""

    table: str
    listed: str | None
    vintage: str | None
    last: Load | None


def due_tables(
    fetched: FetchResult, source: Source, wanted: Releases | None, listed: list[ListedTable], search: Search
) -> list[DueTable]:
    """Return the source's tables to fetch, the oldest release first. Raise CodeGone if no release is found or loaded.

    A load that is damaged in the archive counts as never loaded.
    """
    damaged = fetched.is_damaged(source)
    if wanted is None:
        last = None if damaged else last_complete(fetched.accepted[source.id])
        now = _updated(source.number, listed)
        due = is_due(source, last, fetched.seen.get(source.id), now)
        return [DueTable(source.number, now, None, last)] if due else []
    loaded = [
        load for load in fetched.accepted[source.id] if load.complete and load.asked == request_fingerprint(source)
    ]
    found = releases(listed if loaded and not damaged else search(wanted.title), wanted)
    if not found and not loaded:
        raise CodeGone(
            f"{source.id}: no table in the StatBank's index has '{wanted.title}' in its title and the variables "
            f"{', '.join(wanted.variables)}; correct releases in the catalogue."
        )
    return _new_releases(found, loaded, fetched.damaged)


def _new_releases(found: list[ListedTable], loaded: list[Load], damaged: set[str]) -> list[DueTable]:
    """Return releases newer than all loaded ones, and loaded ones that are damaged or listed with another time or none."""
    last = {load.vintage: None if load.load_id in damaged else load for load in loaded}
    newest = max((load.vintage or "" for load in loaded), default="")
    candidates = [
        DueTable(table.id, table.updated, table.first_period, last.get(table.first_period))
        for table in found
        if table.first_period > newest or table.first_period in last
    ]
    return [table for table in candidates if not (table.last and table.listed and table.last.listed == table.listed)]


def _updated(number: str, listed: list[ListedTable]) -> str | None:
    return next((table.updated for table in listed if table.id == number), None)
