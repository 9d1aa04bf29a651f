"""Charts before they have a title: the numbers, and the facts that titles and subtitles use."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from catalogue.chapters import ChartSpec
from publish.content.chart import Break, Chart, Kind, Origin, Role, Series
from publish.content.facts import FIGURE, Known, computed, figure_cell, unit_words
from publish.content.periods import as_date, in_words, unit_of_time
from publish.content.place import Place
from publish.content.sentences import fill, say
from publish.numbers import NBSP, number
from warehouse.read_content import SeriesRow

Found = dict[str, Known | str]
FEWEST = 3
"""A series of fewer periods is not drawn: two points say no more than a sentence."""
YEARS_BACK = 20
"""How many years a series is drawn for."""
COLUMNS: tuple[tuple[Role, str], ...] = (
    ("own", "value"), ("neighbours", "neighbours_value"), ("county", "county_value"), ("country", "country_value"),
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A chart without title, subtitle and source, and the facts for them."""

    chart: Chart
    facts: Found


def sketch(spec: ChartSpec, kind: Kind, head: str, **numbers: Any) -> Chart:
    """Return a chart with the given numbers, still without title, subtitle, alternative text and source."""
    texts: dict[str, Any] = {"title": "", "subtitle": "", "alternative": "", "source_words": ""}
    shared = {"base": spec.base, "base_label": spec.base_label, "indicator_ids": tuple(spec.indicators)}
    return Chart(id=spec.id, kind=kind, head=spec.head or head, **texts, **(shared | numbers))


def finish(made: Draft, spec: ChartSpec, place: Place, facts: Mapping[str, Known | str], source: str) -> Chart | None:
    """Return the chart with its title, subtitle, alternative text and source; None if no title applies."""
    known = {**facts, **made.facts}
    title, subtitle = say(spec.titles, known), fill(spec.subtitle, known)
    if title is None or subtitle is None:
        return None
    return replace(
        made.chart,
        title=title.text,
        title_numbers=title.numbers,
        subtitle=subtitle.text,
        source_words=source,
        alternative=_alternative(made.chart),
    )


def _alternative(chart: Chart) -> str:
    """Return what the chart shows, in words.

    Over periods, the first and the last number of each series; of ages, the most and the least; else the first series.
    """
    if chart.kind in ("line", "projection", "columns", "components"):
        return " ".join(filter(None, (_run(chart, series) for series in chart.series if series.role != "earlier")))
    first = chart.series[0]
    if chart.kind == "pyramid":
        return " ".join(_extremes(chart, series) for series in chart.series)
    if chart.kind == "stacked":
        return " ".join(f"{each.name}: {_listed(chart, each)}." for each in chart.series)
    return f"{first.name}: {_listed(chart, first)}."


def _listed(chart: Chart, series: Series) -> str:
    """Return the first numbers of a series with their categories, each with the decimals of its category."""
    places = chart.category_decimals or (chart.decimals,) * len(chart.keys)
    suffixes = chart.suffixes or (chart.suffix,) * len(chart.keys)
    rows = zip(chart.categories, series.values, places, suffixes, strict=True)
    shown = [f"{name} {_with(value, decimals, suffix)}" for name, value, decimals, suffix in rows if value is not None]
    return ", ".join(shown[:12])


def _extremes(chart: Chart, series: Series) -> str:
    known = [(value, name) for name, value in _pairs(chart, series) if value is not None]
    (most, most_in), (least, least_in) = max(known), min(known)
    return f"{series.name}: størst {_written(chart, most)} ({most_in}), minst {_written(chart, least)} ({least_in})."


def _run(chart: Chart, series: Series) -> str:
    start = max((chart.keys.index(each.key) for each in chart.breaks), default=0)
    known = [(name, value) for name, value in _pairs(chart, series)[start:] if value is not None]
    if not known:
        return ""
    (first, then), (last, now) = known[0], known[-1]
    if first == last:
        return f"{series.name}: {_written(chart, now)} i {last}."
    return f"{series.name}: fra {_written(chart, then)} i {first} til {_written(chart, now)} i {last}."


def _written(chart: Chart, value: float) -> str:
    return _with(value, chart.decimals, chart.suffix)


