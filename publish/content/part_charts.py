"""Charts of the parts of an indicator, and of many indicators beside each other."""

from dataclasses import replace

from catalogue.chapters import ChartSpec
from publish.content.chart import Chart, Origin, Role, Series
from publish.content.drafts import Draft, Found, series_name, sketch
from publish.content.facts import computed, unit_words
from publish.content.model import Cell
from publish.content.periods import in_words
from publish.content.place import Place
from warehouse.read_content import PartRow

LAST = ("uoppgitt", "annen", "annet", "andre", "ukjent")
"""The beginnings of parts that stand last, whatever their size."""
WHOLE = "I alt"
"""The label of the whole, which the sources list among the parts; it is not drawn."""
LEVELS = tuple(f"nivaa={code}" for code in ("01", "02a", "11", "03a", "04a", "09a"))
"""Levels of education: SSB's code of vocational college stands after university's."""
COLUMNS: tuple[tuple[Role, str], ...] = (("own", "value"), ("county", "county_value"), ("country", "country_value"))


def parts(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw the parts of an indicator as bars, the largest first, with the county's (else the country's) beside."""
    name = spec.indicators[0]
    rows = sorted(_parts(place, name), key=lambda row: (row.label.lower().startswith(LAST), -(row.value or 0)))
    if len(rows) < 2:
        return None
    beside: tuple[tuple[Role, str], ...] = tuple(
        pair for pair in COLUMNS[1:] if all(getattr(row, pair[1]) is not None for row in rows)
    )[:1]
    series = tuple(_series(place, name, rows, role, column) for role, column in (COLUMNS[0], *beside))
    indicator = place.base.indicators[name]
    chart = sketch(
        spec, "bars", "Del", keys=tuple(row.breakdown for row in rows), categories=tuple(row.label for row in rows),
        series=series, suffix=indicator.unit.suffix, decimals=indicator.decimals,
    )  # fmt: skip
    return Draft(chart, _facts(place, name, rows))


def stacked(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw the parts of an indicator as one 100 % bar each for municipality, county and country."""
    name = spec.indicators[0]
    rows = _parts(place, name)
    if len(rows) < 2:
        return None
    bars = [(role, column) for role, column in COLUMNS if all(getattr(row, column) is not None for row in rows)]
    series = tuple(
        Series(
            row.label, "part", tuple(getattr(row, column) for _, column in bars),
            Origin("mart.indicator", (*_key(place, name), ("period", row.period), ("breakdown", row.breakdown)), "", ""),
        )
        for row in rows
    )  # fmt: skip
    indicator = place.base.indicators[name]
    chart = sketch(
        spec, "stacked", "Område", keys=tuple(column for _, column in bars),
        categories=tuple(series_name(place, role) for role, _ in bars), series=series, suffix=indicator.unit.suffix,
        decimals=indicator.decimals, bold=("value",),
    )  # fmt: skip
    return Draft(chart, _facts(place, name, rows))


def strip(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw many indicators, each on a scale of its own: the municipality among the ten that are most alike."""
    names = [name for name in spec.indicators if place.has(name) and _comparable(place, name)]
    if len(names) < 3:
        return None
    indicators = [place.base.indicators[name] for name in names]
    neighbours = list(dict.fromkeys(member for name in names for member, _ in place.neighbour_values[name]))
    by_name = {name: dict(place.neighbour_values[name]) for name in names}
    own = Series(place.name, "own", tuple(place.figures[name].value for name in names))
    others = tuple(
        Series(member, "neighbour", tuple(by_name[name].get(member) for name in names)) for member in neighbours
    )
    chart: Chart = sketch(
        spec, "strip", "Indikator", keys=tuple(names), categories=tuple(_titled(place, name) for name in names),
        series=(own, *others), suffix="", decimals=1, suffixes=tuple(each.unit.suffix for each in indicators),
        category_decimals=tuple(each.decimals for each in indicators),
    )  # fmt: skip
    return Draft(replace(chart, indicator_ids=tuple(names)), {"count": str(len(names))})


def _titled(place: Place, name: str) -> str:
    period = place.figures[name].period or ""
    return f"{place.base.indicators[name].title}, {in_words(period)}"


def _comparable(place: Place, name: str) -> bool:
    enough = len(place.neighbour_values.get(name, [])) >= place.base.limits.min_neighbours
    return enough and place.figures[name].pooled_periods is None


def _parts(place: Place, name: str) -> list[PartRow]:
    """Return the parts in the order of the source, but those of education in the order of levels."""
    rows = [row for row in place.parts.get(name, []) if row.label != WHOLE]
    order = {code: number for number, code in enumerate(LEVELS)}
    return sorted(rows, key=lambda row: order.get(row.breakdown, 0))


def _series(place: Place, name: str, rows: list[PartRow], role: Role, column: str) -> Series:
    origin = Origin("mart.indicator", (*_key(place, name), ("period", rows[0].period)), "breakdown", column)
    return Series(series_name(place, role), role, tuple(getattr(row, column) for row in rows), origin)


def _key(place: Place, name: str) -> tuple[tuple[str, str], ...]:
    return (("indicator_id", name), ("municipality_code", place.code), ("on_todays_borders", "true"))


def _facts(place: Place, name: str, rows: list[PartRow]) -> Found:
    """Return the newest period, and the largest part with its name in lower case."""
    largest = max(rows, key=lambda row: (not row.label.lower().startswith(LAST), row.value or 0))
    indicator = place.base.indicators[name]
    facts: Found = {"last": in_words(rows[0].period), "largest_name": _lower(largest.label)}
    words = unit_words(indicator.unit)
    for role, column in COLUMNS:
        if (value := getattr(largest, column)) is not None:
            key = (*_key(place, name), ("period", largest.period), ("breakdown", largest.breakdown))
            cell = Cell("mart.indicator", key, column, value)
            facts[f"largest_{role}"] = computed("sum", [cell], decimals=indicator.decimals, words=words)
    return facts


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
