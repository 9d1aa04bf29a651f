"""Charts to draw, and drawings taken apart: their texts with the room they take, and their tooltips."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from publish.content.chart import Chart, Kind, Role, Series
from publish.drawing.text import width_of

SVG = "{http://www.w3.org/2000/svg}"
ROLES: dict[Kind, tuple[Role, ...]] = {
    "line": ("own", "neighbours", "county", "country"),
    "projection": ("own", "main", "low", "high", "earlier", "earlier"),
    "components": ("part", "part", "part", "total"),
    "pyramid": ("men", "women", "men_country", "women_country"),
    "bars": ("own", "county"),
    "stacked": ("part", "part", "part", "part", "part", "part"),
    "strip": ("own", "neighbours", "neighbour", "neighbour", "county"),
    "cohorts": ("own", "neighbours"),
    "ranges": ("main", "low", "high"),
    "columns": ("own",),
    "scatter": ("x", "y", "size"),
}
"""Every kind that is drawn here, with the series of one such chart."""


@dataclass(frozen=True)
class Text:
    """A text with the corners of the room that it takes."""

    words: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Text") -> bool:
        """Return whether two texts overlap by more than half a pixel."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > 0.5 and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.5


def chart(kind: Kind, values: Sequence[Sequence[float | None]], **changes: Any) -> Chart:
    """Return a chart of a kind, with a row of values for each series; years are its categories unless `keys` says more."""
    keys = changes.pop("keys", tuple(str(2027 - len(values[0]) + index) for index in range(len(values[0]))))
    names = changes.pop("names", [f"{role.capitalize()} {number}" for number, role in enumerate(ROLES[kind])])
    series = tuple(Series(name, role, tuple(row)) for name, role, row in zip(names, ROLES[kind], values, strict=False))
    words = {"title": "Folketallet øker", "subtitle": "Folketall 1. januar", "alternative": "Tallet på innbyggere."}
    given: dict[str, Any] = {
        "categories": keys,
        "suffix": "%",
        "decimals": 1,
        "source_words": "Kilde: SSB.",
        "head": "År",
    }
    return Chart(id="kart", kind=kind, keys=keys, series=series, indicator_ids=(), **words | given | changes)


def texts(svg: str) -> list[Text]:
    """Return the visible texts."""
    return [*_texts(ET.fromstring(svg), {}, (0, 0))]


def _texts(element: ET.Element, inherited: dict[str, str], origin: tuple[float, float]) -> Iterator[Text]:
    style = inherited | element.attrib
    if moved := element.get("transform"):
        across, down = moved.removeprefix("translate(").removesuffix(")").split()
        origin = (origin[0] + float(across), origin[1] + float(down))
    if element.tag.removeprefix(SVG) == "text":
        words = "".join([element.text or "", *(child.tail or "" for child in element)])
        size, x, y = float(style["font-size"]), float(style["x"]) + origin[0], float(style["y"]) + origin[1]
        width = width_of(words, size, bold="font-weight" in style)
        left = x - width * {"start": 0, "middle": 0.5, "end": 1}[style.get("text-anchor", "start")]
        yield Text(words, size, left, y - 0.72 * size, left + width, y + 0.2 * size)
    for child in element:
        yield from _texts(child, style, origin)


def tooltips(svg: str) -> list[str]:
    """Return what is said of the marks, a text for each."""
    root = ET.fromstring(svg)
    return [
        title.text or ""
        for parent in root.iter()
        if parent is not root
        for title in parent
        if title.tag.endswith("title")
    ]


def overlaps(svg: str) -> list[tuple[str, str]]:
    """Return the pairs of texts that overlap."""
    return [(one.words, other.words) for one, other in combinations(texts(svg), 2) if one.meets(other)]


def outside(svg: str) -> list[str]:
    """Return the texts that reach out of the drawing."""
    width, height = map(float, ET.fromstring(svg).attrib["viewBox"].split()[2:])
    return [
        text.words
        for text in texts(svg)
        if text.left < -0.5 or text.top < -0.5 or text.right > width + 0.5 or text.bottom > height + 0.5
    ]
