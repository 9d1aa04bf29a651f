"""A projection: the known years, the main alternative with the spread around it, and earlier projections behind."""

from collections.abc import Sequence

from publish.content.chart import Chart, Role, Series
from publish.drawing.axes import BELOW, Box, bands, breaks, grid, is_wide, margin, periods, provisional_entry, tooltips
from publish.drawing.ends import End, draw_ends, needed, room
from publish.drawing.line import draw_series, points_of, unbroken
from publish.drawing.marks import ACCENT, PALE, legend, style
from publish.drawing.scale import Scale, figures, places, rounded, values_of
from publish.drawing.svg import MUTED, SMALL, Canvas, Point, Type, polyline
from publish.drawing.text import wrap
from publish.drawing.words import label

TINT = "#dbe8f4"
EARLIER = "Tidligere framskrivinger"
Points = list[Point | None]


def draw_projection(canvas: Canvas, chart: Chart) -> None:
    """Draw the spread, the earlier projections, the known years and the main alternative, in that order."""
    wide = is_wide(canvas)
    scale = rounded(figures(value for one in chart.series for value in one.values), from_zero=False)
    named = _ends(chart, scale)
    right = canvas.width - room(named, 150 if wide else 106, stacked=True)
    top = legend(canvas, provisional_entry(chart), 0, right=right) + (26 if chart.breaks else 14)
    bottom = top + max(336 if wide else 286, needed(named, stacked=True) + 20)
    box = Box(margin(scale), right, top, bottom)
    scale, canvas.height = scale.on(bottom, top), bottom + BELOW
    xs = [box.left + 2 + place * (box.right - box.left - 2) for place in places(chart)]
    _spread(canvas, chart, xs, scale)
    grid(canvas, scale, box)
    periods(canvas, chart, xs, bottom, always=_known_index(chart))
    breaks(canvas, chart, xs, box)
    _lines(canvas, chart, xs, scale, box)
    draw_ends(canvas, _ends(chart, scale), box, stacked=True)
    tooltips(canvas, chart, bands(xs, box))


def _spread(canvas: Canvas, chart: Chart, xs: Sequence[float], scale: Scale) -> None:
    """Fill between low and high, from the last known year on."""
    lows, highs = (_points(chart, role, xs, scale) for role in ("low", "high"))
    both = [(low, high) if low and high else None for low, high in zip(lows, highs, strict=True)]
    known = _last(_points(chart, "own", xs, scale))
    if known and known[0] + 1 < len(both) and both[known[0]] is None:
        both[known[0]] = (known[1], known[1])
    for run in _runs(both):
        edge = [low for low, _ in run] + [high for _, high in reversed(run)]
        canvas.add("path", d=polyline(edge) + "Z", fill=TINT)


def _runs(pairs: list[tuple[Point, Point] | None]) -> list[list[tuple[Point, Point]]]:
    """Return the parts without gaps that hold at least two pairs."""
    runs: list[list[tuple[Point, Point]]] = [[]]
    for pair in pairs:
        if pair is None:
            runs.append([])
        else:
            runs[-1].append(pair)
    return [run for run in runs if len(run) > 1]


def _lines(canvas: Canvas, chart: Chart, xs: Sequence[float], scale: Scale, box: Box) -> None:
    own, main = _points(chart, "own", xs, scale), _points(chart, "main", xs, scale)
    known = _last(own)
    earlier = [run for one in chart.series if one.role == "earlier" for run in unbroken(points_of(one, xs, scale), [])]
    for run in earlier:
        canvas.path(run, PALE, style("earlier").stroke, style("earlier").dashes)
    if known and main[known[0]] is None:
        main[known[0]] = known[1]  # the projection starts from the last known year
    for run in unbroken(main, []):
        canvas.path(run, style("main").colour, style("main").stroke, style("main").dashes)
    if known:
        draw_series(canvas, chart, _first(chart, "own"), own)
        if _known(canvas, chart, known, main, box):
            _name_earlier(canvas, earlier, own, box)


def _known(canvas: Canvas, chart: Chart, known: tuple[int, Point], main: Points, box: Box) -> bool:
    """Draw the upright line at the last known year, and its value above or below the projection.

    Return whether the left side of the line is still free: the value stands right of it if there is room.
    """
    index, (x, y) = known
    canvas.path([(x, box.top), (x, box.bottom)], MUTED, 1.2, "2 3")
    after = next((point[1] for point in main[index + 1 :] if point), y)
    value = label(chart, _first(chart, "own").values[index])
    kind = Type(ACCENT, bold=True, halo=True)
    fits = x + 9 + kind.width(value) < box.right
    below = after <= y and y + 26 < box.bottom
    canvas.text((x + 9 if fits else x - 9, y + 26 if below else y - 14), value, kind if fits else kind.to("end"))
    return fits


def _name_earlier(canvas: Canvas, earlier: list[list[Point]], own: Points, box: Box) -> None:
    """Name the earlier projections above their ends, left of the last known year, if there is room."""
    known = _last(own)
    if not earlier or not known:
        return
    x = known[1][0] - 8
    kind = Type(MUTED, SMALL, anchor="end", halo=True)
    words = wrap(EARLIER, x - box.left - 4, SMALL)
    if "…" in "".join(words) or not all(words):
        return
    left = x - max(kind.width(line) for line in words) - 8
    lines = [*earlier, [point for point in own if point]]
    top = min((y for line in lines for at, y in line if left <= at <= known[1][0]), default=box.bottom)
    first = max(top - 10 - 17 * (len(words) - 1), box.top + 12)
    for row, line in enumerate(words):
        canvas.text((x, first + 17 * row), line, kind)


def _ends(chart: Chart, scale: Scale) -> list[End]:
    """Return the labels of high, main and low: the value first."""
    ends = []
    for role in ("high", "main", "low"):
        for one in (one for one in chart.series if one.role == role):
            last = next((value for value in reversed(one.values) if value is not None), None)
            if last is not None:
                ends.append(End(one.label or one.name, label(chart, last), ACCENT, scale(last), value_first=True))
    return ends


def _first(chart: Chart, role: Role) -> Series:
    empty = Series("", role, (None,) * len(chart.keys))
    return next((one for one in chart.series if one.role == role), empty)


def _points(chart: Chart, role: Role, xs: Sequence[float], scale: Scale) -> Points:
    return points_of(_first(chart, role), xs, scale)


def _known_index(chart: Chart) -> list[int]:
    """Return the index of the last known year, if there is one."""
    return [index for index, value in enumerate(values_of(chart, "own")) if value is not None][-1:]


def _last(points: Points) -> tuple[int, Point] | None:
    return next(((index, point) for index, point in reversed([*enumerate(points)]) if point), None)
