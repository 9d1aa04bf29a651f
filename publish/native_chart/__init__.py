"""Native charts of Office: a chart as DrawingML with the workbook that 'Rediger data' opens, for Word and PowerPoint."""

from dataclasses import dataclass

from lxml import etree

from publish.content.chart import Chart
from publish.native_chart.book import workbook
from publish.native_chart.parts import Size
from publish.native_chart.plans import PLANS
from publish.native_chart.space import chart_space


@dataclass(frozen=True)
class NativeChart:
    """A chart part and its workbook. The chart refers to the workbook as `rId1`: give its part this one relationship."""

    xml: bytes
    workbook: bytes


def is_native(chart: Chart) -> bool:
    """Return whether Office can draw the chart. It cannot draw maps and strips: take their SVG or PNG instead."""
    has_figures = any(value is not None for one in chart.series for value in one.values)
    return chart.kind in PLANS and has_figures


def native(chart: Chart, size: Size | None = None) -> NativeChart:
    """Return the chart for a frame of this size, without its title, subtitle and source, which stand in the document."""
    plan = PLANS[chart.kind](chart, size or Size())
    xml = etree.tostring(chart_space(plan), xml_declaration=True, encoding="UTF-8", standalone=True)
    return NativeChart(xml, workbook(plan))


__all__ = ["NativeChart", "Size", "is_native", "native"]
