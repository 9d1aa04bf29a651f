"""When the nightly run begins, and whether anybody will start it."""

from datetime import datetime, time, timedelta

from extract.clock import OSLO
from warehouse.home import Home
from warehouse.lock import holder

NIGHTLY = time(3, 30)
"""Oslo time: before 05:00, when SSB shows zeros for the day's figures, and a time that exists also when clocks change."""


def next_run(home: Home, now: datetime) -> datetime | None:
    """Return when the home's `serve` starts the next nightly run; None if no `serve` is up."""
    return next_night(now) if holder(home.serve_lock) else None


def next_night(now: datetime) -> datetime:
    """Return the first NIGHTLY after a moment."""
    tonight = datetime.combine(now.astimezone(OSLO), NIGHTLY, OSLO)
    return tonight if tonight > now else datetime.combine(tonight + timedelta(days=1), NIGHTLY, OSLO)
