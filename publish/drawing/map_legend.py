"""The legend of a map: what each fill means, in numbers, with how many municipalities it has."""

from publish.content.chart import Chart
from publish.drawing.map_circles import circle
from publish.drawing.map_classes import ABSENT, Row, tooltip_of
from publish.drawing.map_view import GRID
from publish.drawing.marks import AXIS, PALE, dots, hatch
from publish.drawing.svg import INK, MUTED, PLAIN, QUIET, Canvas, Type, element
from publish.drawing.words import short_unit

ROW = 25
WIDEST = 420
BOLD = Type(bold=True)
COUNT = Type(MUTED).to("end")
CREDIT = "Kart: Kartverket"


def draw_legend(canvas: Canvas, chart: Chart, rows: list[Row], top: float, outlined: list[str]) -> float:
    """Draw a row for each fill, the outlined municipalities that have no label, and the owner of the map.

    Return where the drawing may end.
    """
    right = min(canvas.width, WIDEST) - 2
    y = top
    if chart.suffix and not short_unit(chart.suffix):
        canvas.text((0, y + 14), chart.suffix[0].upper() + chart.suffix[1:], QUIET)
        y += ROW
    for row in rows:
        _swatch(canvas, row.fill, y)
        count = f"{len(row.keys)} {'kommune' if len(row.keys) == 1 else 'kommuner'}"
        canvas.text((right, y + 15), count, COUNT)
        canvas.text((36, y + 15), row.words, PLAIN, room=right - COUNT.width(count) - 46)
        y += ROW
    for key in outlined:
        fill = next((row.fill for row in rows if key in row.keys), "")
        _swatch(canvas, fill, y, INK)
        canvas.text((36, y + 15), tooltip_of(chart, chart.keys.index(key)), BOLD, room=right - 36)
        y += ROW
    canvas.text((0, y + 16), CREDIT, QUIET)
    return y + 24


def _swatch(canvas: Canvas, fill: str, top: float, edge: str = AXIS) -> None:
    if fill in ("above", "below"):
        circle(canvas, (13, top + 10), 6, 1 if fill == "above" else -1)
    elif fill:
        canvas.add(
            "rect", x=1, y=top + 2, width=24, height=16, fill=fill, stroke=edge, stroke_width=1 if edge == AXIS else 2
        )


def patterns(name: str) -> str:
    """Return the fills for municipalities without a figure: `name`-none, `name`-hidden and `name`-withheld.

    With -grid after them, they are the same on the grid of the map.
    """
    crossed = element("path", d="M0 6L6 0M0 0l6 6", stroke=PALE, stroke_width=0.8)
    crosses = element("pattern", crossed, id=f"{name}-hidden", width=6, height=6, patternUnits="userSpaceOnUse")
    on_grid = "".join(
        element("pattern", id=f"{name}-{why}-grid", href=f"#{name}-{why}", patternTransform=f"scale({GRID})")
        for why in ABSENT
    )
    return hatch(f"{name}-none") + crosses + dots(f"{name}-withheld") + on_grid
