"""How each kind of chart is laid out natively."""

from collections.abc import Callable

from publish.content.chart import Chart, Kind
from publish.native_chart.bar_plans import bars, columns, components, pyramid, ranges, stacked
from publish.native_chart.line_plans import line, projection
from publish.native_chart.parts import Plan, Size
from publish.native_chart.scatter_plan import scatter

PLANS: dict[Kind, Callable[[Chart, Size], Plan]] = {
    "line": line,
    "projection": projection,
    "components": components,
    "pyramid": pyramid,
    "bars": bars,
    "stacked": stacked,
    "cohorts": bars,
    "ranges": ranges,
    "columns": columns,
    "scatter": scatter,
}
"""Maps and strips are missing: Office has neither, so documents show them as pictures."""
