"""Which sources have news: the source's listing of today against the one that the last load or look answered."""

import hashlib
from datetime import datetime

from catalogue.kinds import Source
from extract.archive import Load

OVERLAP_DAYS = 2
"""The listing may lag the figures; asking a day more than needed costs nothing."""


def past_days(loads: list[Load], now: datetime) -> int:
    """How far back the listing must reach to show every change since the oldest of the newest complete loads.

    A clock that was put back makes that no shorter than the overlap.
    """
    if not loads:
        return OVERLAP_DAYS
    oldest = min(datetime.fromisoformat(load.loaded_at) for load in loads)
    return max(0, (now - oldest).days) + OVERLAP_DAYS


def has_news(source: Source, last: Load | None, seen: str | None, listed: str | None) -> bool:
    """True when a full fetch is due.

    `last` is the newest complete load of the source, `seen` the newest update time in a listing that has been answered,
    `listed` the one in today's listing (None: not in it).
    """
    if last is None or last.asked != asked(source):
        return True
    if listed is None or listed == seen:
        return False
    return seen is not None or listed > (last.updated or "")


_WORDS = {"title", "checks", "licence", "bands", "period", "known", "recorded_in"}
"""The keys of a source's file that change nothing in what is asked for."""

_ADDED = {"dated_regions"}
"""Keys that are younger than the first homes. In a file without them they must not count, or all would be fetched again."""


def asked(source: Source) -> str:
    """Return a fingerprint of what the catalogue asks a source for; words and checks do not count."""
    spec = source.spec
    text = spec.model_dump_json(by_alias=True, exclude=_WORDS | (_ADDED - spec.model_fields_set))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
