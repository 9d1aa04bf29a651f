"""Parts of a change as columns: those above zero stacked upwards, the others downwards, and the total as a stroke."""

from collections.abc import Sequence

from publish.content.chart import Chart, Series
from publish.drawing.axes import BELOW, Box, grid, is_wide, margin, provisional_entry
from publish.drawing.columns import ABOVE, BROKEN, Slots, block, finish, write_numbers
from publish.drawing.ends import End, draw_ends, needed, room
from publish.drawing.marks import ACCENT, Entry, legend
from publish.drawing.scale import Scale, figures, rounded, values_of
from publish.drawing.svg import INK, MUTED, Canvas, Point
from publish.drawing.words import NO_FIGURE, label

PARTS = (ACCENT, "#7c8896", "#9cc0df", "#c3ccd6")
"""Colours of the parts, far apart in lightness; they have their names at the last column, in the order of the stack."""
NAMED = (ACCENT, "#5b6775", "#3b6f9e", MUTED)
"""The same, dark enough for text."""
HEIGHT, NAMES = 270, 170
"""The least height of the plot, and the most room for names at its right."""


def draw_components(canvas: Canvas, chart: Chart) -> None:
    """Draw the parts of each period, and the total with its number above."""
    parts, totals = [one for one in chart.series if one.role != "total"], values_of(chart, "total")
    sums = [_sums(parts, index) for index in range(len(chart.keys))]
    scale = rounded([*(value for pair in sums for value in pair), *figures(totals)], from_zero=True)
    ends = _ends(chart, parts, scale) if is_wide(canvas) else []
    right = canvas.width - (room(ends, NAMES, stacked=True) if ends else 0)
    entries = provisional_entry(chart, "square")
    entries = entries if is_wide(canvas) else _legend(chart, parts) + entries
    top = legend(canvas, entries, 0, right=right) + (BROKEN if chart.breaks else ABOVE)
    bottom = top + max(HEIGHT, needed(ends, stacked=True) + 20)
    slots = Slots(Box(margin(scale), right, top, bottom), len(chart.keys))
    scale, canvas.height = scale.on(bottom, top), bottom + BELOW
    grid(canvas, scale, slots.box)
    places = [(x, slots.column) for x in slots.centres]
    for index, place in enumerate(places):
        _stack(canvas, parts, index, place, scale, hollow=chart.keys[index] in chart.provisional)
    heights = [_total(canvas, place, totals[i], sums[i][0], scale) for i, place in enumerate(places)]
    free = write_numbers(canvas, [label(chart, value) for value in totals], slots, heights)
    if ends:
        draw_ends(canvas, _ends(chart, parts, scale), slots.box, stacked=True)
    finish(canvas, chart, slots, scale(0), free)


def _legend(chart: Chart, parts: list[Series]) -> list[Entry]:
    entries: list[Entry] = [("bar", PARTS[number % len(PARTS)], one.name) for number, one in enumerate(parts)]
    return [*entries, *(("line", INK, one.name) for one in chart.series if one.role == "total")]


def _sums(parts: list[Series], index: int) -> tuple[float, float]:
    """Return the sum of the parts of a period above zero, and of those below."""
    values = figures(one.values[index] for one in parts)
    return sum(value for value in values if value > 0), sum(value for value in values if value < 0)


def _stack(canvas: Canvas, parts: list[Series], index: int, place: Point, scale: Scale, *, hollow: bool) -> None:
    """Draw the parts of a period; only their outlines if the figures are provisional."""
    levels = {True: 0.0, False: 0.0}
    for number, one in enumerate(parts):
        value = one.values[index] or 0
        level = levels[value > 0]
        block(canvas, place, (scale(level), scale(level + value)), PARTS[number % len(PARTS)], hollow=hollow)
        levels[value > 0] += value


def _total(canvas: Canvas, place: Point, total: float | None, above: float, scale: Scale) -> float:
    """Draw a period's total as a black stroke; return where the baseline of its number is."""
    (x, width), value = place, total or 0
    if total is not None:
        canvas.path([(x - width / 2 - 4, scale(value)), (x + width / 2 + 4, scale(value))], INK, 3)
    return min(scale(value), scale(above)) - 8


def _ends(chart: Chart, parts: Sequence[Series], scale: Scale) -> list[End]:
    """Return names and newest values: of the parts, from the middle of their blocks in the last column; of the total."""
    ends: list[End] = []
    levels = {True: 0.0, False: 0.0}
    for number, one in enumerate(parts):
        value = one.values[-1] or 0
        ends.append(_end(chart, one, NAMED[number % len(NAMED)], scale(levels[value > 0] + value / 2)))
        levels[value > 0] += value
    totals = [one for one in chart.series if one.role == "total"]
    return [*ends, *(_end(chart, one, INK, scale(one.values[-1] or 0)) for one in totals)]


def _end(chart: Chart, series: Series, colour: str, y: float) -> End:
    value = series.values[-1]
    words = NO_FIGURE if value is None else label(chart, value)
    return End(series.label or series.name, f"{words} i {chart.categories[-1]}", colour, y)
