"""What drawings over periods share: grid, labels of periods, breaks, provisional figures, tooltips."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from publish.content.chart import Chart
from publish.drawing.marks import ACCENT, AXIS, GRID, Entry, Shape
from publish.drawing.scale import Scale, apart, centred, thinned, tick_words
from publish.drawing.svg import MUTED, QUIET, Canvas, Point, Type, element, short, title
from publish.drawing.words import tooltip

WIDE, NARROW = 720, 328
TICK = Type(MUTED)
BOLD = Type(MUTED, bold=True)
CLOSE, AIR = 6, 10
"""The least distances between the labels of periods: all or every second, third … one; and round ones."""
MANY = 12
BELOW = 30
"""Height of the labels under a plot."""


@dataclass(frozen=True)
class Box:
    """The plot within a drawing, in pixels."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Return its height."""
        return self.bottom - self.top


def is_wide(canvas: Canvas) -> bool:
    """Return whether this is the wide drawing."""
    return canvas.width > NARROW


def margin(scale: Scale, *, signed: bool = False) -> float:
    """Return the room that the labels of a vertical scale need."""
    return max(TICK.width(words) for words in tick_words(scale.ticks, signed=signed)) + 8


def grid(canvas: Canvas, scale: Scale, box: Box, *, signed: bool = False) -> None:
    """Draw the ticks of a vertical scale as lines, with their numbers outside the plot. The line at zero is dark."""
    lines = "".join(f"M{short(box.left)} {short(scale(tick))}H{short(box.right)}" for tick in scale.ticks)
    canvas.add("path", d=lines, stroke=GRID)
    if 0 in scale.ticks:
        canvas.path([(box.left, scale(0)), (box.right, scale(0))], AXIS)
    for tick, words in zip(scale.ticks, tick_words(scale.ticks, signed=signed), strict=True):
        canvas.text((box.left - 8, scale(tick) + 5), words, TICK.to("end"))


def periods(
    canvas: Canvas, chart: Chart, xs: Sequence[float], bottom: float, *, always: Sequence[int] = (), ticks: bool = True
) -> None:
    """Write as many categories under the plot as have room: the last one, those given, the first, then round years."""
    centres = centred(chart.categories, xs, BOLD, canvas.width)
    for index in _chosen(chart, centres, always):
        bold = chart.keys[index] in chart.bold
        canvas.text((centres[index], bottom + 22), chart.categories[index], Type(MUTED, bold=bold, anchor="middle"))
        if ticks:
            canvas.path([(xs[index], bottom), (xs[index], bottom + 5)], AXIS)


def _chosen(chart: Chart, centres: Sequence[float], always: Sequence[int]) -> list[int]:
    """Return all categories if they have room, else every second, third … one; of many years the round ones."""
    last = len(centres) - 1
    even = thinned(chart.categories, centres, BOLD, CLOSE)
    tens, fives = ([i for i, key in enumerate(chart.keys) if key.endswith(ending)] for ending in (("0",), ("0", "5")))
    chosen: list[int] = []
    for index in [last, *always, 0, *tens, *fives]:
        if apart(chart.categories, centres, sorted({*chosen, index}), BOLD, AIR):
            chosen.append(index)
    return sorted(set(chosen)) if last > MANY and tens and len(even) <= last else even


def breaks(canvas: Canvas, chart: Chart, xs: Sequence[float], box: Box, *, above: float = 4) -> None:
    """Draw an upright line where figures cannot be compared across, from `above` the plot, named if there is room."""
    free = box.left
    for index in break_indexes(chart):
        x = (xs[index - 1] + xs[index]) / 2
        canvas.path([(x, box.top - above), (x, box.bottom)], MUTED, 1, "2 3")
        half = QUIET.width("brudd") / 2
        if x - half >= free:
            canvas.text((x, box.top - above - 4), "brudd", QUIET.to("middle"))
            free = x + half + 6


def break_indexes(chart: Chart) -> list[int]:
    """Return the indexes of the first categories after breaks."""
    return sorted({chart.keys.index(one.key) for one in chart.breaks if one.key in chart.keys[1:]})


def provisional_entry(chart: Chart, shape: Shape = "open") -> list[Entry]:
    """Return the legend's entry for provisional figures, if there are any."""
    return [(shape, ACCENT, "foreløpige tall")] if set(chart.provisional) & set(chart.keys) else []


def bands(xs: Sequence[float], box: Box) -> list[tuple[Point, Point]]:
    """Return the upper left and lower right corner of the part of the plot that belongs to each category."""
    middles = [(a + b) / 2 for a, b in pairwise(xs)]
    edges = [box.left, *middles, box.right]
    return [((a, box.top), (b, box.bottom)) for a, b in pairwise(edges)]


def tooltips(canvas: Canvas, chart: Chart, areas: Sequence[tuple[Point, Point]]) -> None:
    """Add an unseen area for each category, whose tooltip has the values of all series."""
    if not canvas.has_tooltips:
        return
    parts = [
        element(
            "path", title(tooltip(chart, index)), d=f"M{short(x)} {short(y)}H{short(right)}V{short(low)}H{short(x)}z"
        )
        for index, ((x, y), (right, low)) in enumerate(areas)
    ]
    canvas.add("g", "".join(parts), fill="none", pointer_events="all")
