"""The content of the files: codes with their validity, changes, the centrality version, and the known versions."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sample.klass.window import Span

FIGURES = Path(__file__).parent.parent / "figures" / "klass"
MUNICIPALITIES, COUNTIES, CENTRALITY, KOSTRA_GROUPS = 131, 104, 128, 112
CENTRALITY_VERSION = 2682
NAMES = {
    COUNTIES: "Standard for fylkesinndeling",
    KOSTRA_GROUPS: "Standard for KOSTRA-gruppering",
    CENTRALITY: "Standard for sentralitet",
    MUNICIPALITIES: "Standard for kommuneinndeling",
}
COLLECTED = "2026-11-23"
"""The day the figures were collected."""


@dataclass(frozen=True)
class Code:
    """A code under a name, valid from a day until (not including) another. Days are ISO text; None means no end."""

    code: str
    name: str
    valid_from: str
    valid_to: str | None
    notes: str = ""

    @property
    def validity(self) -> Span:
        """The first day it is in force, and the day it ends."""
        return self.valid_from, self.valid_to

    def goes_on_as(self, later: "Code") -> bool:
        """Return whether the other row is the same code under the same name, from the day on which this row ends."""
        return (self.code, self.name, self.valid_to) == (later.code, later.name, later.valid_from)

    def valid_at(self, day: str) -> bool:
        """Return whether the code is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Change:
    """What a code became through a merger, split, new code, border change or new name."""

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    date: str


@dataclass(frozen=True)
class Item:
    """An item of the centrality version: a class, or a municipality under its class with its index in `notes`.

    Former municipalities are listed too, with their years in the name and the index of the municipality they became.
    """

    code: str
    parent: str
    level: str
    name: str
    notes: str


@dataclass(frozen=True)
class Version:
    """An edition of a classification, and the name of each of its levels."""

    number: int
    classification: int
    name: str
    valid_from: str
    valid_to: str | None
    levels: tuple[str, ...]


VERSIONS = (
    Version(9131, MUNICIPALITIES, "Kommuneinndeling 2026", "2026-01-01", None, ("Kommune",)),
    Version(1846, MUNICIPALITIES, "Kommuneinndeling 2024", "2024-01-01", "2026-01-01", ("Kommune",)),
    Version(9104, COUNTIES, "Fylkesinndeling 2024", "2024-01-01", None, ("Fylke",)),
    Version(1450, KOSTRA_GROUPS, "KOSTRA-gruppering 2024", "2024-01-01", None, ("KOSTRA-gruppe",)),
    Version(CENTRALITY_VERSION, CENTRALITY, "Sentralitet 2024", "2024-01-01", None, ("Sentralitet", "Kommune")),
)
"""The editions whose content is known. 1450, 1846 and 2682 are KLASS's numbers; 9131 and 9104 stand for unknown numbers."""


@cache
def codes(classification: int) -> tuple[Code, ...]:
    """Return the codes of a classification, sorted by code and day. Centrality has a single version."""
    if classification == CENTRALITY:
        return tuple(Code(item.code, item.name, "2024-01-01", None) for item in centrality_items() if item.level == "1")
    rows = _rows(f"{classification}_codes.csv")
    notes = {row["code"]: row["notes"] for row in _rows(f"{MUNICIPALITIES}_notes.csv")}
    return tuple(
        Code(row["code"], row["name"], row["valid_from"], row["valid_to"] or None, _note(row, notes)) for row in rows
    )


def _note(row: dict[str, str], notes: dict[str, str]) -> str:
    """Return the note of a code in force. The notes of earlier codes are not known."""
    return "" if row["valid_to"] else notes.get(row["code"], "")


@cache
def changes(classification: int) -> tuple[Change, ...]:
    """Return every dated change of a classification's codes, oldest first. None are known for centrality and KOSTRA groups."""
    if classification in (CENTRALITY, KOSTRA_GROUPS):
        return ()
    return tuple(Change(**row) for row in _rows(f"{classification}_changes.csv"))


@cache
def centrality_items() -> tuple[Item, ...]:
    """Return the items of version 2682, the classes first."""
    return tuple(Item(**row) for row in _rows(f"{CENTRALITY_VERSION}_items.csv"))


@cache
def kostra_members() -> dict[str, str]:
    """Return municipality of 2024 -> KOSTRA group."""
    return {row["municipality"]: row["group"] for row in _rows(f"{KOSTRA_GROUPS}_members.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (FIGURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
