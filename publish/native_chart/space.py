"""The whole of a native chart: plots that share axes, legend and margins, in the order of the schema."""

from publish.drawing.svg import INK
from publish.native_chart.axes import category_axis, value_axes
from publish.native_chart.bubbles import bubble_plot
from publish.native_chart.parts import Draw, Plan
from publish.native_chart.series import series
from publish.native_chart.xml import RELATION, c, fill, stroke, type_of
from publish.office_xml import Element

AXES = (50010, 50020)
FULL = 100


def chart_space(plan: Plan) -> Element:
    """Return the chart part."""
    plots = [bubble_plot(plan, AXES)] if plan.axis_names else _plots(plan)
    axes = value_axes(plan, AXES) if plan.axis_names else [category_axis(plan, AXES), *value_axes(plan, AXES)]
    area = c("plotArea", _layout(plan), plots, axes, c("spPr", fill("")))
    rest = [c("plotVisOnly", val=1), c("dispBlanksAs", val="gap")]
    chart = c("chart", c("autoTitleDeleted", val=1), area, _legend(plan), rest)
    book = c("externalData", c("autoUpdate", val=0))
    book.set(f"{{{RELATION}}}id", "rId1")
    start = [c("date1904", val=0), c("lang", val="nb-NO"), c("roundedCorners", val=0)]
    return c("chartSpace", start, chart, c("spPr", fill(""), stroke("")), type_of(plan.size.text, INK), book)


def _plots(plan: Plan) -> list[Element]:
    """Return areas, bars and lines, each kind in a plot, so that lines lie on top."""
    plots = []
    if areas := _series(plan, "area", "foot"):
        plots.append(c("areaChart", c("grouping", val="stacked"), c("varyColors", val=0), areas, _ids()))
    if bars := _series(plan, "bar", "outline"):
        plots.append(_bars(plan, bars))
    if lines := _series(plan, "line", "marker"):
        start = [c("grouping", val="standard"), c("varyColors", val=0)]
        plots.append(c("lineChart", start, lines, c("marker", val=1), _ids()))
    return plots


def _ids() -> list[Element]:
    return [c("axId", val=each) for each in AXES]


def _series(plan: Plan, *draws: Draw) -> list[Element]:
    return [series(plan, index) for index, layer in enumerate(plan.layers) if layer.draw in draws]


def _bars(plan: Plan, bars: list[Element]) -> Element:
    over = plan.stacked or any(layer.draw == "outline" for layer in plan.layers)
    overlap = FULL if over else -10 if len(bars) > 1 else 0
    way, grouping = ("bar" if plan.sideways else "col"), ("stacked" if plan.stacked else "clustered")
    start = [c("barDir", val=way), c("grouping", val=grouping), c("varyColors", val=0)]
    return c("barChart", start, bars, c("gapWidth", val=plan.gap), c("overlap", val=overlap), _ids())


def _layout(plan: Plan) -> Element:
    """Return where the plot is, so that names at its right have room."""
    line = plan.size.text / plan.size.up
    top = (0.8 + 1.5 * (plan.legend_rows or bool(plan.axis_names))) * line
    bottom = 0.4 * line if plan.hide_values else 3.4 * line if plan.axis_names else 2.0 * line
    sizes = {"x": plan.left, "y": top, "w": 1 - plan.left - plan.right, "h": 1 - top - bottom}
    modes = [c("layoutTarget", val="inner"), c("xMode", val="edge"), c("yMode", val="edge")]
    return c("layout", c("manualLayout", modes, [c(tag, val=round(size, 4)) for tag, size in sizes.items()]))


def _legend(plan: Plan) -> Element | None:
    if not plan.legend_rows:
        return None
    at = [c("xMode", val="edge"), c("yMode", val="edge"), c("x", val=0.0), c("y", val=0.0)]
    place = c("layout", c("manualLayout", at))
    return c("legend", c("legendPos", val="t"), place, c("overlay", val=0), type_of(plan.size.text, INK))
