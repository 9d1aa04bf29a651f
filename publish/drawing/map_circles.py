"""Counts on a map: a circle whose area is the number. Numbers below zero are white with a dashed edge."""

from math import floor, log10, sqrt

from publish.content.chart import Chart
from publish.drawing.map_classes import Row, tooltip_of, values_of
from publish.drawing.map_view import View
from publish.drawing.marks import ACCENT
from publish.drawing.svg import WHITE, Canvas, title
from publish.drawing.words import compact

FILL = "#b7d0e6"
DASHED_FROM = 6
"""The smallest radius at which dashes can be seen."""
LARGEST, LARGEST_OF_MANY, MANY = 34, 24, 100
"""The largest radius in pixels: for the municipalities of a county, for those of the country, and where they part."""


def draw_circles(canvas: Canvas, chart: Chart, shown: View) -> None:
    """Draw a circle in the middle of each municipality, the largest first, so that none hides a smaller one."""
    values = values_of(chart)
    for index in sorted(range(len(chart.keys)), key=lambda index: -abs(values.get(chart.keys[index], 0))):
        value, centre = values.get(chart.keys[index]), shown.centres.get(chart.keys[index])
        if value and centre:
            radius = _radius(chart, value, canvas.width)
            x, y = (max(at, radius + 1) for at in centre)
            circle(canvas, (min(x, canvas.width - radius - 1), y), radius, value, title(tooltip_of(chart, index)))


def circle(canvas: Canvas, at: tuple[float, float], radius: float, value: float, inside: str = "") -> None:
    """Draw a circle for a value."""
    dashes = "3 2" if value < 0 and radius >= DASHED_FROM else ""
    fill = FILL if value > 0 else WHITE
    x, y = at
    canvas.add("circle", inside, cx=x, cy=y, r=radius, fill=fill, stroke=ACCENT, stroke_dasharray=dashes)


def circle_rows(chart: Chart) -> list[Row]:
    """Return the rows of the legend: above zero, below zero and zero, without those that have no municipality."""
    values = values_of(chart)
    above = tuple(key for key, value in values.items() if value > 0)
    below = tuple(key for key, value in values.items() if value < 0)
    zero = tuple(key for key, value in values.items() if value == 0)
    rows = [
        Row("above", "Over 0", above),
        Row("below", "Under 0 (hvit sirkel)", below),
        Row("", "0 (uten sirkel)", zero),
    ]
    return [row for row in rows if row.keys]


def draw_sizes(canvas: Canvas, chart: Chart, top: float) -> float:
    """Draw circles of three sizes with their numbers; return where the next thing may begin."""
    numbers = _examples(chart)
    if not numbers:
        return top
    tallest = _radius(chart, numbers[0], canvas.width)
    x = 8.0
    for number in numbers:
        radius = _radius(chart, number, canvas.width)
        circle(canvas, (x + radius, top + tallest), radius, number)
        canvas.text((x + 2 * radius + 8, top + tallest + 5), words := compact(number, chart.decimals))
        x += 2 * radius + 34 + 8 * len(words)
    return top + 2 * tallest + 14


def _examples(chart: Chart) -> list[float]:
    """Return at most three round numbers, the largest first."""
    highest = max((abs(value) for value in values_of(chart).values()), default=0)
    wanted = [_round_number(highest / share) for share in (1, 5, 25) if highest]
    return sorted({number for number in wanted if number >= 10**-chart.decimals}, reverse=True)


def _round_number(value: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20, 50 … that is not above the value."""
    power = 10.0 ** floor(log10(value))
    return float(max(step * power for step in (1, 2, 5) if step * power <= value * (1 + 1e-9)))


def _radius(chart: Chart, value: float, width: float) -> float:
    values = values_of(chart)
    largest = (LARGEST_OF_MANY if len(chart.keys) > MANY else LARGEST) * sqrt(min(width, 540) / 540)
    return max(largest * sqrt(abs(value) / max(abs(each) for each in values.values())), 1.5)