def _with(value: float, decimals: int, suffix: str) -> str:
    return number(value, decimals) + (f"{NBSP}{suffix}" if suffix else "")


def line(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw an indicator against the ten, the county and the country."""
    return _line(spec, place, recent(place, spec.indicators[0]))


def _line(spec: ChartSpec, place: Place, rows: list[SeriesRow]) -> Draft | None:
    if len(rows) < FEWEST:
        return None
    name = spec.indicators[0]
    indicator = place.base.indicators[name]
    series = [found for role, column in COLUMNS if (found := _series(place, name, rows, role, column))]
    keys = tuple(row.period for row in rows)
    chart = sketch(
        spec, "line", unit_of_time(keys[-1]), keys=keys, categories=tuple(map(in_words, keys)), series=tuple(series),
        suffix=indicator.unit.suffix, decimals=indicator.decimals, breaks=_breaks(rows), provisional=_provisional(rows),
    )  # fmt: skip
    return Draft(replace(chart, notes=_late(chart)), _run_facts(place, name, rows))


def index(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw an indicator as an index: the first year is 100. It begins after the last shift of borders."""
    made = _line(spec, place, _comparable(recent(place, spec.indicators[0])))
    if made is None:
        return None
    series = [_indexed(each) for each in made.chart.series if _is_whole(each)]
    base_key = made.chart.keys[0]
    chart = replace(
        made.chart,
        series=tuple(series),
        suffix="",
        decimals=0,
        base=100,
        base_label=base_key,
        base_key=base_key,
        notes=(),  # a line that begins later has no index
    )
    return Draft(chart, made.facts)


def lines(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw several indicators of the municipality in one chart, the first as its own line."""
    found = {name: {row.period: row for row in recent(place, name)} for name in spec.indicators}
    keys = sorted(set.intersection(*map(set, found.values())))
    if len(keys) < FEWEST:
        return None
    first = place.base.indicators[spec.indicators[0]]
    series = [
        Series(
            place.base.indicators[name].title, "own" if name == first.id else "group",
            tuple(rows[key].value for key in keys), _origin(name, place.code, "value"),
        )
        for name, rows in found.items()
    ]  # fmt: skip
    facts = _run_facts(place, first.id, [found[first.id][key] for key in keys])
    chart = sketch(
        spec, "line", "År", keys=tuple(keys), categories=tuple(map(in_words, keys)), series=tuple(series),
        suffix=first.unit.suffix, decimals=first.decimals,
    )  # fmt: skip
    return Draft(chart, facts)


def columns(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw an indicator's periods as columns."""
    name = spec.indicators[0]
    rows = [row for row in recent(place, name) if row.pooled_periods is None]
    if len(rows) < FEWEST:
        return None
    indicator, keys = place.base.indicators[name], [row.period for row in rows]
    series = [Series(place.name, "own", tuple(row.value for row in rows), _origin(name, place.code, "value"))]
    facts = _run_facts(place, name, rows)
    if _has_every_year(rows):
        cells = [figure_cell(name, place.code, row.period, "value", row.value or 0) for row in rows]
        facts["total"] = computed("sum", cells)
    chart = sketch(
        spec, "columns", "År", keys=tuple(keys), categories=tuple(map(in_words, keys)), series=tuple(series),
        suffix=indicator.unit.suffix, decimals=indicator.decimals,
    )  # fmt: skip
    return Draft(chart, facts)


def _has_every_year(rows: list[SeriesRow]) -> bool:
    return len(rows) == int(rows[-1].period[:4]) - int(rows[0].period[:4]) + 1


def _comparable(rows: list[SeriesRow]) -> list[SeriesRow]:
    """Return the rows that can be compared with the last: those after the last shift of borders."""
    return [row for row in rows if row.shift_on == rows[-1].shift_on]


def recent(place: Place, name: str) -> list[SeriesRow]:
    """Return the periods with a figure of the last twenty years."""
    rows = [row for row in place.series.get(name, []) if row.value is not None]
    if not rows:
        return []
    last = int(rows[-1].period[:4])
    return [row for row in rows if int(row.period[:4]) >= last - YEARS_BACK and len(row.period) == len(rows[-1].period)]


def _series(place: Place, name: str, rows: list[SeriesRow], role: Role, column: str) -> Series | None:
    """Return a line of one basis: sums and medians are not drawn as one. None if it has too few figures."""
    basis = getattr(rows[-1], f"{role}_basis", None)
    of_basis = [role == "own" or getattr(row, f"{role}_basis") == basis for row in rows]
    values = tuple(getattr(row, column) if alike else None for row, alike in zip(rows, of_basis, strict=True))
    if role != "own" and sum(value is not None for value in values) < max(2, len(values) / 4):
        return None
    if role == "county" and all(a == row.value for a, row in zip(values, rows, strict=True)):
        return None  # a municipality that is its whole county
    title = series_name(place, role) + (" (median)" if basis == "median" else "")
    return Series(title, role, values, _origin(name, place.code, column))


def _late(chart: Chart) -> tuple[str, ...]:
    """Return a note for each line that begins later than the first."""
    starts = [
        (each.name, next(key for key, value in _pairs(chart, each) if value is not None)) for each in chart.series
    ]
    return tuple(
        f"Linjen for {name} begynner i {start}, fordi ikke alle kommunene har tall før."
        for name, start in starts
        if start > starts[0][1]
    )


def _pairs(chart: Chart, series: Series) -> list[tuple[str, float | None]]:
    return list(zip(chart.categories, series.values, strict=True))


def series_name(place: Place, role: Role) -> str:
    """Return the name of a line: the municipality, 'De ti', the county or 'Landet'."""
    names = {"own": place.name, "neighbours": "De ti", "county": place.municipality.county_name, "country": "Landet"}
    return names[role]


def _is_whole(series: Series) -> bool:
    """Return whether an index can be made: a figure in the first year, and no median, whose members change."""
    return bool(series.values[0]) and not series.name.endswith("(median)")


def _indexed(series: Series) -> Series:
    base = series.values[0]
    assert base  # noqa: S101  (`_is_whole` says so)
    values = tuple(None if value is None else value / base * 100 for value in series.values)
    return replace(series, values=values, formula="index")


def _origin(name: str, code: str, column: str) -> Origin:
    return Origin(FIGURE, (("indicator_id", name), ("municipality_code", code)), "period", column)


def _run_facts(place: Place, name: str, rows: list[SeriesRow]) -> Found:
    """Return the first and last figures of each line, and the change from first to last in percent."""
    indicator = place.base.indicators[name]
    first, last = _comparable(rows)[0], rows[-1]
    facts: Found = {
        "first": in_words(first.period), "drawn_first": in_words(rows[0].period), "last": in_words(last.period),
        "last_date": as_date(last.period, indicator.stands_on),
    }  # fmt: skip
    for role, column in COLUMNS:
        then, now = getattr(first, column), getattr(last, column)
        if role != "own" and getattr(first, f"{role}_basis") != getattr(last, f"{role}_basis"):
            then = None
        words = unit_words(indicator.unit)
        if now is not None:
            cell = figure_cell(name, place.code, last.period, column, now)
            facts[f"{role}_last"] = computed("sum", [cell], decimals=indicator.decimals, words=words)
        if then and now is not None and first is not last:
            base = figure_cell(name, place.code, first.period, column, then)
            facts[f"{role}_first"] = computed("sum", [base], decimals=indicator.decimals, words=words)
            facts[f"{role}_pct"] = computed("percent_change", [cell], [base], words="prosent")
    return facts | _apart(facts)


def _apart(facts: Found) -> Found:
    """Return how far the change is from that of the ten, as both are written, for conditions."""
    own, ten = facts.get("own_pct"), facts.get("neighbours_pct")
    if not (isinstance(own, Known) and isinstance(ten, Known)):
        return {}
    return {"apart": Known(abs(round(own.value) - round(ten.value)), ())}


def _breaks(rows: list[SeriesRow]) -> tuple[Break, ...]:
    """Return the first period after each shift of borders."""
    return tuple(
        Break(after.period, before.shift_reason or "")
        for before, after in pairwise(rows)
        if before.shift_on and before.shift_on != after.shift_on
    )


def _provisional(rows: list[SeriesRow]) -> tuple[str, ...]:
    return tuple(row.period for row in rows if row.symbol == "provisional")
