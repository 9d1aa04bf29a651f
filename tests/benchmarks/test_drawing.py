"""Drawing a chart of lines, compared with the same chart from Vega-Lite through vl-convert."""

from itertools import count
from typing import Any

import pytest

from publish.content.chart import Chart
from publish.drawing import draw
from tests.benchmarks.ratios import Ratio, seconds, show
from tests.lib.drawings import chart

vl_convert = pytest.importorskip("vl_convert", reason="only to compare with")

YEARS = range(2006, 2027)
AT_LEAST, SMALLER = 8, 1.5
CHARTS = 10
"""Each time so many charts of new figures are drawn, so that no remembered number helps."""


def _chart(number: int) -> Chart:
    """SYNTHETIC figures: four lines from 100, each with its own growth."""
    rows = [[100 + step * (number + line + 1) / 7 for step in range(len(YEARS))] for line in range(4)]
    return chart("line", rows, names=["Skien", "De ti", "Telemark", "Landet"], suffix="", base=100.0)


def _vega(drawn: Chart) -> dict[str, Any]:
    rows = [
        {"year": int(key), "value": value, "name": series.name}
        for series in drawn.series
        for key, value in zip(drawn.keys, series.values, strict=True)
    ]
    encoding = {
        "x": {"field": "year", "type": "quantitative", "axis": {"format": "d"}},
        "y": {"field": "value", "type": "quantitative", "scale": {"zero": False}},
        "strokeDash": {"field": "name", "type": "nominal"},
    }
    return {"data": {"values": rows}, "mark": "line", "encoding": encoding, "width": 536, "height": 280}


@pytest.mark.benchmark
def test_a_chart_is_drawn_in_a_fraction_of_vega_lites_time_and_bytes() -> None:
    fresh = map(_chart, count())
    times = seconds(
        {
            "10 charts of lines, drawn": lambda: [draw(next(fresh), "wide") for _ in range(CHARTS)],
            "10 charts of lines, vl-convert": lambda: [
                vl_convert.vegalite_to_svg(_vega(next(fresh))) for _ in range(CHARTS)
            ],
        },
        repeats=5,
    )
    drawn, converted = times.values()
    own, other = len(draw(_chart(0), "wide")), len(vl_convert.vegalite_to_svg(_vega(_chart(0))))
    faster = Ratio("vl-convert", "drawn", converted / drawn, f"at least {AT_LEAST}")
    smaller = Ratio("bytes of vl-convert, without tooltips", "bytes drawn", other / own, f"at least {SMALLER}")
    show("Drawing charts", times, [faster, smaller])
    assert faster.times >= AT_LEAST
    assert smaller.times >= SMALLER
