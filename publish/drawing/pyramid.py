"""The pyramid of ages: men to the left, women to the right, and the country as a stepped outline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from publish.content.chart import Chart
from publish.drawing.axes import TICK, is_wide, tooltips
from publish.drawing.marks import ACCENT, AXIS, GRID, SECOND, Entry, legend
from publish.drawing.scale import Scale, centred, figures, rounded, thinned, tick_words, values_of
from publish.drawing.svg import INK, MUTED, SMALL, Canvas, Point, Type, short
from publish.drawing.words import short_unit, with_suffix

OLD = 80
"""From this age on the bars are dark."""
HEIGHT, LEAST = 430, 3
"""A pyramid of single years is about so high, in pixels; a row at least so much."""
AGE = Type(MUTED, SMALL, anchor="middle")
HEAD = Type(ACCENT, bold=True)


@dataclass(frozen=True)
class Side:
    """One half: its scale, and the values of the municipality and of the country."""

    scale: Scale
    own: Sequence[float | None]
    country: Sequence[float | None]


@dataclass(frozen=True)
class Ages:
    """Where the rows stand: the youngest at the bottom."""

    bottom: float
    row: float

    def top(self, index: int) -> float:
        """Return the upper edge of an age's row."""
        return self.bottom - self.row * (index + 1)


def draw_pyramid(canvas: Canvas, chart: Chart) -> None:
    """Draw a row for each age, the first category lowest."""
    count = len(chart.keys)
    row = min(18 if is_wide(canvas) else 16, max(HEIGHT / count, LEAST))
    top = legend(canvas, _legend(chart), 0) + 22
    ages = Ages(top + row * count, row)
    canvas.height = ages.bottom + 28
    half = min(max(AGE.width(age) for age in chart.categories), 110) / 2 + 8
    men, women = _sides(canvas, chart, half)
    canvas.text((men.scale.start, top - 8), "Menn", HEAD.to("end"))
    canvas.text((women.scale.start, top - 8), "Kvinner", HEAD)
    for side in (men, women):
        _axis(canvas, chart, side.scale, (top, ages.bottom))
        _bars(canvas, chart, side, ages)
        _outline(canvas, side, ages)
    for index in range(0, count, max(1, -(-16 // round(row)))):
        canvas.text((canvas.width / 2, ages.top(index) + row / 2 + 5), chart.categories[index], AGE, room=2 * half - 4)
    tooltips(canvas, chart, [((0, ages.top(index)), (canvas.width, ages.top(index) + row)) for index in range(count)])


def _legend(chart: Chart) -> list[Entry]:
    entries: list[Entry] = [("bar", ACCENT, f"{OLD} år og eldre")] if any(map(_is_old, chart.keys)) else []
    country = any(one.role in ("men_country", "women_country") for one in chart.series)
    return [*entries, ("line", INK, "Landet")] if country else entries


def _sides(canvas: Canvas, chart: Chart, half: float) -> tuple[Side, Side]:
    """Return men and women, on scales of the same length on both sides of the ages."""
    shares = [max(value, 0) for value in figures(value for one in chart.series for value in one.values)]
    scale = rounded(shares, from_zero=True, count=4)
    left, right = scale.on(canvas.width / 2 - half, 12), scale.on(canvas.width / 2 + half, canvas.width - 12)
    men = Side(left, values_of(chart, "men"), values_of(chart, "men_country"))
    return men, Side(right, values_of(chart, "women"), values_of(chart, "women_country"))


def _axis(canvas: Canvas, chart: Chart, scale: Scale, ends: Point) -> None:
    """Draw upright lines, numbered below from zero outwards; the unit stands at zero."""
    words = tick_words(scale.ticks)
    words[0] = with_suffix(words[0], short_unit(chart.suffix))
    xs = [scale(tick) for tick in scale.ticks]
    canvas.add("path", d="".join(f"M{short(x)} {short(ends[0])}V{short(ends[1])}" for x in xs), stroke=GRID)
    canvas.path([(scale.start, ends[0]), (scale.start, ends[1])], AXIS)
    order = sorted(range(len(xs)), key=lambda index: xs[index])
    centres = centred([words[index] for index in order], sorted(xs), TICK, canvas.width)
    for place in thinned([words[index] for index in order], centres, TICK, gap=8):
        canvas.text((xs[order[place]], ends[1] + 20), words[order[place]], TICK.to("middle"))


def _bars(canvas: Canvas, chart: Chart, side: Side, ages: Ages) -> None:
    """Draw the bars of one half, as one shape for each colour."""
    start, height = side.scale.start, ages.row - (1 if ages.row > LEAST * 2 else 0)
    for fill, old in ((SECOND, False), (ACCENT, True)):
        rows = [
            (i, side.scale(value))
            for i, value in enumerate(side.own)
            if value and value > 0 and _is_old(chart.keys[i]) == old
        ]
        bars = [f"M{short(start)} {short(ages.top(i))}H{short(x)}v{short(height)}H{short(start)}" for i, x in rows]
        canvas.add("path", d="".join(bars), fill=fill)


def _outline(canvas: Canvas, side: Side, ages: Ages) -> None:
    """Draw a stepped line from the youngest to the oldest; a missing age is a gap."""
    run: list[Point] = []
    for index, value in enumerate([*side.country, None]):
        if value is not None:
            x = side.scale(max(value, 0))
            run += [(x, ages.top(index) + ages.row), (x, ages.top(index))]
        elif run:
            canvas.path(run, INK, 1.6)
            run = []


def _is_old(key: str) -> bool:
    """Return whether an age or age group such as '080-084' begins at 80 or later."""
    found = re.match(r"\d+", key, re.ASCII)
    return found is not None and int(found[0]) >= OLD
