"""The days that a request selects, and how far ahead it sees."""

from dataclasses import dataclass
from datetime import date, timedelta

FOREVER = "9999-12-31"
Span = tuple[str, str | None]
"""First day and end (excluded), as ISO text; None for an open end."""


def overlap(a: Span, b: Span) -> Span | None:
    """Return the days that two spans share, or None."""
    ends = [day for day in (a[1], b[1]) if day]
    first, last = max(a[0], b[0]), min(ends) if ends else None
    return (first, last) if last is None or first < last else None


@dataclass(frozen=True)
class Window:
    """The days from `start` to `end` (excluded), seen from a day; `FOREVER` sees the future too.

    A span that begins after that day is not shown. A span that ends after it is shown without that end.
    """

    start: str
    end: str | None
    seen_from: str

    def part(self, validity: Span) -> Span | None:
        """Return the part of a validity that is shown, or None."""
        shared = overlap(validity, (self.start, self.end))
        if shared is None or validity[0] > self.seen_from:
            return None
        ends_later = validity[1] is not None and validity[1] > self.seen_from
        return (shared[0], self.end) if ends_later else shared

    def holds_change(self, day: str) -> bool:
        """Return whether a change on that day is between two editions in the window.

        A change on `start` itself does not count, since it leads to the first edition: SSB's own answer for 104 from
        2018-01-01 is empty, although Trøndelag was formed that day.
        """
        return self.start < day <= self.seen_from and (self.end is None or day < self.end)


def next_day(day: str) -> str:
    """Return the day after, as ISO text."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
