"""Typed reads of the names that municipalities and counties have and have had."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from warehouse.read import Reader

Changes = Mapping[str, list[tuple[date, str]]]
"""Old code -> (the day, new code) of each change, the first day first."""


@dataclass(frozen=True)
class Named:
    """A municipality or county with its Norwegian and its official name."""

    code: str
    name: str
    official_name: str


@dataclass(frozen=True)
class Former:
    """A code and name that ended, and the codes of today whose area it was part of."""

    named: Named
    now: frozenset[str]


class NameReader(Reader):
    """A read-only connection with the reads of names."""

    def municipalities_named(self) -> list[Named]:
        """Return today's municipalities, sorted by code."""
        return [
            Named(*row) for row in self._rows("select code, name, official_name from mart.municipality order by code")
        ]

    def counties_named(self) -> list[Named]:
        """Return today's counties, sorted by code."""
        query = "select code, name, official_name from core.county where valid_to is null order by code"
        return [Named(*row) for row in self._rows(query)]

    def former(self) -> list[Former]:
        """Return every code and name that no municipality has today, with what it became, the oldest first."""
        query = """
            select code, name, official_name, max(valid_to)
            from core.municipality
            group by code, name, official_name
            having bool_and(valid_to is not null)
            order by max(valid_to), code"""
        changes = self._changes()
        return [Former(Named(*row), now_of(changes, row[0], day)) for *row, day in self._rows(query)]

    def _changes(self) -> Changes:
        found: dict[str, list[tuple[date, str]]] = defaultdict(list)
        query = "select old_code, occurred, new_code from core.municipality_change order by occurred, new_code"
        for old_code, occurred, new_code in self._rows(query):
            found[old_code].append((occurred, new_code))
        return found


def now_of(changes: Changes, code: str, ended: date) -> frozenset[str]:
    """Return the codes of today that a code became, which ended on a day. A code may have been used again later."""
    found, ahead, seen = set(), [(code, ended)], set()
    while ahead:
        old, day = ahead.pop()
        became = [new for occurred, new in changes.get(old, []) if occurred == day]
        for new in became:
            later = [occurred for occurred, _ in changes.get(new, []) if occurred > day]
            step = (new, min(later)) if later else None
            if step is None:
                found.add(new)
            elif step not in seen:
                seen.add(step)
                ahead.append(step)
    return frozenset(found)
