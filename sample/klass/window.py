"""The days a request asks for, and how far ahead it sees."""

from dataclasses import dataclass
from datetime import date, timedelta

FOREVER = "9999-12-31"
Span = tuple[str, str | None]
"""From a day until (not including) another; ISO text, None for open."""


def overlap(one: Span, other: Span) -> Span | None:
    """The days two spans share, or None when there are none."""
    ends = [day for day in (one[1], other[1]) if day]
    first, last = max(one[0], other[0]), min(ends) if ends else None
    return (first, last) if last is None or first < last else None


@dataclass(frozen=True)
class Window:
    """The days from `start` until (not including) `end`, seen from a day; `FOREVER` sees the future too.

    What begins later than that day is not shown, and what ends later is shown as if it went on.
    """

    start: str
    end: str | None
    seen_from: str

    def part(self, validity: Span) -> Span | None:
        """The part of a validity that is shown, or None."""
        shared = overlap(validity, (self.start, self.end))
        if shared is None or validity[0] > self.seen_from:
            return None
        ends_later = validity[1] is not None and validity[1] > self.seen_from
        return (shared[0], self.end) if ends_later else shared

    def holds_change(self, day: str) -> bool:
        """Whether a change on that day is between two editions in the window.

        One on `start` itself leads into the first edition, not out of it: SSB's own answer for 104 from 2018-01-01 is
        empty, although Trøndelag was made that day.
        """
        return self.start < day <= self.seen_from and (self.end is None or day < self.end)


def next_day(day: str) -> str:
    """The day after."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
