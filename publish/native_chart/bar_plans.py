"""Columns and bars: over periods, sorted, stacked, with the spread of a projection, and the pyramid of ages."""

from dataclasses import replace

from publish.content.chart import Chart, Role, Series
from publish.drawing.components import PARTS
from publish.drawing.marks import ACCENT, COMPARE, SLATE
from publish.drawing.scale import Scale, figures, values_of
from publish.drawing.stacked import FILLS
from publish.drawing.svg import INK
from publish.drawing.words import label
from publish.native_chart.layout import all_values, code, every, known, legend_rows, role_look, scale_of, widest
from publish.native_chart.parts import Draw, Label, Layer, Plan, Size

WOMEN, LIGHT = "#9cc0df", "#c3ccd6"
LIGHTER = {COMPARE: "#d9b9a5", SLATE: "#aeb8c4"}
"""Bars beside those of the municipality: fainter than lines, because they carry numbers."""
MOST_CATEGORY = 0.42
"""Names of categories take at most this share of the width."""
NUMBER = 0.1
"""The share of the height that a number above a column takes."""
FITS = 0.07
"""A number is written in a part that is at least this share of the scale."""


def columns(chart: Chart, size: Size) -> Plan:
    """Lay out a column for each period, with its number; the newest is dark."""
    one = chart.series[known(chart)[0]]
    newest = max(i for i, value in enumerate(one.values) if value is not None)
    pale = tuple(i for i, value in enumerate(one.values) if value is not None and i != newest)
    numbered = newest + 1 <= size.across / (size.text * 3.2)
    shown = tuple(i for i, value in enumerate(one.values) if value is not None and (numbered or i == newest))
    labels: tuple[Label, ...] = tuple((i, "value") for i in shown)
    layer = Layer(one.name, one.values, "bar", ACCENT, pale=pale, labels=labels, place="outEnd")
    scale = _with_room(scale_of(one.values, from_zero=True), figures(one.values))
    return replace(_upright(chart, size, scale, (layer,)), code=code(chart, unit=not numbered))


def components(chart: Chart, size: Size) -> Plan:
    """Lay out stacked columns of the parts, and the total as a mark with its number."""
    parts = [one for one in chart.series if one.role != "total"]
    totals = [one for one in chart.series if one.role == "total"]
    stacks = [_sums(parts, i) for i in range(len(chart.keys))]
    scale = scale_of(
        [*(value for pair in stacks for value in pair), *(v for t in totals for v in t.values)], from_zero=True
    )
    scale = _with_room(scale, [value for pair in stacks for value in pair])
    layers = [Layer(one.name, one.values, "bar", PARTS[i % len(PARTS)]) for i, one in enumerate(parts)]
    marks = [Layer(one.name, one.values, "marker", INK, labels=all_values(one.values), place="t") for one in totals]
    plan = _upright(chart, size, scale, (*layers, *marks))
    return replace(plan, stacked=True, legend_rows=legend_rows(plan.layers, size))


def bars(chart: Chart, size: Size) -> Plan:
    """Lay out sideways bars with their numbers: the municipality's own, and lighter ones for the others."""
    order = sorted((chart.series[i] for i in known(chart)), key=lambda one: one.role != "own")
    pale = tuple(i for i, key in enumerate(chart.keys) if chart.bold and key not in chart.bold)
    layers = tuple(replace(_bar(one, one.role == "own"), pale=pale) for one in order)
    scale = scale_of([value for one in order for value in one.values], from_zero=True)
    plan = _sideways(chart, size, scale, layers)
    return replace(plan, legend_rows=legend_rows(layers, size), gap=40 if len(layers) > 1 else 50)


def ranges(chart: Chart, size: Size) -> Plan:
    """Lay out a bar for each main value, with a whisker from low to high."""
    main = next(one for one in chart.series if one.role == "main")
    low, high = (tuple(values_of(chart, role)) for role in ("low", "high"))
    layer = replace(_bar(main, is_own=True), low=low, high=high, labels=())
    scale = scale_of([value for one in chart.series for value in one.values], from_zero=True)
    names = tuple(f"{name}: {label(chart, value)}" for name, value in zip(chart.categories, main.values, strict=True))
    plan = _sideways(chart, size, scale, (layer,))
    return replace(plan, hide_values=False, left=widest(names, size, MOST_CATEGORY))


