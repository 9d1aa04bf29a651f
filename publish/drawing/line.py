"""Lines over time, with their names at their ends. A missing figure or a break is a gap in the line."""

from collections.abc import Sequence

from publish.content.chart import Chart, Series
from publish.drawing.axes import (
    BELOW,
    Box,
    bands,
    break_indexes,
    breaks,
    grid,
    is_wide,
    margin,
    periods,
    provisional_entry,
    tooltips,
)
from publish.drawing.ends import End, draw_ends, needed, room
from publish.drawing.marks import legend, mark, style
from publish.drawing.scale import Scale, figures, places, rounded
from publish.drawing.svg import MUTED, WHITE, Canvas, Point
from publish.drawing.words import label


def draw_lines(canvas: Canvas, chart: Chart) -> None:
    """Draw a line for each series, the municipality's own last, so that it lies on top."""
    wide = is_wide(canvas)
    drawn = sorted((one for one in chart.series if figures(one.values)), key=lambda one: one.role == "own")
    scale = rounded(figures([*(value for one in drawn for value in one.values), chart.base]), from_zero=False)
    named = _ends(chart, drawn, scale)
    right = canvas.width - room(named, 190 if wide else 100, stacked=not wide)
    top = legend(canvas, provisional_entry(chart), 0, right=right) + (26 if chart.breaks else 14)
    bottom = top + max(280 if wide else 240, needed(named, stacked=not wide) + 20)
    box = Box(margin(scale), right, top, bottom)
    scale, canvas.height = scale.on(bottom, top), bottom + BELOW
    xs = [box.left + 2 + place * (box.right - box.left - 2) for place in places(chart)]
    grid(canvas, scale, box)
    periods(canvas, chart, xs, bottom)
    breaks(canvas, chart, xs, box)
    _base(canvas, chart, scale, box)
    for one in drawn:
        draw_series(canvas, chart, one, points_of(one, xs, scale))
    draw_ends(canvas, _ends(chart, drawn, scale), box, stacked=not wide)
    tooltips(canvas, chart, bands(xs, box))


def draw_series(canvas: Canvas, chart: Chart, series: Series, points: list[Point | None]) -> None:
    """Draw the unbroken parts of a line, its provisional points, and the mark at its end."""
    look = style(series.role)
    runs = unbroken(points, break_indexes(chart))
    for run in runs:
        if len(run) > 1:
            canvas.path(run, look.colour, look.stroke, look.dashes)
        else:
            canvas.add("circle", cx=run[0][0], cy=run[0][1], r=3, fill=look.colour)
    shape = "dot" if look.shape == "tick" else look.shape
    mark(canvas, shape, runs[-1][-1], look.colour)
    for key, point in zip(chart.keys, points, strict=True):
        if key in chart.provisional and point:
            mark(canvas, shape, point, look.colour)
            canvas.add("circle", cx=point[0], cy=point[1], r=2.8, fill=WHITE)


def points_of(series: Series, xs: Sequence[float], scale: Scale) -> list[Point | None]:
    """Return the points of a line; None where there is no figure."""
    return [None if value is None else (x, scale(value)) for x, value in zip(xs, series.values, strict=True)]


def unbroken(points: list[Point | None], starts: list[int]) -> list[list[Point]]:
    """Return the parts of a line: a new one begins after a missing point, and at each of the indexes."""
    runs: list[list[Point]] = []
    open_run = False
    for index, point in enumerate(points):
        if point is None:
            open_run = False
            continue
        if not open_run or index in starts:
            runs.append([])
        runs[-1].append(point)
        open_run = True
    return runs


def _ends(chart: Chart, drawn: list[Series], scale: Scale) -> list[End]:
    """Return the labels of the lines, and that of the reference line if it has one."""
    ends = [_end(chart, one, scale) for one in drawn]
    if chart.base is None or not chart.base_label:
        return ends
    return [*ends, End(chart.base_label, label(chart, chart.base), MUTED, scale(chart.base))]


def _end(chart: Chart, series: Series, scale: Scale) -> End:
    """Return the label of a line, with the year if the line ends before the others."""
    index = max(i for i, value in enumerate(series.values) if value is not None)
    value = series.values[index]
    words = label(chart, value) + ("" if index == len(series.values) - 1 else f" ({chart.categories[index]})")
    return End(series.label or series.name, words, style(series.role).colour, scale(value or 0))


def _base(canvas: Canvas, chart: Chart, scale: Scale, box: Box) -> None:
    if chart.base is not None:
        y = scale(chart.base)
        canvas.path([(box.left, y), (box.right, y)], MUTED)
