"""Read everything that the pages show, once for all municipalities of the scope."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby

from warehouse.read import (
    BuildInfo,
    Figure,
    GroupFigure,
    GroupKey,
    IndicatorInfo,
    MunicipalityInfo,
    Reader,
    SeriesPoint,
    SourceInfo,
    Withheld,
)

CHARTED = ["age_groups", "built_up_area_by_use", "population", "share_80_plus"]
Series = dict[tuple[str, str | None], list[SeriesPoint]]
"""(indicator_id, breakdown) -> points, oldest first."""


@dataclass(frozen=True)
class Place:
    """A municipality with its newest figures, the figures of its groups, and its series."""

    municipality: MunicipalityInfo
    figures: dict[str, Figure]
    groups: dict[tuple[str, str], GroupFigure]
    """(indicator_id, group_kind) -> the group's figure for the same period."""
    series: Series
    withheld: dict[str, Withheld] = field(default_factory=dict)
    """indicator_id -> the newest value, if it is withheld. Such an indicator has neither a figure nor a sentence."""
    shifts: list[str] = field(default_factory=list)
    """Reasons why its counts shift without a change in KLASS, such as land that passed to another municipality."""
    parts: set[str] = field(default_factory=set)
    """The indicators that have values for parts only, such as age groups."""

    def group(self, indicator_id: str, kind: str) -> GroupFigure | None:
        """Return the group's figure for the municipality's newest period; None for a county of a single municipality."""
        found = self.groups.get((indicator_id, kind))
        return None if found is None or (kind == "county" and found.members == 1) else found

    @property
    def is_whole_county(self) -> bool:
        """Whether the municipality is its whole county, as Oslo is."""
        return any(kind == "county" and group.members == 1 for (_, kind), group in self.groups.items())


@dataclass(frozen=True)
class Knowledge:
    """The build, its indicators and sources, and the municipalities that have figures."""

    build: BuildInfo
    indicators: list[IndicatorInfo]
    sources: dict[str, SourceInfo]
    places: list[Place]


def know(reader: Reader, municipalities: list[MunicipalityInfo]) -> Knowledge:
    """Return what the pages of these municipalities show. Each sort of data takes one query."""
    codes = [municipality.code for municipality in municipalities]
    figures: dict[str, dict[str, Figure]] = defaultdict(dict)
    for figure in reader.newest_figures(codes):
        figures[figure.municipality_code][figure.indicator_id] = figure
    withheld: dict[str, dict[str, Withheld]] = defaultdict(dict)
    for value in reader.withheld(codes):
        withheld[value.municipality_code][value.indicator_id] = value
    groups, series, shifts, parts = reader.groups(), _series(reader, codes), reader.shifts(), reader.parts(codes)
    indicators, sources = reader.indicators(), reader.sources()
    measured = {indicator.id for indicator in indicators if sources[indicator.source_id].kind != "klass"}
    places = [
        Place(
            municipality,
            figures[municipality.code],
            _compared(municipality, figures[municipality.code], groups),
            series.get(municipality.code, {}),
            withheld[municipality.code],
            shifts.get(municipality.code, []),
            parts.get(municipality.code, set()),
        )
        for municipality in municipalities
        if measured & figures[municipality.code].keys()  # no page for a municipality that has KLASS's figures only
    ]
    return Knowledge(reader.build(), indicators, sources, places)


def _series(reader: Reader, codes: list[str]) -> dict[str, Series]:
    series: dict[str, Series] = defaultdict(dict)
    points = reader.series(codes, CHARTED)
    for (code, indicator_id, breakdown), part in groupby(
        points, key=lambda point: (point.municipality_code, point.indicator_id, point.breakdown)
    ):
        series[code][indicator_id, breakdown] = list(part)
    return series


def _compared(
    municipality: MunicipalityInfo, figures: dict[str, Figure], groups: dict[GroupKey, GroupFigure]
) -> dict[tuple[str, str], GroupFigure]:
    own = {"county": municipality.county_code, "country": "0", "centrality": str(municipality.centrality_class)}
    keys = {
        (figure.indicator_id, kind): (figure.indicator_id, kind, group_code, figure.period)
        for figure in figures.values()
        for kind, group_code in own.items()
    }
    return {short: groups[key] for short, key in keys.items() if key in groups}
