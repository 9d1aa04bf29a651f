"""Where a municipality lies: its county, with the municipality filled."""

from markupsafe import Markup

from publish.drawing.map_view import GRID, path_of, view
from publish.drawing.marks import ACCENT
from publish.drawing.shapes import Shapes
from publish.drawing.svg import WHITE, Canvas
from transform.topology import Area

WIDTH, TALLEST = 200, 220
COARSE = 3
"""How much coarser than that of a map the grid is."""
LAND = "#dde3ea"


def draw_locator(code: str, shapes: Shapes) -> Markup:
    """Return a small map; empty if the municipality has no shape."""
    if code not in shapes.areas:
        return Markup("")
    codes = _around(code, shapes)
    shown = view(shapes, codes, WIDTH / COARSE, TALLEST / COARSE)
    others = path_of([outline for other in codes if other != code for outline in shown.outlines[other]])
    canvas = Canvas(WIDTH, shown.height * COARSE)
    scale = f"scale({COARSE / GRID:g})"
    if others:
        canvas.add("path", d=others, fill=LAND, stroke=WHITE, stroke_width=0.6, transform=scale)
    canvas.add("path", d=path_of(shown.outlines[code]), fill=ACCENT, stroke=ACCENT, transform=scale)
    words = f"{shapes.names[code]} i {shapes.counties[code]}"
    return canvas.image(f"kart-{code}", words, f"Kart over {shapes.counties[code]} der {shapes.names[code]} er fylt.")


def _around(code: str, shapes: Shapes) -> tuple[str, ...]:
    """Return the municipalities of its county; with those of the counties around if it is alone in its county."""
    counties = {code[:2]}
    if sum(other[:2] == code[:2] for other in shapes.areas) == 1:
        own = _points(shapes.areas[code])
        counties |= {other[:2] for other, area in shapes.areas.items() if own & _points(area)}
    return tuple(other for other in shapes.areas if other[:2] in counties)


def _points(area: Area) -> set[tuple[float, ...]]:
    return {tuple(point) for polygon in area for ring in polygon for point in ring.tolist()}
