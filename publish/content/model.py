"""The parts of the content: numbers that know their cells, sentences, tables, chapters and pages. Nothing here is HTML."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from publish.content.chart import Chart

Formula = Literal["sum", "difference", "percent_change", "percent_of", "count"]
"""How a number follows from its cells: their sum; that less the sum of `base`; the change from the sum of `base` in percent
of it; their sum in percent of the sum of `base`; how many cells there are. A number of one cell is the sum of that cell."""


GROUPS = ("neighbours", "county", "country")
"""The kinds of groups that sentences compare with, and that a table on paper has room for."""


@dataclass(frozen=True)
class Cell:
    """One cell of the published file: the column of the row with this key."""

    table: str
    key: tuple[tuple[str, str], ...]
    """(column, text) pairs that select the row, such as ('indicator_id', 'population')."""
    column: str
    value: float


@dataclass(frozen=True)
class Number:
    """A number in a sentence, as it is written, and the cells that it is computed from."""

    text: str
    """With its sign and without its unit: '134', '+2,3'."""
    cells: tuple[Cell, ...]
    base: tuple[Cell, ...] = ()
    formula: Formula = "sum"
    decimals: int = 0
    step: int = 1
    """What it is rounded to, as projections are: to 5, 10 or 100."""
    is_absolute: bool = False
    """Whether the sign is left out, because a word says it: '134 færre'."""


@dataclass(frozen=True)
class Sentence:
    """One or more sentences: text, and numbers between."""

    pieces: tuple[str | Number, ...]

    @property
    def text(self) -> str:
        """Return the whole as plain text."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Return the numbers in it."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Number))


@dataclass(frozen=True)
class Source:
    """A source as it is cited under a chart or table."""

    id: str
    cited_as: str
    url: str
    date_words: str
    """Such as ', oppdatert 23. november 2026'."""


def cited(names: Iterable[str]) -> str:
    """Return 'Kilde: SSB, tabell 07459.'; empty without names."""
    listed = list(names)
    return f"{'Kilde' if len(listed) == 1 else 'Kilder'}: {'; '.join(listed)}." if listed else ""


@dataclass(frozen=True)
class Gap:
    """A figure that the municipality lacks, with the reason in words."""

    indicator_id: str
    title: str
    reason: str


@dataclass(frozen=True)
class GroupCell:
    """The figure of a group in a comparison: its value, or the median of its members."""

    value: float
    text: str
    is_median: bool
    cell: Cell
    members_with_value: int
    members: int


@dataclass(frozen=True)
class Member:
    """One of the ten neighbours in a row's strip."""

    name: str
    value: float


@dataclass(frozen=True)
class Row:
    """An indicator of the municipality with the figures of the groups, by kind of group."""

    indicator_id: str
    title: str
    period: str
    period_words: str
    value: float
    text: str
    """With its unit: '7,4 %'."""
    cell: Cell
    groups: dict[str, GroupCell]
    members: tuple[Member, ...]
    change: str
    """The change over five years with its sign, or a dash."""
    note: str
    """Why the value is pooled, old or doubted; empty for most."""


@dataclass(frozen=True)
class Group:
    """A group that the municipality is compared with."""

    kind: str
    code: str
    short: str
    """The head of its column: 'De ti'."""
    title: str
    members: tuple[str, ...]
    """Names of its municipalities; empty for county, country and groups of more than twenty."""
    words: str
    """What it is, in a sentence."""


@dataclass(frozen=True)
class Table:
    """The comparison table of a chapter."""

    rows: tuple[Row, ...]
    sources: tuple[Source, ...]
    left_out: str
    """A sentence on the groups that the table leaves out, because they can fill too little of it; empty if none."""


@dataclass(frozen=True)
class Chapter:
    """A chapter: its finding, charts with sentences, its table, what it can mean, and what is lacking."""

    id: str
    number: int
    title: str
    short: str
    """For menus: 'Befolkning'."""
    finding: Sentence
    """The headline. Where there is no figure it says so."""
    charts: tuple[Chart, ...]
    sentences: tuple[Sentence, ...]
    table: Table | None
    meanings: tuple[str, ...]
    """For 'Dette kan bety'."""
    questions: tuple[str, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Highlight:
    """A finding under 'Det viktigste': a number, the sentence after it, and where it leads."""

    indicator_id: str
    number: str
    """Large, with its unit: '18,6 %'."""
    sentence: Sentence
    chapter_id: str
    """The chapter that it leads to."""


@dataclass(frozen=True)
class Highlights:
    """At most two findings of a sort, or the sentence that says why there is none."""

    title: str
    findings: tuple[Highlight, ...]
    none: Sentence | None


@dataclass(frozen=True)
class Change:
    """What an indicator was when the last planning strategy was made, and what it is now."""

    indicator_id: str
    title: str
    then: str
    """With its period: '45,7 % (2022)'."""
    now: str
    change: str
    change_is: str
    """better, worse or neither."""
    cells: tuple[Cell, Cell]
    """Now and then."""


@dataclass(frozen=True)
class Fact:
    """One of the large figures at the top of a page."""

    number: str
    label: str
    cell: Cell


@dataclass(frozen=True)
class LawPoint:
    """A point that a law or plan asks for, and how far the figures cover it."""

    requirement: str
    point: str
    status: str
    words: str


@dataclass(frozen=True)
class MunicipalityContent:
    """Everything that is said of a municipality."""

    code: str
    name: str
    official_name: str
    county_code: str
    county_name: str
    centrality_words: str
    facts: tuple[Fact, ...]
    highlights: tuple[Highlights, ...]
    changes: tuple[Change, ...]
    """What has changed most since the last planning strategy."""
    changes_since: str
    """The year of the municipal election before it."""
    groups: tuple[Group, ...]
    chapters: tuple[Chapter, ...]
    law: tuple[LawPoint, ...]
    notes: tuple[str, ...]
    is_sample: bool
    collected: date | None
    sources: tuple[Source, ...] = field(default=())

    def heads(self, rows: Iterable[Row], kinds: Iterable[str] = ()) -> dict[str, str]:
        """Return kind of group -> the head of its column, for the groups that any of the rows has; `kinds` limits them."""
        known = {group.kind: group.short for group in self.groups} | {"county": self.county_name, "country": "Landet"}
        used = {kind for row in rows for kind in row.groups}
        return {kind: known[kind] for kind in kinds or known if kind in used}
