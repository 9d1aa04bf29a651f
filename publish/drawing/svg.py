"""Write SVG: elements with escaped text and short numbers, on a canvas of a given width."""

from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import Literal

from markupsafe import Markup, escape

from publish.drawing.text import printable, shorten, width_of

INK, MUTED, WHITE = "#1e2b3c", "#4a5868", "#fff"
FONTS = '"Source Sans 3","Source Sans Pro","Liberation Sans",Arial,sans-serif'
BODY, SMALL = 14, 13
"""Sizes of text in pixels."""
Point = tuple[float, float]
Attribute = str | float
PLACES = frozenset(("x", "y", "cx", "cy", "r", "d", "width", "height"))
"""Attributes that differ between elements of the same style."""


@dataclass(frozen=True)
class Type:
    """How a text is set. A `halo` is a white edge, for text that stands on lines."""

    fill: str = INK
    size: float = BODY
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"
    halo: bool = False

    def to(self, anchor: Literal["start", "middle", "end"]) -> "Type":
        """Return the same type, anchored elsewhere."""
        return replace(self, anchor=anchor)

    def width(self, words: str) -> float:
        """Return how wide a text is in this type, in pixels."""
        return width_of(printable(words), self.size, bold=self.bold)


PLAIN, QUIET = Type(), Type(MUTED, SMALL)


def short(value: float) -> str:
    """Return a coordinate with at most one decimal: '12', '3.4'."""
    return f"{round(value, 1) + 0.0:.8g}"  # + 0.0: no minus before a zero


def element(tag: str, inside: str = "", **attributes: Attribute) -> str:
    """Return an element. Attributes are escaped, named with _ for -, and left out if empty.

    `inside` is SVG or escaped text.
    """
    return f"<{tag}{_named(attributes)}" + _rest(tag, inside)


def _rest(tag: str, inside: str) -> str:
    return f">{inside}</{tag}>" if inside else "/>"


def _named(attributes: dict[str, Attribute]) -> str:
    return "".join(
        f' {name.replace("_", "-")}="{escape(value) if isinstance(value, str) else short(value)}"'
        for name, value in attributes.items()
        if value != ""
    )


def title(words: str) -> str:
    """Return a tooltip, to stand inside an element. It may have several lines."""
    return element("title", "\n".join(str(escape(printable(line))) for line in words.split("\n")))


def polyline(points: list[Point]) -> str:
    """Return the path through the points."""
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points)


@dataclass
class Canvas:
    """A drawing of a fixed width. Every text stays between its left and right edge."""

    width: float
    height: float = 0
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    """The style of each element, and its text before and after the place of its style."""
    has_tooltips: bool = True
    """Whether areas of the drawing tell their numbers to a pointer."""

    def add(self, tag: str, inside: str = "", **attributes: Attribute) -> None:
        """Add an element."""
        places = {name: value for name, value in attributes.items() if name in PLACES}
        style = {name: value for name, value in attributes.items() if name not in PLACES}
        self.parts.append((_named(style), f"<{tag}{_named(places)}", _rest(tag, inside)))

    def content(self) -> str:
        """Return all elements. Neighbours of the same style share it in a group, which keeps the drawing small."""
        texts = []
        for style, group in groupby(self.parts, key=itemgetter(0)):
            elements = [*group]
            if len(elements) == 1 or not style:
                texts += [start + style + end for _, start, end in elements]
            else:
                texts.append(f"<g{style}>{''.join(start + end for _, start, end in elements)}</g>")
        return "".join(texts)

    def path(self, points: list[Point], stroke: str, stroke_width: float = 1, dashes: str = "") -> None:
        """Add a stroke through the points."""
        d = polyline(points)
        self.add("path", d=d, fill="none", stroke=stroke, stroke_width=stroke_width, stroke_dasharray=dashes)

    def rect(self, corner: Point, size: Point, fill: str, stroke: str = "") -> None:
        """Add a rectangle, given by its upper left corner and its width and height."""
        (x, y), (width, height) = corner, size
        self.add("rect", x=x, y=y, width=width, height=height, fill=fill, stroke=stroke)

    def text(self, at: Point, words: str, kind: Type = PLAIN, *, room: float = float("inf")) -> None:
        """Add a text whose baseline is at a point, cut to `room`. What is cut off can be read as its tooltip."""
        x, y = at
        words = printable(words)
        space = {"start": self.width - x, "end": x, "middle": self.width}[kind.anchor]
        shown = shorten(words, min(room, space), kind.size, bold=kind.bold)
        if not shown:
            return
        half = width_of(shown, kind.size, bold=kind.bold) / 2
        x = min(max(x, half), self.width - half) if kind.anchor == "middle" else x
        whole = title(words) if shown != words else ""
        self.add("text", whole + str(escape(shown)), x=x, y=y, **_attributes(kind))

    def image(self, name: str, words: str, description: str, *, alone: bool = False) -> Markup:
        """Return the whole as an image with a title and a description; `alone` for a file of its own.

        Without words it is labelled by those of another drawing with that name.
        """
        labels = element("title", str(escape(printable(words))), id=f"{name}-t") if words else ""
        labels += element("desc", str(escape(printable(description))), id=f"{name}-d") if words else ""
        own: dict[str, Attribute] = {"xmlns": "http://www.w3.org/2000/svg", "font_family": FONTS} if alone else {}
        own |= {"viewBox": f"0 0 {short(self.width)} {short(self.height)}", "width": self.width, "height": self.height}
        own |= {"role": "img", "aria_labelledby": f"{name}-t {name}-d", "font_size": BODY, "fill": INK}
        # Every text and attribute has gone through escape().
        return Markup(element("svg", labels + self.content(), **own))  # noqa: S704


def _attributes(kind: Type) -> dict[str, Attribute]:
    """Return the attributes of a text, as far as they differ from those of the image."""
    attributes: dict[str, Attribute] = {
        "font_size": "" if kind.size == BODY else kind.size,
        "font_weight": "650" if kind.bold else "",
        "text_anchor": "" if kind.anchor == "start" else kind.anchor,
        "fill": "" if kind.fill == INK else kind.fill,
    }
    if kind.halo:
        attributes |= {"stroke": WHITE, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}
    return attributes
