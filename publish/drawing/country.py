"""The country with its counties, to choose one from."""

from collections.abc import Mapping

from markupsafe import Markup

from publish.drawing.map_view import GRID, county_lines, path_of, stroke_of, view
from publish.drawing.shapes import Shapes
from publish.drawing.svg import WHITE, Attribute, Canvas, element, title

WIDTH, TALLEST = 460, 520
COARSE = 2
"""How much coarser than that of a map the grid is."""
WITH_PAGE, WITHOUT = "#7fabd1", "#dde3ea"


def draw_country(shapes: Shapes, pages: Mapping[str, str]) -> Markup:
    """Return the map; `pages` is county code -> the address of its page. Other counties are pale."""
    shown = view(shapes, tuple(shapes.areas), WIDTH / COARSE, TALLEST / COARSE)
    canvas = Canvas(WIDTH, shown.height * COARSE)
    counties: dict[str, list[str]] = {}
    for code, outlines in shown.outlines.items():
        counties.setdefault(code[:2], []).append(path_of(outlines))
    scale = f"scale({COARSE / GRID:g})"
    for county, paths in counties.items():
        fill = WITH_PAGE if county in pages else WITHOUT
        area = element("path", d="".join(paths), fill=fill, stroke=fill, stroke_width=0.4, transform=scale)
        if county in pages:
            canvas.add("a", title(_name(shapes, county)) + area, href=pages[county], aria_label=_name(shapes, county))
        else:
            canvas.add("g", area)
    lines = stroke_of(county_lines(shown))
    if lines:
        canvas.add("path", d=lines, fill="none", stroke=WHITE, stroke_width=1, transform=scale, pointer_events="none")
    box = f"0 0 {canvas.width} {canvas.height:.0f}"
    size: dict[str, Attribute] = {"width": canvas.width, "height": canvas.height, "viewBox": box}
    # Every text and attribute has gone through escape().
    return Markup(element("svg", canvas.content(), role="group", aria_label="Fylker med egen side", **size))  # noqa: S704


def _name(shapes: Shapes, county: str) -> str:
    return next(name for code, name in shapes.counties.items() if code[:2] == county)
