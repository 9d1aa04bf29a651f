"""The parts of the content of a county and of an indicator. Nothing here is HTML."""

from dataclasses import dataclass
from datetime import date

from publish.content.chart import Chart
from publish.content.model import Cell, Fact, Sentence, Source


@dataclass(frozen=True)
class Column:
    """An indicator as a column of a county's table."""

    indicator_id: str
    title: str
    period_words: str


@dataclass(frozen=True)
class Entry:
    """A figure in a county's table: its text and cell, or why there is none."""

    value: float | None
    text: str
    reason: str
    cell: Cell | None


@dataclass(frozen=True)
class CountyRow:
    """A municipality in a county's table."""

    code: str
    name: str
    entries: tuple[Entry, ...]
    is_district: bool
    """Whether it is small and far from the centre: it has fewer than 5,000 inhabitants, or is of class 5 or 6."""


@dataclass(frozen=True)
class Standing:
    """A point of a plan or law, and for each municipality of the county how far its figures cover it."""

    requirement: str
    point: str
    statuses: tuple[tuple[str, str], ...]
    """(name of the municipality, status) in the order of the county's rows; status as in mart.coverage."""


@dataclass(frozen=True)
class CountyContent:
    """Everything that is said of a county."""

    code: str
    name: str
    facts: tuple[Fact, ...]
    maps: tuple[Chart, ...]
    """One of each indicator to choose from."""
    columns: tuple[Column, ...]
    rows: tuple[CountyRow, ...]
    scatter: Chart | None
    standings: tuple[Standing, ...]
    district: tuple[Sentence, ...]
    """What is said of the small and least central municipalities together."""
    sources: tuple[Source, ...]
    is_sample: bool
    collected: date | None


@dataclass(frozen=True)
class Ranked:
    """A municipality in the ranking of an indicator; equal values as shown share a place."""

    place: int
    is_shared: bool
    code: str
    name: str
    county_code: str
    county_name: str
    value: float
    text: str
    period_words: str


@dataclass(frozen=True)
class Answer:
    """A stored answer of a source that the newest figures of an indicator come from."""

    address: str
    fetched: str
    sha256: str


@dataclass(frozen=True)
class Revision:
    """What the source changed on a day."""

    day: str
    words: str


@dataclass(frozen=True)
class IndicatorContent:
    """Everything that is said of an indicator."""

    id: str
    title: str
    question: str
    theme: str
    theme_title: str
    definition: str
    why: str
    good_words: str
    """Which way is better, in a sentence."""
    unit_words: str
    period_words: str
    maps: tuple[Chart, ...]
    """The country, then the counties that the pages are made for."""
    series: tuple[Chart, ...]
    """The country and the counties over time."""
    ranking: tuple[Ranked, ...]
    lacking: tuple[tuple[str, int], ...]
    """(reason, number of municipalities without a figure)."""
    small_numbers: str
    """The rule for few people, and how many values are withheld; empty if there is none."""
    breaks: tuple[str, ...]
    law: tuple[tuple[str, str], ...]
    """(requirement, point) that it serves."""
    source: Source
    source_title: str
    known_words: str
    """How the codes of the source were verified."""
    licence: str
    computed_as: str
    answers: tuple[Answer, ...]
    revisions: tuple[Revision, ...]
