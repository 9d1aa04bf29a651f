"""Names and figures of the outlined municipalities, led out to where the map is empty."""

from typing import Literal

import numpy as np
import numpy.typing as npt

from publish.content.chart import Chart
from publish.drawing.map_classes import tooltip_of
from publish.drawing.map_view import GRID, Outline, View
from publish.drawing.svg import INK, WHITE, Canvas, Type

Side = Literal["start", "end"]
LABEL = Type(bold=True)
BAND, GAP = 10, 10
"""Pixels above and below a label that must be empty, and between the map and the label."""
FURTHEST = 0.37
"""The longest line from a municipality to its label, as a share of the drawing's width."""


def draw_labels(canvas: Canvas, chart: Chart, shown: View) -> list[str]:
    """Draw a label for each outlined municipality on the nearer side of the map that has room for it.

    Return the codes of those that have no label, because no side has room or their line would cross half the map.
    """
    taken, furthest = -100.0, FURTHEST * canvas.width
    left_out = [key for key in chart.bold if key in chart.keys and key not in shown.centres]
    bold = [key for key in chart.bold if key in shown.centres and key in chart.keys]
    for key in sorted(bold, key=lambda key: shown.centres[key][1]):
        words = tooltip_of(chart, chart.keys.index(key)).replace(": ", " ", 1)
        x, y = shown.centres[key]
        height = max(y, taken + 2 * BAND)
        left, right = extent(shown, height - BAND, height + BAND)
        room = {"start": canvas.width - right - GAP, "end": left - GAP}
        ends: list[tuple[float, Side]] = [(right + GAP, "start"), (left - GAP, "end")]
        ends = [(end, side) for end, side in ends if room[side] >= LABEL.width(words) and abs(end - x) < furthest]
        if ends:
            end, side = min(ends, key=lambda one: abs(one[0] - x))
            line = [(x, y), (end - 4 if side == "start" else end + 4, height)]
            canvas.path(line, WHITE, 3)
            canvas.path(line, INK)
            canvas.text((end, height + 5), words, LABEL.to(side))
            canvas.add("circle", cx=x, cy=y, r=3.5, fill=INK, stroke=WHITE)
            taken = height
        else:
            left_out.append(key)
    return left_out


def extent(shown: View, top: float, bottom: float) -> tuple[float, float]:
    """Return how far the map reaches to the left and to the right between two heights, in pixels."""
    edges = [_edges_between(outline, top, bottom) for own in shown.outlines.values() for outline in own]
    xs = np.concatenate(edges)
    return (float(xs.min()), float(xs.max())) if len(xs) else (0.0, 0.0)


def _edges_between(outline: Outline, top: float, bottom: float) -> npt.NDArray[np.float64]:
    """Return the horizontal places of the ends of every edge that is partly between the heights."""
    points, following = outline / GRID, np.roll(outline, -1, axis=0) / GRID
    ys = np.column_stack([points[:, 1], following[:, 1]])
    inside = (ys.min(axis=1) <= bottom) & (ys.max(axis=1) >= top)
    return np.concatenate([points[inside, 0], following[inside, 0]])
