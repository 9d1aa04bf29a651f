"""Everything that the published file says of one municipality, read once, and what is the same for all of them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date
from functools import cached_property

from catalogue.errors import BadSetting
from catalogue.findings import Thresholds
from catalogue.models import Catalogue
from extract.clock import OSLO
from publish.content.changes import changed
from publish.content.facts import Known, county_facts, of_figures
from publish.content.findings import Finding, find
from publish.content.model import Source, cited
from publish.content.noise import compared
from publish.content.population_facts import AHEAD, cohort_facts, component_facts, looked_at, projection_facts
from publish.numbers import day
from warehouse.read import BuildInfo, IndicatorInfo, MunicipalityInfo, SourceInfo
from warehouse.read_content import (
    ChangeRow,
    CohortRow,
    ComparisonRow,
    ContentReader,
    CoverageRow,
    GroupRow,
    NewestFigure,
    PartRow,
    SeriesRow,
)

SHARED = (
    *("period", "value", "symbol", "numerator", "denominator", "neighbours_value", "neighbours_basis"),
    *("county_value", "county_basis", "country_value", "country_basis"),
)
"""The columns that a newest figure and a row of a series share."""
SAMPLE = "sample"
"""The origin of a build of the sample."""


@dataclass(frozen=True)
class Base:
    """What is the same for every page of a build."""

    build: BuildInfo
    catalogue: Catalogue
    """The rules and words: chapters, findings, and the sentences of the indicators."""
    indicators: Mapping[str, IndicatorInfo]
    sources: Mapping[str, SourceInfo]
    changes: Mapping[str, list[ChangeRow]]
    """Municipality code -> what has changed since the last planning strategy, the most unusual first."""
    shifts: Mapping[str, list[str]]
    """Municipality code -> why its counts shift without a change in KLASS, such as land that passed to another."""
    dominant: Mapping[str, str]
    """County code -> the municipality that has so many of its people that it decides the county's figure."""
    election: int
    """The year of the last municipal election: what is compared with as 'then'."""
    since: date
    """The day whose newest figures are compared with."""

    @property
    def limits(self) -> Thresholds:
        """The limits of the rules for findings and sentences."""
        return self.catalogue.findings.thresholds if self.catalogue.findings else Thresholds()

    @property
    def is_sample(self) -> bool:
        """Whether the figures are the sample's."""
        return self.build.origin == SAMPLE

    @property
    def collected(self) -> date | None:
        """When the newest of the figures was updated, or the sample's collected."""
        days = [source.updated for source in self.sources.values() if source.updated]
        return max(days).replace(tzinfo=UTC).astimezone(OSLO).date() if days else None

    def source(self, source_id: str) -> Source:
        """Return a source as it is cited."""
        source = self.sources[source_id]
        return Source(source.id, source.cited_as, source.url, self._date(source))

    def cite(self, indicator_ids: list[str]) -> tuple[Source, ...]:
        """Return the sources of some indicators, each once."""
        names = dict.fromkeys(self.indicators[name].source_id for name in indicator_ids)
        return tuple(self.source(name) for name in names)

    def _date(self, source: SourceInfo) -> str:
        if source.updated:
            return f", {'samlet inn' if self.is_sample else 'oppdatert'} {day(source.updated)}"
        return f", hentet {day(source.loaded_at)}" if source.loaded_at and not self.is_sample else ""


