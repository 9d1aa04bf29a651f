"""Names and values at the ends of lines, so far apart that all can be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from publish.drawing.axes import Box
from publish.drawing.scale import spread
from publish.drawing.svg import BODY, QUIET, Canvas, Type
from publish.drawing.text import shorten

GAP, STACKED_GAP = 20, 38
"""Distance of labels in one line, and in two."""
AWAY = 20
"""From the end of a line to its label."""


@dataclass(frozen=True)
class End:
    """A label: name, value, colour, and the height of the end of its line."""

    name: str
    value: str
    colour: str
    y: float
    value_first: bool = False

    @property
    def first(self) -> str:
        """Return the first of the two lines."""
        return self.value if self.value_first else self.name

    @property
    def second(self) -> str:
        """Return the second of the two lines."""
        return self.name if self.value_first else self.value


def room(ends: Sequence[End], limit: float, *, stacked: bool) -> float:
    """Return the width that the labels need, at most `limit`; the distance to the lines included."""
    bold = Type(bold=True)
    widths = [
        max(bold.width(end.first), QUIET.width(end.second)) if stacked else bold.width(f"{end.name} {end.value}")
        for end in ends
    ]
    return min(max(widths, default=0), limit) + AWAY + 1


def needed(ends: Sequence[End], *, stacked: bool) -> float:
    """Return the height that the labels need."""
    return len(ends) * (STACKED_GAP if stacked else GAP)


def draw_ends(canvas: Canvas, ends: Sequence[End], box: Box, *, stacked: bool) -> None:
    """Write the labels to the right of the plot. A short stroke leads to a label that had to give way."""
    gap = STACKED_GAP if stacked else GAP
    heights = spread([end.y for end in ends], gap, box.top + (10 if stacked else 0), box.bottom - gap / 2 + 6)
    for end, y in zip(ends, heights, strict=True):
        if abs(y - end.y) > 4:
            canvas.path([(box.right + 9, end.y), (box.right + AWAY - 4, y)], end.colour)
        x, bold = box.right + AWAY, Type(end.colour, bold=True)
        if stacked:
            canvas.text((x, y - 2), end.first, bold)
            canvas.text((x, y + 15), end.second, QUIET)
        else:
            space = canvas.width - x - bold.width(f" {end.value}")
            name = shorten(end.name, space, BODY, bold=True)
            canvas.text((x, y + 5), f"{name} {end.value}", bold)
