"""Decide what to fetch: the sources that have changed since the last load or check, without answers in the archive."""

import hashlib
from datetime import datetime
from typing import Any

from catalogue.kinds import Source
from extract.archive import Archive, Fetch, Load, question
from extract.clock import Hours
from extract.objects import State

OVERLAP_DAYS = 2
"""Days added, because the listing may lag behind the figures; they cost no more requests."""


def past_days(loads: list[Load], now: datetime) -> int:
    """Return how many days back the listing must reach to show every change since the oldest of these loads.

    `loads` has the newest complete load of each source. The result is at least the overlap, even if the clock was set
    back.
    """
    if not loads:
        return OVERLAP_DAYS
    oldest = min(datetime.fromisoformat(load.loaded_at) for load in loads)
    return max(0, (now - oldest).days) + OVERLAP_DAYS


def is_due(source: Source, last: Load | None, seen: str | None, listed: str | None) -> bool:
    """Return whether the whole source must be fetched.

    `last` is the newest complete load of the source; `seen` the newest listed update time that a load or a check has
    processed; `listed` the update time in today's listing, None if the source is not in it. A source that
    is listed without a time is fetched, because it may have changed.
    """
    if last is None or last.asked != request_fingerprint(source):
        return True
    if not listed:
        return listed is not None
    return listed != seen and (seen is not None or listed > (last.updated or ""))


_NOT_FETCHED_BY = {
    "title",
    "checks",
    "licence",
    "bands",
    "period",
    "known",
    "recorded_in",
    "times_larger",
    "off_because",
}
"""Keys of a source's file that do not decide what is fetched."""

_ADDED_LATER = {
    "dated_regions",
    "published_by",
    "link",
    "layout",
    "symbols",
    "recounted",
    "has_only_newest",
    "encoding",
}
"""Keys that earlier versions lacked. They count only in files that have them, so that older homes stay up to date."""


_OF_CONTENTS = {"of_todays_area", "years", "stands_on"}
"""Keys of contents that do not decide what is fetched."""


def request_fingerprint(source: Source) -> str:
    """Return a hash of the parts of the source's file that decide what is fetched, without its texts and checks."""
    spec = source.spec
    left_out = dict.fromkeys(_NOT_FETCHED_BY | (_ADDED_LATER - spec.model_fields_set), True)
    text = spec.model_dump_json(by_alias=True, exclude=left_out | {"contents": {"__all__": _OF_CONTENTS}})
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def interrupted_fetches(
    archive: Archive, origin: str, requests: list[dict[str, Any]], updated: str, hours: Hours
) -> dict[str, Fetch]:
    """Return question -> fetch, for the answers of an interrupted fetch of the same figures.

    An answer is usable if it was fetched after the update, outside the hours in which SSB shows wrong figures, and is not
    damaged. If all answers are there, the fetch was completed, and accepted or rejected, so none is used again.
    """
    since, wanted = datetime.fromisoformat(updated), {question(origin, request) for request in requests}
    found = {fetch.question: fetch for fetch in archive.fetches().values() if fetch.question in wanted}
    good = {key: fetch for key, fetch in found.items() if _is_usable(fetch, since, hours)}
    usable = {key: fetch for key, fetch in good.items() if archive.state(fetch) is State.WHOLE}
    return {} if wanted <= usable.keys() else usable


def _is_usable(fetch: Fetch, since: datetime, hours: Hours) -> bool:
    fetched = datetime.fromisoformat(fetch.fetched_at)
    return fetched > since and hours.closed(fetched) is None
