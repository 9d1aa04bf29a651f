"""Lines over periods: named at their ends, or in a legend if the names are long. And a projection with its spread."""

from dataclasses import replace

from publish.content.chart import Chart, Role, Series
from publish.drawing.marks import ACCENT
from publish.drawing.projection import TINT
from publish.drawing.scale import Scale, figures, values_of
from publish.drawing.svg import MUTED
from publish.drawing.words import label
from publish.native_chart.layout import (
    code,
    every,
    is_years,
    known,
    last_index,
    legend_rows,
    role_look,
    scale_of,
    widest,
    width,
)
from publish.native_chart.parts import Layer, Plan, Show, Size

MOST_NAME = 0.34
"""Names at the ends of lines take at most this share of the width; else they stand in a legend."""
HELP = "Til tegningen: "


def line(chart: Chart, size: Size) -> Plan:
    """Lay out a line for each series, the municipality's own last, so that it lies on top."""
    drawn = sorted((chart.series[i] for i in known(chart)), key=lambda one: one.role == "own")
    layers = tuple(_line(chart, one) for one in drawn)
    scale = scale_of([*(value for one in drawn for value in one.values), chart.base], from_zero=False)
    words = [_end(chart, one) for one in layers]
    room = max(width(text, size, bold=True) for text in words)
    if room <= MOST_NAME:
        named = tuple(_labelled(one, "both") for one in layers)
        return _periods(chart, size, scale, _with_base(chart, named), room)
    numbers = tuple(_labelled(one, "value") for one in layers)
    right = max(width(label(chart, one.values[last_index(one)]), size, bold=True) for one in layers)
    plan = _periods(chart, size, scale, _with_base(chart, numbers), right)
    return replace(plan, legend_rows=legend_rows(plan.layers, size))


def projection(chart: Chart, size: Size) -> Plan:
    """Lay out known years, the main alternative, the spread as an area, and earlier projections behind."""
    scale = scale_of([value for one in chart.series for value in one.values], from_zero=False)
    behind = [_line(chart, one) for one in chart.series if one.role == "earlier"]
    ends = [_of_role(chart, role) for role in ("high", "low")]
    limits = [replace(_line(chart, one), points=0.5, colour=TINT, ink=ACCENT) for one in ends if one]
    front = [_line(chart, one) for role in ("main", "own") if (one := _of_role(chart, role))]
    named = [_labelled(one, "both") for one in (*limits, front[0])] if len(front) > 1 else limits
    room = max((width(_end(chart, one), size, bold=True) for one in named), default=0)
    return _periods(chart, size, scale, (*_band(chart), *behind, *named, *front[-1:]), min(room, 0.34))


def _line(chart: Chart, one: Series) -> Layer:
    colour, points, dash = role_look(one.role)
    gaps = tuple(chart.keys.index(each.key) for each in chart.breaks if each.key in chart.keys[1:])
    return Layer(one.label or one.name, one.values, "line", colour, colour, points, dash, gaps=gaps)


def _labelled(layer: Layer, what: Show) -> Layer:
    return replace(layer, labels=((last_index(layer), what),))


def _end(chart: Chart, layer: Layer) -> str:
    return f"{layer.name} {label(chart, layer.values[last_index(layer)])}"


def _of_role(chart: Chart, role: Role) -> Series | None:
    return next((one for one in chart.series if one.role == role and figures(one.values)), None)


def _with_base(chart: Chart, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Add the reference line if it has a name of its own."""
    if chart.base is None or not chart.base_label:
        return layers
    base = Layer(chart.base_label, (chart.base,) * len(chart.keys), "line", MUTED, points=1)
    return (_labelled(replace(base, ink=base.colour), "name"), *layers)


def _band(chart: Chart) -> tuple[Layer, ...]:
    """Return the area between low and high, as an area on a foot that is not drawn.

    An area has no gaps: before the projection both lie on the known figures.
    """
    own, low, high = (values_of(chart, role) for role in ("own", "low", "high"))
    if not figures(low) or not figures(high):
        return ()
    foot = tuple(known if a is None else a for known, a in zip(own, low, strict=True))
    spread = tuple(b - a if a is not None and b is not None else 0.0 for a, b in zip(low, high, strict=True))
    return (
        Layer(f"{HELP}fot", foot, "foot", ""),
        Layer(f"{HELP}høy minus lav", spread, "area", TINT),
    )


def _periods(chart: Chart, size: Size, scale: Scale, layers: tuple[Layer, ...], right: float) -> Plan:
    ticks = [label(chart, tick) for tick in scale.ticks]
    left = widest(ticks, size, 0.2)
    most = int(size.across * (1 - left - right) / (size.text * 4))
    return Plan(
        size, chart.head, chart.categories, layers, code(chart), scale.low, scale.high,
        scale.ticks[1] - scale.ticks[0], left, right + 0.01, dates=is_years(chart), every=every(len(chart.keys), most),
    )  # fmt: skip
