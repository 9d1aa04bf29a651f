"""Time: the hours in which SSB's figures are not to be trusted, and the clock and the waiting that tests bring themselves.

At 05:00 and 11:30 Oslo time SSB renews its tables' metadata, and figures due that day stand there as 0 or '.' from 05:00
until they are published at 08:00, with a crowd at the door.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as clock_time
from zoneinfo import ZoneInfo

from catalogue.errors import Closed

OSLO = ZoneInfo("Europe/Oslo")
"""The zone in which SSB works, and in which times are shown."""
CLOSED = (
    (clock_time(4, 55), clock_time(8, 15)),
    (clock_time(11, 25), clock_time(11, 40)),
)
"""From, and until, when no figures are fetched; Oslo time, every day."""


@dataclass(frozen=True)
class Clock:
    """The time now, in UTC, and the way to let some seconds pass."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep

    def stamp(self) -> str:
        """The time now in UTC, to the microsecond, as text that sorts."""
        return self.now().isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Hours:
    """When a source's figures may be fetched: at any time unless it is `live`, and then also when wanted `anyhow`."""

    clock: Clock = field(default_factory=Clock)
    live: bool = False
    anyhow: bool = False

    def closed(self, moment: datetime) -> str | None:
        """When figures are to be trusted again, as '08:15'; None when they are at that moment."""
        there = moment.astimezone(OSLO).time()
        return next((f"{end:%H:%M}" for start, end in CLOSED if self.live and start <= there < end), None)

    def require_open(self) -> None:
        """Raise Closed when figures are not to be fetched now."""
        until = self.closed(self.clock.now())
        if until and not self.anyhow:
            raise Closed(
                f"SSB shows zeros for figures it is about to publish until {until} Oslo time; run again then, "
                "or with --now to archive what it answers without publishing it."
            )
