"""The clock and sleep, injectable for tests, and the hours in which SSB shows wrong figures.

SSB renews the metadata of its tables at 05:00 and 11:30 Oslo time. Figures to be published that day are shown as 0 or
'.' from 05:00 to 08:00, and at 08:00 the load on its servers is at its highest.
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
"""Start and end, in Oslo time, of the hours of each day in which no figures are fetched."""


@dataclass(frozen=True)
class Clock:
    """The time now in UTC, and sleep."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep

    def stamp(self) -> str:
        """Return the time now in UTC, to the microsecond, as sortable text."""
        return self.now().isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Hours:
    """When figures may be fetched: outside CLOSED if the source is `live`, else always; always if wanted `anyhow`."""

    clock: Clock = field(default_factory=Clock)
    live: bool = False
    anyhow: bool = False

    def closed(self, moment: datetime) -> datetime | None:
        """Return the end, in Oslo time, of the closed hours that `moment` is in; None if it is outside them."""
        in_oslo = moment.astimezone(OSLO)
        ends = [end for start, end in CLOSED if self.live and start <= in_oslo.time() < end]
        return datetime.combine(in_oslo, ends[0], OSLO) if ends else None

    def require_open(self) -> None:
        """Raise Closed if figures may not be fetched now."""
        opens = self.closed(self.clock.now())
        if opens and not self.anyhow:
            raise Closed(opens)