class Place:
    """A municipality with its figures, series, groups and changes."""

    def __init__(self, reader: ContentReader, base: Base, municipality: MunicipalityInfo) -> None:
        self.reader, self.base, self.municipality = reader, base, municipality
        self.code, self.name = municipality.code, municipality.name
        self.shifts = base.shifts.get(self.code, [])
        self.figures: dict[str, NewestFigure] = reader.newest(self.code)
        self.series: dict[str, list[SeriesRow]] = reader.all_series(self.code)
        self.parts: dict[str, list[PartRow]] = reader.newest_parts(self.code)
        self.groups: list[GroupRow] = _one_of_each_kind(reader.groups_of(self.code))
        shown = {(group.kind, group.code) for group in self.groups}
        self.compared_with: dict[str, list[ComparisonRow]] = defaultdict(list)
        for row in reader.comparisons(self.code):
            if (row.group_kind, row.group_code) in shown:
                self.compared_with[row.indicator_id].append(row)
        self.neighbour_values = reader.neighbour_values(self.code)
        self.projections, self.projected = reader.projections(self.code), reader.projected(self.code)
        self._look_ahead()
        self.coverage: list[CoverageRow] = reader.coverage(self.code)
        self.components = reader.components(self.code)
        self.pyramid = reader.pyramid(self.code)
        self.cohorts = reader.cohorts([self.code])

    @cached_property
    def findings(self) -> list[Finding]:
        """Return where the municipality is unlike the ten, the most unlike first."""
        return find(self)

    @cached_property
    def changes(self) -> list[ChangeRow]:
        """Return what has changed most since the last planning strategy, the most unusual first."""
        return changed(self)

    @cached_property
    def neighbour_cohorts(self) -> list[CohortRow]:
        """Return the cohorts of the ten neighbours together."""
        return self.reader.cohorts(self.reader.neighbours(self.code))

    def _look_ahead(self) -> None:
        """Show projected indicators about ten years ahead: their newest period is the last year of the projection."""
        year = looked_at(self.projected[0], AHEAD[0]) if self.projected else ""
        for name, figure in self.figures.items():
            row = next((row for row in self.series.get(name, []) if row.period == year), None)
            if row is not None and figure.period is not None and figure.period > year:
                same = {column: getattr(row, column) for column in SHARED}
                self.figures[name] = replace(figure, change_1y=None, change_5y=None, change_10y=None, **same)
                self.compared_with[name] = []

    @cached_property
    def facts(self) -> dict[str, Known | str]:
        """Return the facts of its newest figures, its names, and those of births, moves, cohorts and projections."""
        names: dict[str, Known | str] = {"place": self.name, "county": self.municipality.county_name}
        return {
            **of_figures(self.figures, self.base.indicators, self.code),
            **compared(
                self.figures, self.series, self.base.indicators, self.base.limits, self.base.build.built_at.year
            ),
            **county_facts(
                self.compared_with, self.base.indicators, self.base.dominant.get(self.municipality.county_code)
            ),
            **{f"{each.indicator_id}.unlike": Known(each.sign, ()) for each in self.findings},
            **component_facts(self.components, self.code),
            **cohort_facts(self.cohorts, self.code),
            **projection_facts(self.projected, self.reader.hits(self.code), self.code, self.base.limits.few_projected),
            **names,
        }

    def has(self, indicator_id: str) -> bool:
        """Return whether the newest figure of the indicator has a value."""
        figure = self.figures.get(indicator_id)
        return figure is not None and figure.value is not None


def _one_of_each_kind(groups: list[GroupRow]) -> list[GroupRow]:
    """Return the first group of each kind: a municipality may be in several own groups, and a table shows one."""
    first: dict[str, GroupRow] = {}
    for group in groups:
        first.setdefault(group.kind, group)
    return list(first.values())


def read_base(reader: ContentReader, catalogue: Catalogue) -> Base:
    """Return what is the same for all pages of a build. Raise BadSetting if its indicators are not all in the catalogue."""
    build = reader.build()
    indicators = {indicator.id: indicator for indicator in reader.indicators()}
    if unknown := sorted(indicators.keys() - catalogue.indicators.keys()):
        raise BadSetting(
            f"The file was made from another catalogue, which has '{unknown[0]}'; run 'grunnlag refresh' first."
        )
    election = last_election(build.built_at.date())
    since = date(election, 12, 31)
    changes, shifts = reader.since(since), reader.shifts()
    limits = catalogue.findings.thresholds if catalogue.findings else Thresholds()
    dominant = reader.dominant(limits.dominant_share)
    return Base(build, catalogue, indicators, reader.sources(), changes, shifts, dominant, election, since)


def last_election(today: date) -> int:
    """Return the year of the last municipal election, which is held in September every fourth year.

    The planning strategy is adopted within a year of it; figures of the year of the election are what it was built on.
    """
    years = range(today.year - 4, today.year + 1)
    return max(year for year in years if year % 4 == 3 and (year, 9) < (today.year, today.month))


def source_words(base: Base, indicator_ids: list[str]) -> str:
    """Return 'Kilde: SSB, tabell 07459, oppdatert 23. november 2026.'."""
    return cited(f"{source.cited_as}{source.date_words}" for source in base.cite(indicator_ids))