def stacked(chart: Chart, size: Size) -> Plan:
    """Lay out a sideways bar of 100 percent for each place."""
    whole = max(sum(max(one.values[i] or 0, 0) for one in chart.series) for i in range(len(chart.keys)))
    layers = []
    for i, one in enumerate(chart.series[j] for j in known(chart)):
        colour, ink = FILLS[i % len(FILLS)]
        wide = tuple(each for each in all_values(one.values) if (one.values[each[0]] or 0) >= FITS * whole)
        layers.append(Layer(one.name, one.values, "bar", colour, ink, labels=wide, place="ctr"))
    scale = Scale(0, max(whole, 100) if chart.suffix == "%" else whole, 0, 1, (0, max(whole, 100)))
    plan = _sideways(chart, size, scale, tuple(layers))
    return replace(plan, stacked=True, legend_rows=legend_rows(plan.layers, size), gap=40)


def pyramid(chart: Chart, size: Size) -> Plan:
    """Lay out men to the left (below zero, written without sign) and women, with the country as outlines."""
    by_role = {one.role: one for one in chart.series}
    looks: tuple[tuple[Role, str, Draw, int], ...] = (
        ("men", ACCENT, "bar", -1), ("women", WOMEN, "bar", 1),
        ("men_country", COMPARE, "outline", -1), ("women_country", COMPARE, "outline", 1),
    )  # fmt: skip
    layers = tuple(
        Layer(by_role[role].name, _times(by_role[role], sign), draw, colour)
        for role, colour, draw, sign in looks
        if role in by_role
    )
    scale = scale_of([abs(value) for one in layers for value in figures(one.values)], from_zero=True)
    plan = replace(_sideways(chart, size, scale, layers), low=-scale.high, hide_values=False, from_top=False)
    step = every(len(chart.keys), int(size.up / (size.text * 1.6)))
    digits = "0." + "0" * chart.decimals
    return replace(plan, code=f"{digits};{digits}", gap=18, legend_rows=legend_rows(plan.layers, size), every=step)


def _with_room(scale: Scale, values: list[float]) -> Scale:
    """Return the scale with a step more if a number above the highest value would leave the plot."""
    step = scale.ticks[1] - scale.ticks[0]
    crowded = max(values) > scale.high - NUMBER * (scale.high - scale.low)
    return replace(scale, high=scale.high + step, ticks=(*scale.ticks, scale.high + step)) if crowded else scale


def _bar(one: Series, is_own: bool) -> Layer:
    colour = ACCENT if is_own else LIGHTER.get(role_look(one.role)[0], LIGHT)
    return Layer(one.name, one.values, "bar", colour, labels=all_values(one.values), place="outEnd")


def _sums(parts: list[Series], index: int) -> tuple[float, float]:
    values = figures(one.values[index] for one in parts)
    return sum(value for value in values if value > 0), sum(value for value in values if value < 0)


def _times(one: Series, sign: int) -> tuple[float | None, ...]:
    return tuple(None if value is None else sign * value for value in one.values)


def _upright(chart: Chart, size: Size, scale: Scale, layers: tuple[Layer, ...]) -> Plan:
    left = widest([label(chart, tick) for tick in scale.ticks], size, 0.2)
    step = every(len(chart.keys), int(size.across * (1 - left) / (size.text * 4)))
    return Plan(
        size, chart.head, chart.categories, layers, code(chart), scale.low, scale.high,
        scale.ticks[1] - scale.ticks[0], left, every=step,
    )  # fmt: skip


def _sideways(chart: Chart, size: Size, scale: Scale, layers: tuple[Layer, ...]) -> Plan:
    left = widest(chart.categories, size, MOST_CATEGORY)
    return Plan(
        size, chart.head, chart.categories, layers, code(chart), scale.low, scale.high,
        scale.ticks[1] - scale.ticks[0], left, right=0.03, sideways=True, from_top=True, hide_values=True,
    )  # fmt: skip
