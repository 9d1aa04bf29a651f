"""Upright columns over periods, each with its number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from publish.content.chart import Chart
from publish.drawing.axes import BELOW, Box, bands, breaks, grid, margin, periods, provisional_entry, tooltips
from publish.drawing.marks import ACCENT, AXIS, SECOND, legend
from publish.drawing.scale import apart, figures, rounded
from publish.drawing.svg import QUIET, WHITE, Canvas, Point, Type
from publish.drawing.words import NO_FIGURE, label
from publish.numbers import NONE

HEIGHT, ABOVE, BROKEN = 194, 26, 46
"""The height of the plot, and the room above it for numbers; more of it if breaks are named there."""
BELOW_ZERO = 20
"""The room under columns below zero for their numbers."""
NUMBER = Type(bold=True, anchor="middle")
GAP = 4


@dataclass(frozen=True)
class Slots:
    """The places of columns in a plot, all of the same width."""

    box: Box
    count: int

    @property
    def width(self) -> float:
        """Return the distance from one column to the next."""
        return (self.box.right - self.box.left) / self.count

    @property
    def column(self) -> float:
        """Return the width of a column: at most 72 pixels, so that few columns do not become squares."""
        return min(self.width * 0.62, 72)

    @property
    def centres(self) -> list[float]:
        """Return the middle of each column."""
        return [self.box.left + self.width * (index + 0.5) for index in range(self.count)]


def draw_columns(canvas: Canvas, chart: Chart) -> None:
    """Draw a column for each value of the first series with figures, the newest one dark, each with its number."""
    values = next(one.values for one in chart.series if figures(one.values))
    numbers = [label(chart, value) for value in values]
    top = legend(canvas, provisional_entry(chart, "square"), 0) + (BROKEN if chart.breaks else ABOVE)
    scale = rounded(figures(values), from_zero=True)
    scale = scale.on(top + HEIGHT, top)
    bottom = top + HEIGHT + (BELOW_ZERO if scale.low < 0 else 0)
    canvas.height = bottom + BELOW
    slots = Slots(Box(0, canvas.width, top, bottom), len(values))
    if not _fit(numbers, slots):
        slots = Slots(Box(margin(scale), canvas.width, top, bottom), len(values))
        grid(canvas, scale, slots.box)
    newest = max(index for index, value in enumerate(values) if value is not None)
    for index, (key, value) in enumerate(zip(chart.keys, values, strict=True)):
        fill = ACCENT if index == newest or key in chart.bold else SECOND
        place = (slots.centres[index], slots.column)
        block(canvas, place, (scale(0), scale(value or 0)), fill, hollow=key in chart.provisional)
    below = [value is not None and value < 0 and scale.low < 0 for value in values]
    heights = [scale(value or 0) + (18 if under else -8) for value, under in zip(values, below, strict=True)]
    finish(canvas, chart, slots, scale(0), write_numbers(canvas, numbers, slots, heights))


def block(canvas: Canvas, place: Point, ends: Point, fill: str, *, hollow: bool = False) -> None:
    """Draw a column, given by its centre and width, between two heights; a hollow one is provisional."""
    (x, width), (start, end) = place, ends
    if start != end:
        corner, size = (x - width / 2, min(start, end)), (width, abs(start - end))
        canvas.rect(corner, size, WHITE if hollow else fill, fill if hollow else WHITE)


def write_numbers(canvas: Canvas, numbers: list[str], slots: Slots, heights: Sequence[float]) -> float:
    """Write the numbers; only the last one if they have no room. Return up to where there is room between them.

    `finish` says where figures are missing.
    """
    fit, last = _fit(numbers, slots), NUMBER.width(numbers[-1])
    for index in range(slots.count) if fit else [slots.count - 1]:
        if numbers[index] != NONE:
            canvas.text((slots.centres[index], heights[index]), numbers[index], replace(NUMBER, halo=not fit))
    return canvas.width if fit else min(slots.centres[-1], canvas.width - last / 2) - last / 2


def _fit(numbers: list[str], slots: Slots) -> bool:
    """Return whether all numbers have room over their columns."""
    return apart(numbers, slots.centres, [*range(slots.count)], NUMBER, GAP)


def finish(canvas: Canvas, chart: Chart, slots: Slots, zero: float, free: float) -> None:
    """Draw the line at zero, the labels of the periods, breaks, missing figures left of `free`, and tooltips."""
    canvas.path([(slots.box.left, zero), (slots.box.right, zero)], AXIS)
    periods(canvas, chart, slots.centres, slots.box.bottom, ticks=False)
    breaks(canvas, chart, slots.centres, slots.box, above=24)
    for start, end in _empty(chart):
        middle, room = (slots.centres[start] + slots.centres[end]) / 2, slots.width * (end - start + 1)
        lines = [NO_FIGURE] if QUIET.width(NO_FIGURE) < room else NO_FIGURE.split()
        width = max(QUIET.width(line) for line in lines)
        for row, line in enumerate(reversed(lines) if width < room and middle + width / 2 < free else []):
            canvas.text((middle, zero - 8 - 16 * row), line, QUIET.to("middle"))
    tooltips(canvas, chart, bands(slots.centres, slots.box))


def _empty(chart: Chart) -> list[tuple[int, int]]:
    """Return the first and last index of each run of periods without any figure."""
    runs: list[tuple[int, int]] = []
    for index in range(len(chart.keys)):
        if any(one.values[index] is not None for one in chart.series):
            continue
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs
