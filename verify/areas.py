"""Where the area of each municipality went, day by day, from the codes and changes of KLASS 131. Days are ISO text.

A code's area passes on when the code ends or gives area away. If it passes to several, it was divided, and nobody knows
how many people each got: counts on today's borders begin after the last division.
"""

from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

NEVER = "9999-12-31"
LOST = "?"
"""The successor of a code that ends without one in KLASS."""
UNKNOWN = "9999"
"""KLASS's code for an unknown municipality."""


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


class Areas:
    """The municipalities of KLASS. `today` is the last day on which a code or border changed."""

    def __init__(self, codes: list[dict[str, Any]], changes: list[dict[str, Any]]) -> None:
        self._spans: dict[str, list[tuple[str, str, str]]] = {}
        for item in codes:
            last = item.get("validToInRequestedRange") or NEVER
            last = NEVER if last.startswith("+") or last >= "2200" else last
            if item["code"] != UNKNOWN:
                span = (item["validFromInRequestedRange"], last, item["name"])
                self._spans.setdefault(item["code"], []).append(span)
        moves = {(each["oldCode"], each["newCode"], each["changeOccurred"]) for each in changes}
        self._old: dict[tuple[str, str], set[str]] = {}
        self._new: dict[tuple[str, str], set[str]] = {}
        self._moved: dict[str, set[str]] = {}
        for old, new, day in [move for move in moves if all(move)]:
            self._old.setdefault((old, day), set()).add(new)
            self._new.setdefault((new, day), set()).add(old)
            for code in {old, new} if old != new else ():
                self._moved.setdefault(code, set()).add(day)
        self._editions = sorted({day for days in self._moved.values() for day in days})
        self.today = self._editions[-1]
        self.holders, self.since, self._parts_of = cache(self._holders), cache(self._since), cache(self._of_edition)
        self.siblings = cache(self._siblings)

    def edition(self, day: str) -> str:
        """Return the last day up to `day` on which a code or border changed."""
        return max((edition for edition in self._editions if edition <= day), default=self._editions[0])

    def common_edition(self, codes: set[str], until: str) -> str:
        """Return the newest edition with all these codes. Raise ValueError if there is none."""
        return max(day for day in self._editions if day <= until and all(self.in_force(code, day) for code in codes))

    def in_force(self, code: str, day: str) -> bool:
        """Return whether the code is valid on that day."""
        return self._span(code, day) is not None

    def known(self, code: str) -> bool:
        """Return whether the code has ever been valid."""
        return code in self._spans

    def _siblings(self, code: str, day: str) -> set[str]:
        """Return the others that got area of a municipality of that day when it was divided and the code got a part."""
        divided = [
            (old, on)
            for (old, on), new in self._old.items()
            if code in new
            and old != code
            and day < on
            and self.in_force(old, _before(on))
            and self.since(old, _before(on)) <= day
        ]
        heirs = {new for origin in divided for new in self._old[origin]}
        return (heirs | {old for old, on in divided if self.in_force(old, on)}) - {code}

    def _span(self, code: str, day: str) -> tuple[str, str, str] | None:
        return next((span for span in self._spans.get(code, []) if span[0] <= day < span[1]), None)

    def _holders(self, code: str, day: str) -> frozenset[str]:
        """Return the municipalities of today with some of the area that a code had on a day."""
        span = self._span(code, day)
        if span is None:
            return frozenset({LOST})
        ends = min([each for each in self._moved.get(code, ()) if day < each < span[1]] + [span[1]])
        if ends == NEVER:
            return frozenset({code})
        successors = self._successors(code, ends)
        return frozenset().union(*(self.holders(each, ends) for each in successors)) or frozenset({LOST})

    def _successors(self, code: str, day: str) -> set[str]:
        """Return the codes that had a code's area from a day on which something happened to it."""
        before, after = self._span(code, _before(day)), self._span(code, day)
        successors = set(self._old.get((code, day), ()))
        if before and after and (before == after or before[2] == after[2] or (code, day) not in self._new):
            successors.add(code)
        return successors

    def _since(self, code: str, day: str) -> str:
        """Return the day since which the area has been the same, under any code."""
        first = (self._span(code, day) or ("",))[0]
        start = max([each for each in self._moved.get(code, ()) if first <= each <= day] + [first])
        kept = {code} if start > first else set()
        predecessors = self._new.get((code, start), set()) | kept
        if len(predecessors) != 1:
            return start
        (before,) = predecessors
        spans = self._span(before, _before(start)), self._span(before, start)
        passed_to = self._old.get((before, start), set()) | ({before} if spans[0] and spans[0] == spans[1] else set())
        return self.since(before, _before(start)) if spans[0] and passed_to == {code} else start

    def heirs(self, code: str, edition: str) -> list[str]:
        """Return the municipalities of today with some of a code's area; empty if it was not valid in the edition."""
        return sorted(self.holders(code, edition) - {LOST}) if self.in_force(code, edition) else []

    def parts(self, today: str, edition: str) -> set[str]:
        """Return the codes of an edition that had some of the area of a municipality of today."""
        return self._parts_of(edition)[today]

    def _of_edition(self, edition: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for code in self._spans:
            for today in self.heirs(code, edition):
                found.setdefault(today, set()).add(code)
        return found

    def count_break(self, code: str) -> str:
        """Return the day of the last division of which a municipality of today got a part; empty if there was none."""
        return max((day for day, divided in self._ended.get(code, ()) if divided), default="")

    def value_break(self, code: str) -> str:
        """Return the day on which a municipality of today got another area; empty if it never did."""
        since = self.since(code, self.today)
        return since if any(day == since for day, _ in self._ended.get(code, ())) else ""

    @cached_property
    def _ended(self) -> dict[str, set[tuple[str, bool]]]:
        """Municipality of today -> the days on which a code with some of its area ended, or gained or lost area.

        With each day, whether the code's area has been divided since.
        """
        ends = {(code, span[1]) for code, spans in self._spans.items() for span in spans if span[1] != NEVER}
        cuts = {(code, day) for code, days in self._moved.items() for day in days if self.in_force(code, _before(day))}
        found: dict[str, set[tuple[str, bool]]] = {}
        for code, day in ends | cuts:
            holders = self.holders(code, _before(day))
            for today in holders:
                found.setdefault(today, set()).add((day, len(holders) > 1))
        return found
