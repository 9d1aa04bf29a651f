"""Which codes of two classifications correspond, and when."""

from collections.abc import Iterator
from typing import NamedTuple

from sample.klass.holdings import CENTRALITY, COUNTIES, KOSTRA_GROUPS, MUNICIPALITIES, centrality_items, kostra_members
from sample.klass.register import Register
from sample.klass.window import Span, overlap

# The classes are valid for these days only: KLASS answered with an empty list for a day in October 2026.
COVERED = ("2024-01-01", "2026-01-01")


class Correspondence(NamedTuple):
    """A code of the source, a code of the target, and the days they correspond. The fields are in KLASS's sort order."""

    source_code: str
    source_name: str
    target_code: str
    target_name: str
    valid_from: str
    valid_to: str | None

    @property
    def validity(self) -> Span:
        """The first day it is valid, and the day it ends."""
        return self.valid_from, self.valid_to

    def valid_at(self, day: str) -> bool:
        """Return whether it is valid on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def inverted(self) -> "Correspondence":
        """Return the same correspondence with source and target exchanged."""
        return Correspondence(self.target_code, self.target_name, self.source_code, self.source_name, *self.validity)


def between(register: Register, source: int, target: int) -> list[Correspondence] | None:
    """Return the correspondences stored from source to target, or those of the opposite direction; None if neither exists."""
    stored = {
        (COUNTIES, MUNICIPALITIES): _of_counties,
        (CENTRALITY, MUNICIPALITIES): _of_classes,
        (MUNICIPALITIES, KOSTRA_GROUPS): _in_kostra_groups,
    }
    if (source, target) in stored:
        return sorted(stored[source, target](register))
    if (target, source) in stored:
        return sorted(each.inverted() for each in stored[target, source](register))
    return None


def _of_counties(register: Register) -> Iterator[Correspondence]:
    """Yield county -> municipality: the municipality's code begins with the county's."""
    counties = register.joined(COUNTIES)
    for each in register.joined(MUNICIPALITIES):
        for county in counties:
            shared = overlap(each.validity, county.validity) if each.code.startswith(county.code) else None
            if shared:
                yield Correspondence(county.code, county.name, each.code, each.name, *shared)


def _of_classes(register: Register) -> Iterator[Correspondence]:
    """Yield centrality class -> municipality, for the municipalities in force when the classes begin."""
    names = _names_of_2024(register)
    classes = {item.code: item.name for item in centrality_items() if item.level == "1"}
    for item in centrality_items():
        if item.code in names:
            yield Correspondence(item.parent, classes[item.parent], item.code, names[item.code], *COVERED)


def _in_kostra_groups(register: Register) -> Iterator[Correspondence]:
    """Yield municipality -> KOSTRA group, from 2024 on; no end is known."""
    names, groups = _names_of_2024(register), {row.code: row.name for row in register.codes[KOSTRA_GROUPS]}
    for code, group in kostra_members().items():
        yield Correspondence(code, names[code], group, groups[group], COVERED[0], None)


def _names_of_2024(register: Register) -> dict[str, str]:
    return {row.code: row.name for row in register.codes[MUNICIPALITIES] if row.valid_at(COVERED[0])}
