"""What KLASS holds: codes with their validity, changes, and the centrality classes."""

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

FIGURES = Path(__file__).parent.parent / "figures" / "klass"
MUNICIPALITIES, COUNTIES, CENTRALITY = 131, 104, 128
CENTRALITY_VERSION = 2682
NAMES = {
    MUNICIPALITIES: "Standard for kommuneinndeling",
    COUNTIES: "Standard for fylkesinndeling",
    CENTRALITY: "Standard for sentralitet",
}


@dataclass(frozen=True)
class Code:
    """A code under one name, valid from a day until (not including) another; dates as ISO text, None for open."""

    code: str
    name: str
    valid_from: str
    valid_to: str | None

    def clip(self, start: str, end: str | None) -> tuple[str, str | None] | None:
        """The part of the validity within [start, end), or None when there is none."""
        first = max(start, self.valid_from)
        ends = [day for day in (end, self.valid_to) if day]
        last = min(ends) if ends else None
        return (first, last) if last is None or first < last else None

    def goes_on_as(self, later: "Code") -> bool:
        """Whether the other row is the same code under the same name, from the day this one ends."""
        return (self.code, self.name, self.valid_to) == (later.code, later.name, later.valid_from)

    def valid_at(self, day: str) -> bool:
        """Whether the code is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Change:
    """What one code became: through merger, split, recoding, border change or renaming."""

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    date: str


@dataclass(frozen=True)
class Item:
    """One item of the centrality version: a class, or a municipality under its class with its index in `notes`."""

    code: str
    parent: str
    level: str
    name: str
    notes: str


@cache
def codes(classification: int) -> tuple[Code, ...]:
    """The codes of a classification, in code order; the centrality classes are those of the version there is."""
    if classification == CENTRALITY:
        return tuple(Code(item.code, item.name, "2024-01-01", None) for item in centrality_items() if item.level == "1")
    rows = _rows(f"{classification}_codes.csv")
    return tuple(Code(row["code"], row["name"], row["valid_from"], row["valid_to"] or None) for row in rows)


@cache
def joined_codes(classification: int) -> tuple[Code, ...]:
    """The codes with adjoining rows of one code and name made one, whatever happened between them."""
    joined: list[Code] = []
    for each in codes(classification):
        if joined and joined[-1].goes_on_as(each):
            joined[-1] = replace(joined[-1], valid_to=each.valid_to)
        else:
            joined.append(each)
    return tuple(joined)


@cache
def municipality_changes() -> tuple[Change, ...]:
    """Every dated change of a municipality code, oldest first."""
    return tuple(Change(**row) for row in _rows("131_changes.csv"))


@cache
def centrality_items() -> tuple[Item, ...]:
    """The items of version 2682, the classes first."""
    return tuple(Item(**row) for row in _rows(f"{CENTRALITY_VERSION}_items.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    with (FIGURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
