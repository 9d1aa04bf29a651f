"""Which code of one classification corresponds to which of another, and when."""

from collections.abc import Iterator
from typing import NamedTuple

from sample.klass.holdings import CENTRALITY, COUNTIES, KOSTRA_GROUPS, MUNICIPALITIES, centrality_items, kostra_members
from sample.klass.register import Register
from sample.klass.window import Span, overlap

# The classes stand for these days alone: KLASS answered with an empty list for a day in October 2026.
COVERED = ("2024-01-01", "2026-01-01")


class Correspondence(NamedTuple):
    """One code of the source, one of the target, and the days they correspond; in the order KLASS sorts by."""

    source_code: str
    source_name: str
    target_code: str
    target_name: str
    valid_from: str
    valid_to: str | None

    @property
    def validity(self) -> Span:
        """The days it holds for."""
        return self.valid_from, self.valid_to

    def valid_at(self, day: str) -> bool:
        """Whether it holds on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def inverted(self) -> "Correspondence":
        """The same, read the other way."""
        return Correspondence(self.target_code, self.target_name, self.source_code, self.source_name, *self.validity)


def between(register: Register, source: int, target: int) -> list[Correspondence] | None:
    """What is stored from the source to the target, or else the other way; None when there is no table at all."""
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
    """A county holds the municipalities whose code begins with its own."""
    counties = register.joined(COUNTIES)
    for each in register.joined(MUNICIPALITIES):
        for county in counties:
            shared = overlap(each.validity, county.validity) if each.code.startswith(county.code) else None
            if shared:
                yield Correspondence(county.code, county.name, each.code, each.name, *shared)


def _of_classes(register: Register) -> Iterator[Correspondence]:
    """A class holds the municipalities of the day the classes begin."""
    names = _names_of_2024(register)
    classes = {item.code: item.name for item in centrality_items() if item.level == "1"}
    for item in centrality_items():
        if item.code in names:
            yield Correspondence(item.parent, classes[item.parent], item.code, names[item.code], *COVERED)


def _in_kostra_groups(register: Register) -> Iterator[Correspondence]:
    """A municipality is in one group from 2024 on; no end is known."""
    names, groups = _names_of_2024(register), {row.code: row.name for row in register.codes[KOSTRA_GROUPS]}
    for code, group in kostra_members().items():
        yield Correspondence(code, names[code], group, groups[group], COVERED[0], None)


def _names_of_2024(register: Register) -> dict[str, str]:
    return {row.code: row.name for row in register.codes[MUNICIPALITIES] if row.valid_at(COVERED[0])}
