"""Bubbles: municipalities by two figures, sized by a third; the outermost have their names."""

from publish.native_chart.parts import Plan
from publish.native_chart.series import numbers, shown
from publish.native_chart.xml import a, c, fill, stroke, written
from publish.office_xml import Element

FILL, EDGE, INK = "B7D0E6", "0B5394", "1E2B3C"
SCALE = 45
"""Size of the largest bubble, in percent of what Office would choose."""


def bubble_plot(plan: Plan, ids: tuple[int, int]) -> Element:
    """Return the plot: the layers are x, y and size, in this order."""
    across, up, size = plan.layers
    name = c("tx", written("v", up.name))
    labels = c("dLbls", [_name(plan, *each) for each in plan.names], shown())
    look = c("spPr", fill(FILL), stroke(EDGE, 1))
    values = [
        c(tag, numbers(column, one.values, plan.code))
        for column, (tag, one) in enumerate((("xVal", across), ("yVal", up), ("bubbleSize", size)), 1)
    ]
    head = [c("idx", val=0), c("order", val=0), name, look, c("invertIfNegative", val=0)]
    one = c("ser", head, labels if plan.names else None, values, c("bubble3D", val=0))
    end = [c("bubbleScale", val=SCALE), *(c("axId", val=each) for each in ids)]
    return c("bubbleChart", c("varyColors", val=0), one, end)


def _name(plan: Plan, index: int, words: str) -> Element:
    text = a("t")
    text.text = written("v", words).text
    look = a("rPr", fill(INK), lang="nb-NO", sz=str(round(plan.size.text * 100)))
    rich = c("tx", c("rich", a("bodyPr", wrap="none"), a("lstStyle"), a("p", a("r", look, text))))
    frame = c("spPr", fill(""), stroke(""))
    return c("dLbl", c("idx", val=index), rich, frame, c("dLblPos", val="r"), shown(1))
