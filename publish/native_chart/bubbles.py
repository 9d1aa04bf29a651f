"""Bubbles: municipalities by two figures, sized by a third; the outermost have their names."""

from publish.drawing.marks import ACCENT
from publish.drawing.scatter import FILL
from publish.native_chart.parts import Plan
from publish.native_chart.series import numbers, shown
from publish.native_chart.xml import a, c, fill, rich, stroke, written
from publish.office_xml import Element

SCALE = 45
"""Size of the largest bubble, in percent of what Office would choose."""


def bubble_plot(plan: Plan, ids: tuple[int, int]) -> Element:
    """Return the plot: the layers are x, y and size, in this order."""
    across, up, size = plan.layers
    name = c("tx", written("v", up.name))
    labels = c("dLbls", [_name(plan, *each) for each in plan.names], shown())
    look = c("spPr", fill(FILL), stroke(ACCENT, 1))
    values = [
        c(tag, numbers(column, one.values, plan.code))
        for column, (tag, one) in enumerate((("xVal", across), ("yVal", up), ("bubbleSize", size)), 1)
    ]
    head = [c("idx", val=0), c("order", val=0), name, look, c("invertIfNegative", val=0)]
    one = c("ser", head, labels if plan.names else None, values, c("bubble3D", val=0))
    end = [c("bubbleScale", val=SCALE), *(c("axId", val=each) for each in ids)]
    return c("bubbleChart", c("varyColors", val=0), one, end)


def _name(plan: Plan, index: int, words: str) -> Element:
    text, frame = rich(words, plan.size.text, a("bodyPr", wrap="none")), c("spPr", fill(""), stroke(""))
    return c("dLbl", c("idx", val=index), text, frame, c("dLblPos", val="r"), shown(1))
