"""What laws and plans ask for, and how far the figures cover it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from publish.content.model import LawPoint

SYMBOLS = {
    "covered": "full", "partly": "half", "no_data": "open", "measured_elsewhere": "elsewhere", "not_measured": "never",
}  # fmt: skip
"""Status of a point -> its symbol in symbols.html."""


@dataclass(frozen=True)
class Requirement:
    """A law or plan with its points."""

    title: str
    words: str
    """'3 av 9 punkter er dekket av tall, 3 delvis.'"""
    points: tuple[LawPoint, ...]


def requirements(points: Iterable[LawPoint]) -> list[Requirement]:
    """Return the laws and plans, the Planning and Building Act first."""
    found = [(title, tuple(members)) for title, members in groupby(points, key=lambda point: point.requirement)]
    found.sort(key=lambda item: "§ 10-1" not in item[0])
    return [Requirement(title, _words(members), members) for title, members in found]


def _words(points: tuple[LawPoint, ...]) -> str:
    covered, partly = (sum(point.status == status for point in points) for status in ("covered", "partly"))
    verb = "er" if covered or not partly else "er helt"
    return f"{covered or 'Ingen'} av {len(points)} punkter {verb} dekket av tall, {partly or 'ingen'} delvis."
