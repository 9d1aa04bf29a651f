"""Marks, lines and patterns. What a series is decides them, the same in every drawing; colour alone says nothing."""

from dataclasses import dataclass
from typing import Literal

from publish.content.chart import Role
from publish.drawing.svg import MUTED, WHITE, Canvas, Point, Type, element, short

ACCENT, COMPARE, SLATE, GREY, PALE = "#0b5394", "#a3480b", "#3d4c5e", "#6b7785", "#7c8896"
SECOND = "#5f93c1"
"""Bars that are not emphasised; each has its number."""
GRID, AXIS = "#dde3ea", "#8190a0"
Shape = Literal["circle", "diamond", "ring", "square", "tick", "bar", "line", "pale", "whisker", "open", "dot"]


STROKES: dict[Shape, tuple[float, float, str, float]] = {
    "tick": (0, -7, "v14", 2.5),
    "line": (-7, 0, "h14", 2.5),
    "whisker": (-7, -4, "v8m0-4h14m0-4v8", 1.5),
}
"""Marks that are strokes: where they begin, how they go on, and their width."""


@dataclass(frozen=True)
class Style:
    """The mark, colour, stroke and dashes of a series."""

    shape: Shape
    colour: str
    stroke: float
    dashes: str = ""


OWN = Style("circle", ACCENT, 3)
TEN = Style("diamond", COMPARE, 2.2, "7 4")
EACH = Style("ring", PALE, 1.4, "1 3")
STYLES: dict[Role, Style] = {
    "own": OWN,
    "main": Style("circle", ACCENT, 3, "7 4"),
    "neighbours": TEN,
    "group": TEN,
    "neighbour": EACH,
    "county": Style("square", SLATE, 2.2, "2 3"),
    "country": Style("tick", GREY, 2),
    "earlier": Style("square", PALE, 1.4, "4 3"),
}


def style(role: Role) -> Style:
    """Return the style of a series; that of a single municipality for roles that only some kinds of chart know."""
    return STYLES.get(role, EACH)


def mark(canvas: Canvas, shape: Shape, at: Point, colour: str) -> None:
    """Draw a mark around a point, at most 14 pixels wide."""
    x, y = at
    if shape == "circle":
        canvas.add("circle", cx=x, cy=y, r=6, fill=colour, stroke=WHITE)
    elif shape == "dot":
        canvas.add("circle", cx=x, cy=y, r=4, fill=colour)
    elif shape in ("ring", "open"):
        canvas.add("circle", cx=x, cy=y, r=4.5, fill=WHITE, stroke=colour, stroke_width=1.5)
    elif shape == "square":
        canvas.add("rect", x=x - 4.5, y=y - 4.5, width=9, height=9, fill=WHITE, stroke=colour, stroke_width=2)
    elif shape in ("bar", "pale"):
        canvas.rect((x - 7, y - 7), (14, 14), colour, AXIS if shape == "pale" else "")
    elif shape == "diamond":
        canvas.add("path", d=f"M{short(x)} {short(y - 6)}l6 6-6 6-6-6z", fill=colour, stroke=WHITE)
    else:
        drawn = STROKES[shape]
        d = f"M{short(x + drawn[0])} {short(y + drawn[1])}{drawn[2]}"
        canvas.add("path", d=d, fill="none", stroke=colour, stroke_width=drawn[3])


Entry = tuple[Shape, str, str]
"""An entry of a legend: shape, colour, words."""
LEGEND = Type(MUTED)
LEGEND_ROW = 24


def legend(canvas: Canvas, entries: list[Entry], top: float, *, right: float = 0) -> float:
    """Draw the entries in rows from `top`, up to `right` (else the edge); return where the next thing may begin."""
    x, y, edge = 8.0, top + 12, right or canvas.width
    for shape, colour, words in entries:
        if x > 8 and x + 14 + LEGEND.width(words) > edge:
            x, y = 8, y + LEGEND_ROW
        mark(canvas, shape, (x, y), colour)
        canvas.text((x + 14, y + 5), words, LEGEND, room=edge - x - 14)
        x += 14 + LEGEND.width(words) + 26
    return y + 18 if entries else top


def hatch(name: str, colour: str = PALE) -> str:
    """Return the definition of a pattern of slanting lines, for areas without a figure: fill="url(#name)"."""
    lines = element("path", d="M0 6L6 0", stroke=colour, stroke_width=1.2)
    return element("pattern", lines, id=name, width=6, height=6, patternUnits="userSpaceOnUse")


def dots(name: str, colour: str = PALE) -> str:
    """Return the definition of a pattern of dots, for areas whose figure is withheld: fill="url(#name)"."""
    dot = element("circle", cx=3, cy=3, r=1.2, fill=colour)
    return element("pattern", dot, id=name, width=6, height=6, patternUnits="userSpaceOnUse")
