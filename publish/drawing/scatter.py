"""Municipalities by two figures, as circles whose area is a third. Names stand where they meet nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from publish.content.chart import Chart
from publish.drawing.axes import TICK, Box, grid, is_wide, margin
from publish.drawing.marks import ACCENT, AXIS, GRID
from publish.drawing.scale import Scale, centred, figures, rounded, thinned, tick_words, values_of
from publish.drawing.svg import QUIET, SMALL, WHITE, Canvas, Type, element, short, title
from publish.drawing.words import NO_FIGURE, is_change, tooltip

SMALL_PLACE = 5000
"""Circles of smaller municipalities are white."""
FILL = "#b7d0e6"
NAME = Type(size=SMALL, bold=True, halo=True)
SMALLEST = 4.5


@dataclass(frozen=True)
class Circle:
    """A municipality with both figures, in pixels."""

    index: int
    x: float
    y: float
    radius: float


Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def draw_scatter(canvas: Canvas, chart: Chart) -> None:
    """Draw the circles, the largest first, so that none is hidden; then the names, the bold ones first."""
    across, up = values_of(chart, "x"), values_of(chart, "y")
    both = [i for i, pair in enumerate(zip(across, up, strict=True)) if None not in pair]
    x_scale, y_scale = (_wider(figures(values[i] for i in both)) for values in (across, up))
    box = Box(margin(y_scale), canvas.width - 24, 34, 400 if is_wide(canvas) else 330)
    x_scale, y_scale = x_scale.on(box.left, box.right), y_scale.on(box.bottom, box.top)
    _axes(canvas, chart, x_scale, y_scale, box)
    radius = _radius(values_of(chart, "size"), 36 if is_wide(canvas) else 28)
    circles = [Circle(i, x_scale(across[i] or 0), y_scale(up[i] or 0), radius[i]) for i in both]
    for circle in sorted(circles, key=lambda one: (-one.radius, one.index)):
        _circle(canvas, chart, circle)
    _names(canvas, chart, circles, box)
    _missing(canvas, chart, [index for index in range(len(chart.keys)) if index not in both])


def _wider(values: Sequence[float]) -> Scale:
    """Return a scale with some room around the outermost circles, but none below zero for their sake."""
    low, high = min(values, default=0), max(values, default=1)
    air = (high - low) * 0.08
    return rounded([max(low - air, min(low, 0)), high + air], from_zero=False)


def _axes(canvas: Canvas, chart: Chart, x_scale: Scale, y_scale: Scale, box: Box) -> None:
    """Draw a grid with numbers at the left and below, and the name of each axis."""
    names = {one.role: one.label or one.name for one in chart.series}
    signed = is_change(chart)
    canvas.text((0, 14), names.get("y", ""), TICK)
    grid(canvas, y_scale, box)
    words_below = tick_words(x_scale.ticks, signed=signed and x_scale.low < 0)
    xs = [x_scale(tick) for tick in x_scale.ticks]
    canvas.add("path", d="".join(f"M{short(x)} {short(box.top)}V{short(box.bottom)}" for x in xs), stroke=GRID)
    if x_scale.low < 0 < x_scale.high:
        canvas.path([(x_scale(0), box.top), (x_scale(0), box.bottom)], AXIS)
    for index in thinned(words_below, centred(words_below, xs, TICK, canvas.width), TICK):
        canvas.text((xs[index], box.bottom + 21), words_below[index], TICK.to("middle"))
    canvas.text((box.right, box.bottom + 43), names.get("x", ""), TICK.to("end"))
    canvas.height = box.bottom + 54


def _radius(sizes: Sequence[float | None], largest: float) -> list[float]:
    """Return radiuses whose squares follow the sizes; the smallest one that can be seen for those without a size."""
    top = max(figures(sizes), default=0)
    return [max(SMALLEST, largest * (max(size or 0, 0) / top) ** 0.5) if top > 0 else SMALLEST for size in sizes]


def _circle(canvas: Canvas, chart: Chart, circle: Circle) -> None:
    size = values_of(chart, "size")[circle.index]
    fill = WHITE if size is not None and size < SMALL_PLACE else FILL
    fill = ACCENT if chart.keys[circle.index] in chart.bold else fill
    words = title(tooltip(chart, circle.index))
    canvas.add("circle", words, cx=circle.x, cy=circle.y, r=circle.radius, fill=fill, stroke=ACCENT, stroke_width=1.5)


def _names(canvas: Canvas, chart: Chart, circles: list[Circle], box: Box) -> None:
    """Write names from the bold and the outermost ones inwards, each right, left, above or below its circle."""
    taken: list[Rectangle] = []
    middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)

    def urgency(one: Circle) -> tuple[bool, float, int]:
        far = abs(one.x - middle[0]) + abs(one.y - middle[1]) + 8 * one.radius
        return chart.keys[one.index] not in chart.bold, -far, one.index

    for circle in sorted(circles, key=urgency):
        words = chart.categories[circle.index]
        for place in _places(circle, NAME.width(words)):
            if _is_free(place, circle, circles, taken, box):
                canvas.text((place[0], place[3] - 4), words, NAME)
                taken.append(place)
                break


def _places(circle: Circle, width: float) -> list[Rectangle]:
    """Return where a name could stand: right, left, above, below."""
    x, y, r = circle.x, circle.y, circle.radius + 4
    return [
        (x + r, y - 9, x + r + width, y + 9),
        (x - r - width, y - 9, x - r, y + 9),
        (x - width / 2, y - r - 16, x + width / 2, y - r + 2),
        (x - width / 2, y + r, x + width / 2, y + r + 18),
    ]


def _is_free(place: Rectangle, own: Circle, circles: list[Circle], taken: list[Rectangle], box: Box) -> bool:
    """Return whether a place is inside the plot and meets neither another circle nor another name."""
    left, top, right, bottom = place
    if left < box.left or right > box.right + 24 or top < box.top or bottom > box.bottom:
        return False
    if any(left < r and right > x and top < y and bottom > t for x, t, r, y in taken):
        return False
    for other in circles:
        near_x, near_y = min(max(other.x, left), right), min(max(other.y, top), bottom)
        if other is not own and (other.x - near_x) ** 2 + (other.y - near_y) ** 2 < (other.radius + 2) ** 2:
            return False
    return True


def _missing(canvas: Canvas, chart: Chart, missing: list[int]) -> None:
    """List the municipalities that lack a figure, under the plot; their other figures are in the tooltip."""
    if missing:
        canvas.height += 22
        names = ", ".join(chart.categories[index] for index in missing)
        words = f"{NO_FIGURE.capitalize()}: {names}"
        canvas.text((0, canvas.height - 8), words, QUIET)
        area = element(
            "path",
            title("\n".join(tooltip(chart, i) for i in missing)),
            d=f"M0 {short(canvas.height - 22)}H{short(canvas.width)}v22H0z",
        )
        canvas.add("g", area, fill="none", pointer_events="all")
