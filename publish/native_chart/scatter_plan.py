"""Municipalities by two figures as bubbles."""

from publish.content.chart import Chart, Role, Series
from publish.drawing.scale import figures, rounded, values_of
from publish.native_chart.layout import code
from publish.native_chart.parts import Layer, Plan, Size

NAMED = 12
"""So many of the largest bubbles have their names."""
AIR = 0.08
NEAR = (0.22, 0.05)
"""Names nearer to each other than these shares of width and height would meet."""


def scatter(chart: Chart, size: Size) -> Plan:
    """Lay out a bubble for each municipality with both figures; the bold and the largest ones have their names."""
    layers = tuple(
        Layer(_name(chart, role), tuple(values_of(chart, role)), "bubble", "") for role in ("x", "y", "size")
    )
    across, up = (rounded(_wider(figures(one.values)), from_zero=False) for one in layers[:2])
    both = [i for i in range(len(chart.keys)) if layers[0].values[i] is not None and layers[1].values[i] is not None]
    both.sort(key=lambda i: (chart.keys[i] not in chart.bold, -(layers[2].values[i] or 0)))
    return Plan(
        size, chart.head, chart.categories, layers, code(chart, unit=False), up.low, up.high,
        up.ticks[1] - up.ticks[0], left=0.12, axis_names=(layers[0].name, layers[1].name),
        names=tuple((i, chart.categories[i]) for i in _apart(both, layers)), low_across=across.low, high_across=across.high,
    )  # fmt: skip


def _apart(order: list[int], layers: tuple[Layer, ...]) -> list[int]:
    """Return the first bubbles whose names keep their distance."""
    spans = [max(one) - min(one) or 1 for one in (figures(layer.values) for layer in layers[:2])]
    chosen: list[int] = []
    for i in order:
        near = [
            j for j in chosen if all(abs(_at(layers[k], i) - _at(layers[k], j)) < NEAR[k] * spans[k] for k in (0, 1))
        ]
        if not near and len(chosen) < NAMED:
            chosen.append(i)
    return chosen


def _at(layer: Layer, index: int) -> float:
    return layer.values[index] or 0.0


def _name(chart: Chart, role: Role) -> str:
    one: Series | None = next((one for one in chart.series if one.role == role), None)
    return (one.label or one.name) if one else ""


def _wider(values: list[float]) -> list[float]:
    air = (max(values) - min(values)) * AIR
    return [min(values) - air, max(values) + air]
