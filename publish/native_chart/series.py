"""The series of a native chart: their names and values with what the workbook holds, their look and their labels."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name

from publish.drawing.marks import SECOND
from publish.drawing.scale import spread
from publish.drawing.svg import INK, WHITE
from publish.native_chart.book import lengths, reference, serial
from publish.native_chart.parts import SHEET, Layer, Plan, Show
from publish.native_chart.xml import c, fill, stroke, type_of, written
from publish.office_xml import Element

SHOWN: dict[Show, tuple[int, int]] = {"value": (1, 0), "name": (0, 1), "both": (1, 1)}


def series(plan: Plan, index: int) -> Element:
    """Return a layer as a series."""
    layer = plan.layers[index]
    body = [*_head(layer, index), _look(layer)]
    if layer.draw in ("line", "marker"):
        body.append(_marker(layer, plan.size.text))
    if layer.draw in ("bar", "outline"):
        body.append(c("invertIfNegative", val=0))
    body += _points(layer)
    body += _labels(plan, index)
    body += _error_bars(plan, index)
    body += [_categories(plan), c("val", numbers(index + 1, layer.values, plan.code))]
    return c("ser", body, [c("smooth", val=0)] if layer.draw in ("line", "marker") else None)


def numbers(column: int, values: Sequence[float | None], code: str) -> Element:
    """Return values with the cells they stand in."""
    cache = c("numCache", written("formatCode", code), c("ptCount", val=len(values)), _values(values))
    return c("numRef", written("f", reference(column, len(values))), cache)


def _values(values: Sequence[float | None]) -> list[Element]:
    return [c("pt", written("v", repr(value)), idx=str(i)) for i, value in enumerate(values) if value is not None]


def _head(layer: Layer, index: int) -> list[Element]:
    cache = c("strCache", c("ptCount", val=1), c("pt", written("v", layer.name), idx="0"))
    cell = written("f", f"{SHEET}!${xl_col_to_name(index + 1)}$1")
    return [c("idx", val=index), c("order", val=index), c("tx", c("strRef", cell, cache))]


def _categories(plan: Plan) -> Element:
    cells, count = written("f", reference(0, len(plan.categories))), c("ptCount", val=len(plan.categories))
    if plan.dates:
        cache = c("numCache", written("formatCode", "yyyy"), count, _values([serial(one) for one in plan.categories]))
        return c("cat", c("numRef", cells, cache))
    points = [c("pt", written("v", one), idx=str(i)) for i, one in enumerate(plan.categories)]
    return c("cat", c("strRef", cells, c("strCache", count, points)))


def _look(layer: Layer) -> Element:
    if layer.draw == "line":
        return c("spPr", stroke(layer.colour, layer.points, layer.dash))
    if layer.draw == "outline":
        return c("spPr", fill(""), stroke(layer.colour, 1))
    hidden = layer.draw in ("foot", "marker")
    return c("spPr", None if layer.draw == "marker" else fill("" if hidden else layer.colour), stroke(""))


def _marker(layer: Layer, size: float) -> Element:
    if layer.draw == "line":
        return c("marker", c("symbol", val="none"))
    look = c("spPr", fill(layer.colour), stroke(WHITE, 1))
    return c("marker", c("symbol", val="diamond"), c("size", val=round(size * 0.9)), look)


def _points(layer: Layer) -> list[Element]:
    """Return the points that look different: lighter bars, and line segments across a break."""
    if layer.pale:
        return [_point(i, c("invertIfNegative", val=0), fill(SECOND)) for i in layer.pale]
    return [_point(i, c("marker", c("symbol", val="none")), None) for i in layer.gaps]


def _point(index: int, difference: Element, colour: Element | None) -> Element:
    return c("dPt", c("idx", val=index), difference, c("bubble3D", val=0), c("spPr", colour, stroke("")))


def _labels(plan: Plan, index: int) -> list[Element]:
    layer = plan.layers[index]
    if not layer.labels:
        return []
    moved = _moves(plan).get(index, 0.0)
    return [c("dLbls", [_label(plan, layer, *each, moved) for each in layer.labels], shown())]


def _label(plan: Plan, layer: Layer, at: int, what: Show, moved: float) -> Element:
    place = c("manualLayout", c("x", val=0), c("y", val=round(moved, 4))) if moved else None
    look = type_of(plan.size.text, layer.ink, bold=what != "value")
    number = c("numFmt", formatCode=plan.code, sourceLinked="0")
    frame = c("spPr", fill(""), stroke(""))
    value, name = SHOWN[what]
    where = [c("dLblPos", val=layer.place)] if layer.place else None
    rest = [*shown(value, name), written("separator", " ")]
    rest[-1].text = " "
    return c(
        "dLbl", c("idx", val=at), c("layout", place) if place is not None else None, number, frame, look, where, rest
    )


def shown(value: int = 0, name: int = 0) -> list[Element]:
    """Return what labels show."""
    wanted = {"showLegendKey": 0, "showVal": value, "showCatName": 0, "showSerName": name, "showPercent": 0}
    return [c(tag, val=is_shown) for tag, is_shown in {**wanted, "showBubbleSize": 0}.items()]


def _moves(plan: Plan) -> dict[int, float]:
    """Return how far names at the ends of lines give way to each other, as shares of the frame's height."""
    ends = {i: one.values[one.labels[-1][0]] for i, one in enumerate(plan.layers) if one.draw == "line" and one.labels}
    ends = {i: value for i, value in ends.items() if value is not None}
    height = plan.size.up * 0.82
    wanted = [height * (1 - ((value or 0) - plan.low) / (plan.high - plan.low)) for value in ends.values()]
    heights = spread(wanted, plan.size.text * 1.25, 0, height)
    return {i: (new - old) / plan.size.up for i, old, new in zip(ends, wanted, heights, strict=True)}


def _error_bars(plan: Plan, index: int) -> list[Element]:
    layer = plan.layers[index]
    if not layer.high:
        return []
    column = 1 + len(plan.layers) + 2 * sum(bool(one.high) for one in plan.layers[:index])
    up, down = lengths(layer)
    kind = [c("errBarType", val="both"), c("errValType", val="cust"), c("noEndCap", val=0)]
    reach = [c("plus", numbers(column, up, plan.code)), c("minus", numbers(column + 1, down, plan.code))]
    return [c("errBars", kind, reach, c("spPr", stroke(INK, 1)))]
