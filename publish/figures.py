"""The charts of a municipality's page, each with a text alternative, a table of its figures, and its source."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from publish.charts import Series, lines, paired_bars
from publish.numbers import NBSP, NONE, number
from publish.places import Place
from warehouse.read import IndicatorInfo, SeriesPoint, SourceInfo


@dataclass(frozen=True)
class Drawn:
    """A chart with its caption, its text alternative, and its figures as a table (`head`, `body`)."""

    caption: str
    words: str
    svg: Markup
    head: list[str]
    body: list[list[str]]
    indicator_id: str
    source: SourceInfo


def figures(place: Place, indicators: dict[str, IndicatorInfo], sources: dict[str, SourceInfo]) -> list[Drawn]:
    """Return the charts that the municipality has figures for."""
    drawers: dict[str, Callable[[Place, IndicatorInfo, SourceInfo], Drawn | None]] = {
        "population": _population,
        "share_80_plus": _oldest,
        "age_groups": _ages,
        "built_up_area_by_use": _built_up,
    }
    known = [(draw, indicators[name]) for name, draw in drawers.items() if name in indicators]
    made = [draw(place, indicator, sources[indicator.source_id]) for draw, indicator in known]
    return [drawn for drawn in made if drawn]


def _population(place: Place, indicator: IndicatorInfo, source: SourceInfo) -> Drawn | None:
    points = _yearly(place, indicator.id)
    if not points:
        return None
    series = {place.municipality.name: [(int(point.period), point.value) for point in points]}
    end = {place.municipality.name: number(points[-1].value)}
    caption = f"Folketall 1. januar, {_span(points)}. Den loddrette aksen begynner ikke på null."
    highest = max(points, key=lambda point: point.value)
    words = (
        f"Linjediagram. Folketallet i {place.municipality.name} var {number(points[0].value)} i {points[0].period} og "
        f"{number(points[-1].value)} i {points[-1].period}; høyest i {highest.period} med {number(highest.value)}."
    )
    body = [[point.period, number(point.value)] for point in points]
    svg = lines(series, end, from_zero=False)
    return Drawn(caption, words, svg, ["År", "Folketall"], body, indicator.id, source)


def _oldest(place: Place, indicator: IndicatorInfo, source: SourceInfo) -> Drawn | None:
    points = _yearly(place, indicator.id)
    if not points:
        return None
    series = _compared(place, points)
    drawn = {name: values for name, values in series.items() if values}
    ends = {name: f"{number(values[-1][1], 1)} {name}" for name, values in drawn.items()}
    caption = f"Andel innbyggere 80 år og eldre, prosent, {_span(points)}."
    newest = [f"{name} {number(values[-1][1], 1)}{NBSP}%" for name, values in drawn.items()]
    words = f"Linjediagram. Andelen innbyggere 80 år og eldre i {points[-1].period}: {', '.join(newest)}."
    by_year = {name: dict(values) for name, values in drawn.items()}
    body = [
        [point.period, *(_or_dash(values.get(int(point.period)), 1) for values in by_year.values())] for point in points
    ]
    svg = lines(series, ends, from_zero=True)
    return Drawn(caption, words, svg, ["År", *(f"{name} (%)" for name in drawn)], body, indicator.id, source)


def _ages(place: Place, indicator: IndicatorInfo, source: SourceInfo) -> Drawn | None:
    caption = "Innbyggere etter alder, prosent av alle, 1. januar"
    return _divided(place, indicator, source, caption, "Andel av innbyggerne", "Alder")


def _built_up(place: Place, indicator: IndicatorInfo, source: SourceInfo) -> Drawn | None:
    caption = "Bebygd areal etter bruk, prosent av alt bebygd areal,"
    return _divided(place, indicator, source, caption, "Andel av det bebygde arealet", "Bruk")


def _divided(
    place: Place, indicator: IndicatorInfo, source: SourceInfo, begins: str, share: str, head: str
) -> Drawn | None:
    """Draw the parts of a whole, for the newest year and ten years before. `begins` is the beginning of the caption."""
    parts = {
        points[0].part or breakdown: {point.period: point.value for point in points}
        for (name, breakdown), points in sorted(place.series.items(), key=lambda item: str(item[0]))
        if name == indicator.id and breakdown
    }
    periods = _now_and_before(sorted(set().union(*parts.values())))
    if not periods:
        return None
    rows = [
        {"group": group, "period": period, "value": values[period], "label": number(values[period], 1)}
        for group, values in parts.items()
        for period in periods
        if period in values
    ]
    caption = f"{begins} {' og '.join(periods)}."
    newest = [f"{group} {_or_dash(values.get(periods[-1]), 1)}{NBSP}%" for group, values in parts.items()]
    words = f"Stolpediagram. {share} i {periods[-1]}: {', '.join(newest)}."
    body = [[group, *(_or_dash(values.get(period), 1) for period in periods)] for group, values in parts.items()]
    svg = paired_bars(rows, list(parts), periods)
    return Drawn(caption, words, svg, [head, *(f"{period} (%)" for period in periods)], body, indicator.id, source)


def _compared(place: Place, points: list[SeriesPoint]) -> Series:
    """Return the series of municipality, county, country and class, in the order of their styles."""
    municipality = place.municipality
    columns: dict[str, Callable[[SeriesPoint], float | None]] = {
        municipality.name: lambda point: point.value,
        municipality.county_name: lambda point: None if place.is_whole_county else point.county_value,
        "Hele landet": lambda point: point.country_value,
        f"Sentralitetsklasse {municipality.centrality_class}": lambda point: point.centrality_value,
    }
    return {
        name: [(int(point.period), value) for point in points if (value := column(point)) is not None]
        for name, column in columns.items()
    }


def _yearly(place: Place, indicator_id: str) -> list[SeriesPoint]:
    return [point for point in place.series.get((indicator_id, None), []) if point.period.isdigit()]


def _now_and_before(periods: list[str]) -> list[str]:
    """Return the newest year, and ten years before or the oldest year since then."""
    if not periods:
        return []
    ten_before = [period for period in periods if int(period) >= int(periods[-1]) - 10]
    return sorted({ten_before[0], periods[-1]})


def _span(points: list[SeriesPoint]) -> str:
    first, last = points[0].period, points[-1].period
    return first if first == last else f"{first}–{last}"


def _or_dash(value: float | None, decimals: int) -> str:
    return NONE if value is None else number(value, decimals)
