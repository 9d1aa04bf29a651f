"""Maps: municipalities as areas in classes or categories, or with circles for counts, and the legend."""

from markupsafe import Markup

from publish.content.chart import Chart
from publish.drawing import Width, framed
from publish.drawing.map_circles import MANY, circle_rows, draw_circles, draw_sizes
from publish.drawing.map_classes import Row, absent_rows, category_rows, class_rows, tooltip_of
from publish.drawing.map_labels import draw_labels
from publish.drawing.map_legend import draw_legend, patterns
from publish.drawing.map_view import GRID, Outline, View, county_lines, path_in, path_of, stroke_of, view
from publish.drawing.marks import AXIS, SLATE
from publish.drawing.shapes import Shapes
from publish.drawing.svg import INK, QUIET, WHITE, Canvas, element, title
from publish.drawing.text import wrap

SIZES: dict[Width, tuple[float, float]] = {"wide": (540, 620), "narrow": (328, 440)}
"""Width of a drawing and the greatest height of the map in it, in pixels."""
EMPTY = "#f0f3f6"
"""Municipalities under circles."""
COAST = "#8fa5ba"


def draw_map(chart: Chart, shapes: Shapes, width: Width) -> Markup:
    """Return a map for a page, which has its title and source around it."""
    name = f"{chart.id}-{width}"
    return _drawn(chart, shapes, width, name).image(name, chart.title, chart.alternative)


def map_file(chart: Chart, shapes: Shapes) -> str:
    """Return a map as a file of its own, with title, subtitle and source."""
    return framed(chart, _drawn(chart, shapes, "wide", chart.id))


def _drawn(chart: Chart, shapes: Shapes, width: Width, name: str) -> Canvas:
    """Return the map and its legend. `name` begins the names of its patterns, and must be unique on the page."""
    canvas = Canvas(SIZES[width][0])
    shown = view(shapes, chart.keys, *SIZES[width])
    canvas.add("defs", patterns(name))
    absent = absent_rows(chart, name)
    top = shown.height + 12
    if chart.limits or chart.value_labels:
        rows = category_rows(chart) if chart.value_labels else class_rows(chart)
        _areas(canvas, chart, shown, [*rows, *absent], name)
    else:
        rows = circle_rows(chart)
        _areas(canvas, chart, shown, absent, name)
        draw_circles(canvas, chart, shown)
        top = draw_sizes(canvas, chart, top)
    left_out = draw_labels(canvas, chart, shown)
    canvas.height = draw_legend(canvas, chart, [*rows, *absent], top, left_out)
    _note(canvas, [name for key, name in zip(chart.keys, chart.categories, strict=True) if key not in shown.outlines])
    return canvas


def _note(canvas: Canvas, names: list[str]) -> None:
    """Say which municipalities the map does not show, because it has no borders for them."""
    for line in wrap(f"Ikke på kartet: {', '.join(names)}", canvas.width, QUIET.size, lines=3) if names else []:
        canvas.height += 18
        canvas.text((0, canvas.height - 8), line, QUIET)


def _areas(canvas: Canvas, chart: Chart, shown: View, rows: list[Row], name: str) -> None:
    """Draw all municipalities: with the fill of their row, and pale if they are in none. Then the lines on top."""
    fills = {key: row.fill for row in rows for key in row.keys}
    groups: dict[str, list[str]] = {}
    for index, key in enumerate(chart.keys):
        if key in shown.outlines:
            area = element("path", title(tooltip_of(chart, index)), d=path_in(shown, key))
            groups.setdefault(fills.get(key, EMPTY), []).append(area)
    inside = "".join(
        element(
            "g",
            "".join(areas),
            fill=fill.replace(")", "-grid)"),
            **({} if fill.startswith("#") and fill != EMPTY else _EDGE),
        )
        for fill, areas in groups.items()
    )
    # The same areas with a wider stroke below: what shows of it is a line along the coast, for the palest areas.
    _on_grid(canvas, element("use", href=f"#{name}-areas") if inside else "", stroke=COAST, stroke_width=1.4 * GRID)
    areas = element("g", inside, id=f"{name}-areas") if inside else ""
    _on_grid(canvas, areas, fill=WHITE, stroke=WHITE, stroke_width=0.6 * GRID)
    _on_grid(canvas, _lines(county_lines(shown)), fill="none", stroke=SLATE, stroke_width=0.6 * GRID)
    own = path_of([outline for key in chart.bold for outline in shown.outlines.get(key, [])])
    if own:
        _on_grid(
            canvas,
            element("path", d=own),
            fill="none",
            stroke=INK,
            stroke_width=(1 if len(chart.keys) > MANY else 1.6) * GRID,
        )


_EDGE = {"stroke": AXIS}
"""The border of areas that are white or nearly so."""


def _lines(lines: list[Outline]) -> str:
    return element("path", d=stroke_of(lines)) if lines else ""


def _on_grid(canvas: Canvas, inside: str, **attributes: str | float) -> None:
    if inside:
        canvas.add("g", inside, transform=f"scale({1 / GRID})", stroke_linejoin="round", **attributes)
