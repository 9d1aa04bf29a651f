"""A strip for each indicator: the municipality among the others, each row on its own scale."""

from publish.content.chart import Chart
from publish.drawing.axes import is_wide, tooltips
from publish.drawing.marks import ACCENT, EACH, GRID, Entry, legend, mark, style
from publish.drawing.scale import TINY, Scale, figures
from publish.drawing.svg import BODY, QUIET, WHITE, Canvas, Type, element
from publish.drawing.text import wrap
from publish.drawing.words import NO_FIGURE, compact, exact

TRACK = "#c3ccd6"
VALUE = Type(ACCENT, 15, bold=True, anchor="end")
ORDER = ("country", "county", "group", "neighbours", "own")
"""What is drawn last lies on top; single municipalities are drawn before these."""
NAMES, LINE = 224, 17
"""The width of the names on a wide drawing, and the height of a line of them."""


def draw_strip(canvas: Canvas, chart: Chart) -> None:
    """Draw a row for each indicator, with the numbers at the ends of its scale and the municipality's own value."""
    wide = is_wide(canvas)
    values = [_own(chart, index) for index in range(len(chart.keys))]
    numbers = max(VALUE.width(value) for value in values) + 16
    top = legend(canvas, _legend(chart), 0) + 6
    areas = []
    for index, words in enumerate(chart.categories):
        lines = wrap(words, NAMES if wide else canvas.width - numbers, BODY, lines=2)
        empty = not figures(one.values[index] for one in chart.series)
        height = 50 if wide else (16 if empty else 57) + LINE * len(lines)
        first = top + 28 - LINE * (len(lines) - 1) / 2 if wide else top + 22
        for row, line in enumerate(lines):
            canvas.text((0, first + LINE * row), line)
        missing = values[index] == NO_FIGURE
        canvas.text((canvas.width, top + (28 if wide else 22)), values[index], QUIET.to("end") if missing else VALUE)
        ends = (NAMES + 16, canvas.width - numbers) if wide else (8, canvas.width - 8)
        _row(canvas, chart, index, ends, top + height - (27 if wide else 32))
        canvas.path([(0, top + height), (canvas.width, top + height)], GRID)
        areas.append(((0, top), (canvas.width, top + height)))
        top += height
    canvas.height = top + 1
    tooltips(canvas, chart, areas)


def _row(canvas: Canvas, chart: Chart, index: int, ends: tuple[float, float], y: float) -> None:
    """Draw the marks of an indicator on a line, and its lowest and highest value below."""
    values = figures(one.values[index] for one in chart.series)
    if not values:
        return
    low, high = min(values), max(values)
    flat = high - low < TINY
    scale = Scale(low - flat, high + flat, ends[0] + 24, ends[1] - 24)
    canvas.path([(ends[0], y), (ends[1], y)], TRACK, 2)
    singles = figures(one.values[index] for one in chart.series if one.role not in ORDER)
    rings = "".join(element("circle", cx=scale(value), cy=y, r=4.5) for value in singles)
    canvas.add("g", rings, fill=WHITE, stroke=EACH.colour, stroke_width=1.5)
    for one in sorted((one for one in chart.series if one.role in ORDER), key=lambda one: ORDER.index(one.role)):
        value = one.values[index]
        if value is not None:
            mark(canvas, style(one.role).shape, (scale(value), y), style(one.role).colour)
    decimals = chart.category_decimals[index] if chart.category_decimals else chart.decimals
    for value in [low] if flat else [low, high]:
        canvas.text((scale(value), y + 22), compact(value, decimals), QUIET.to("middle"))


def _own(chart: Chart, index: int) -> str:
    own = next((one for one in chart.series if one.role == "own"), None)
    return exact(chart, own, index) if own else ""


def _legend(chart: Chart) -> list[Entry]:
    """Return an entry for each series; one for all single municipalities."""
    known = sorted((one for one in chart.series if one.role in ORDER), key=lambda one: -ORDER.index(one.role))
    entries: list[Entry] = [(style(one.role).shape, style(one.role).colour, one.label or one.name) for one in known]
    singles = len(chart.series) - len(known)
    words = f"Hver av de {'ti' if singles == 10 else singles}"
    return [*entries, ("ring", EACH.colour, words)] if singles else entries
