"""Everything the pages need to know, read once for all municipalities of the scope."""

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
"""(indicator_id, breakdown) -> its points, oldest first."""


@dataclass(frozen=True)
class Place:
    """One municipality with its newest figures, their comparison, and its series."""

    municipality: MunicipalityInfo
    figures: dict[str, Figure]
    groups: dict[tuple[str, str], GroupFigure]
    """(indicator_id, group_kind) -> the group's figure for the same period."""
    series: Series
    withheld: dict[str, Withheld] = field(default_factory=dict)
    """The indicators whose newest value is withheld; they have no figure, and no sentence is made of them."""

    def group(self, indicator_id: str, kind: str) -> GroupFigure | None:
        """The group's figure beside the municipality's newest; a county of one municipality is no comparison."""
        found = self.groups.get((indicator_id, kind))
        return None if found is None or (kind == "county" and found.members == 1) else found

    @property
    def is_whole_county(self) -> bool:
        """True for Oslo: the county is the municipality."""
        return any(kind == "county" and group.members == 1 for (_, kind), group in self.groups.items())


@dataclass(frozen=True)
class Knowledge:
    """The build, the words, and the places that have figures."""

    build: BuildInfo
    indicators: list[IndicatorInfo]
    sources: dict[str, SourceInfo]
    places: list[Place]


def know(reader: Reader, municipalities: list[MunicipalityInfo]) -> Knowledge:
    """Read what the pages of these municipalities need, in one query for each kind."""
    codes = [municipality.code for municipality in municipalities]
    figures: dict[str, dict[str, Figure]] = defaultdict(dict)
    for figure in reader.newest_figures(codes):
        figures[figure.municipality_code][figure.indicator_id] = figure
    withheld: dict[str, dict[str, Withheld]] = defaultdict(dict)
    for one in reader.withheld(codes):
        withheld[one.municipality_code][one.indicator_id] = one
    groups, series = reader.groups(), _series(reader, codes)
    indicators, sources = reader.indicators(), reader.sources()
    measured = {indicator.id for indicator in indicators if sources[indicator.source_id].kind != "klass"}
    places = [
        Place(
            place,
            figures[place.code],
            _compared(place, figures[place.code], groups),
            series.get(place.code, {}),
            withheld[place.code],
        )
        for place in municipalities
        if measured & figures[place.code].keys()  # that it exists and is central is no knowledge base
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
    mine = {"county": municipality.county_code, "country": "0", "centrality": str(municipality.centrality_class)}
    keys = {
        (figure.indicator_id, kind): (figure.indicator_id, kind, group_code, figure.borders, figure.period)
        for figure in figures.values()
        for kind, group_code in mine.items()
    }
    return {short: groups[key] for short, key in keys.items() if key in groups}
