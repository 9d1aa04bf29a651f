"""The axes of a native chart."""

from publish.drawing.marks import AXIS, GRID
from publish.drawing.svg import INK
from publish.native_chart.parts import Plan
from publish.native_chart.xml import a, c, rich, stroke, type_of
from publish.office_xml import Element

Ids = tuple[int, int]


def category_axis(plan: Plan, ids: Ids) -> Element:
    """Return the axis of categories; years stand on an axis of time, so that every fifth can be labelled."""
    order = "maxMin" if plan.from_top else "minMax"
    crosses = "min" if plan.dates else "autoZero"
    code = "yyyy" if plan.dates else "General"
    start = [
        c("axId", val=ids[0]), c("scaling", c("orientation", val=order)), c("delete", val=0),
        c("axPos", val="l" if plan.sideways else "b"), c("numFmt", formatCode=code, sourceLinked="0"),
        *_ticks(), c("spPr", stroke(AXIS if plan.dates else INK)), type_of(plan.size.text, INK),
        c("crossAx", val=ids[1]), c("crosses", val=crosses), c("auto", val=0),
    ]  # fmt: skip
    if plan.dates:
        unit = [c("baseTimeUnit", val="years"), c("majorUnit", val=plan.every), c("majorTimeUnit", val="years")]
        return c("dateAx", start, c("lblOffset", val=100), unit)
    steps = [c("tickLblSkip", val=plan.every), c("tickMarkSkip", val=plan.every), c("noMultiLvlLbl", val=1)]
    return c("catAx", start, c("lblAlgn", val="ctr"), c("lblOffset", val=100), steps)


def value_axes(plan: Plan, ids: Ids) -> list[Element]:
    """Return the axis of values; of bubbles, both axes."""
    if not plan.axis_names:
        return [_value_axis(plan, ids, (plan.low, plan.high, plan.step), "b" if plan.sideways else "l")]
    across = _value_axis(plan, ids[::-1], (plan.low_across, plan.high_across, 0), "b", plan.axis_names[0])
    return [across, _value_axis(plan, ids, (plan.low, plan.high, plan.step), "l", plan.axis_names[1])]


def _value_axis(plan: Plan, ids: Ids, scale: tuple[float, float, float], side: str, title: str = "") -> Element:
    low, high, step = scale
    ends = c("scaling", c("orientation", val="minMax"), c("max", val=high), c("min", val=low))
    grid = None if plan.hide_values else c("majorGridlines", c("spPr", stroke(GRID)))
    between = "midCat" if plan.dates or plan.axis_names else "between"
    names = "high" if plan.from_top else "low"
    number = c("numFmt", formatCode=axis_code(plan.code, step), sourceLinked="0")
    return c(
        "valAx", c("axId", val=ids[1]), ends, c("delete", val=int(plan.hide_values)), c("axPos", val=side), grid,
        _title(title, plan.size.text, side), number, _ticks(names), c("spPr", stroke("")), type_of(plan.size.text, INK),
        c("crossAx", val=ids[0]), c("crosses", val="min" if plan.axis_names else "autoZero"), c("crossBetween", val=between),
        c("majorUnit", val=step) if step else None,
    )  # fmt: skip


def axis_code(code: str, step: float) -> str:
    """Return the format of the numbers on an axis: without a plus, and without decimals if the steps have none."""
    code = code.replace("]+", "]")
    return code.replace(".00", "").replace(".0", "") if step == int(step) else code


def _ticks(side: str = "low") -> list[Element]:
    return [c("majorTickMark", val="none"), c("minorTickMark", val="none"), c("tickLblPos", val=side)]


def _title(words: str, size: float, side: str) -> Element | None:
    if not words:
        return None
    body = a("bodyPr", rot="-5400000" if side == "l" else "0", vert="horz")
    return c("title", rich(words, size, body), c("overlay", val=0))
