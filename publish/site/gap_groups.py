"""What is lacking, grouped by the reason, so that a reason is said once."""

from collections.abc import Iterable
from dataclasses import dataclass

from publish.content.model import Gap


@dataclass(frozen=True)
class GapGroup:
    """The figures that are lacking for a reason."""

    words: str
    """How many, and why: '5 tall mangler. Ikke med i prøvedataene.'"""
    gaps: tuple[Gap, ...]


def gap_groups(gaps: Iterable[Gap]) -> list[GapGroup]:
    """Return a group for each reason, the largest first."""
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        found.setdefault(gap.reason or "Kilden har ikke tall for kommunen.", []).append(gap)
    groups = sorted(found.items(), key=lambda item: -len(item[1]))
    return [GapGroup(f"{_count(len(members))} mangler. {reason}", tuple(members)) for reason, members in groups]


def _count(number: int) -> str:
    return "Ett tall" if number == 1 else f"{number} tall"
