"""Charts as inline SVG, made with Vega-Lite without a browser. Lines differ in dashes and labels, not only colour."""

from typing import Any

import vl_convert
from markupsafe import Markup

from publish.numbers import LOCALE

Series = dict[str, list[tuple[int, float]]]
"""Name of a line -> its (year, value). An empty line is not drawn, but its style is not given to the next line."""

WIDTH, HEIGHT, LABEL = 300, 210, 16
"""The size of the plot without labels, and the smallest distance between two labels, in pixels."""
INK = "#1a1a1a"
Style = tuple[str, list[int]]
STYLES: tuple[Style, ...] = (("#0b3c5d", [1, 0]), ("#a3480b", [7, 3]), (INK, [2, 3]), ("#4f6f3f", [9, 3, 2, 3]))
"""Colour and dashes of the first, second … line; distinguishable in greyscale."""
CONFIG: dict[str, Any] = {
    "font": "Arial, Helvetica, sans-serif",
    "background": None,
    "aria": False,  # the chart has a Norwegian text alternative; Vega's own would be English
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13, "labelColor": INK, "gridColor": "#d9d9d9", "domainColor": "#767676",
        "tickColor": "#767676", "title": None,
    },
    "legend": {"labelFontSize": 13, "labelColor": INK, "orient": "top", "offset": 4, "title": None, "symbolType": "square"},
    "text": {"fontSize": 13, "color": INK},
}  # fmt: skip


def lines(series: Series, end_labels: dict[str, str], *, from_zero: bool) -> Markup:
    """Draw a line for each series, with its label from `end_labels` at its end."""
    styles = dict(zip(series, STYLES, strict=False))
    series = {name: points for name, points in series.items() if points}
    low, high = _domain(series, from_zero=from_zero)
    ends = _spread({name: points[-1][1] for name, points in series.items()}, LABEL * (high - low) / HEIGHT)
    rows = [{"name": name, "x": year, "y": value} for name, points in series.items() for year, value in points]
    years = [year for points in series.values() for year, _ in points]
    labels = [{"x": max(years), "y": ends[name], "name": name, "label": end_labels[name]} for name in series]
    scale = {"domain": [min(years), max(years)], "nice": False}
    axis = {"format": "d", "grid": False, "values": _ticks(min(years), max(years))}
    encoding = {
        "x": {"field": "x", "type": "quantitative", "scale": scale, "axis": axis},
        "y": {
            "field": "y",
            "type": "quantitative",
            "scale": {"domain": [low, high], "nice": False},
            "axis": {"tickCount": 5},
        },
        "color": _by_name(series, styles, 0),
    }
    line = {
        "mark": {"type": "line", "strokeWidth": 2.5},
        "data": {"values": rows},
        "encoding": encoding | {"strokeDash": _by_name(series, styles, 1)},
    }
    text = {
        "mark": {"type": "text", "align": "left", "dx": 8, "fontWeight": "bold"},
        "data": {"values": labels},
        "encoding": encoding | {"text": {"field": "label", "type": "nominal"}},
    }
    return _svg({"width": WIDTH, "height": HEIGHT, "layer": [line, text]})


def paired_bars(rows: list[dict[str, Any]], groups: list[str], periods: list[str]) -> Markup:
    """Draw a bar for each group and period, the earlier period light and the later dark.

    `rows` have the keys group, period, value and label.
    """
    encoding = {
        "y": {
            "field": "group",
            "type": "nominal",
            "sort": groups,
            "axis": {"ticks": False, "domain": False, "labelPadding": 6, "labelLimit": 300},
        },
        "yOffset": {"field": "period", "type": "nominal", "sort": periods},
        "x": {"field": "value", "type": "quantitative", "axis": None},
    }
    colours = {"domain": periods, "range": ["#b8c7d3", "#0b3c5d"][-len(periods) :]}
    fill = {"field": "period", "type": "nominal", "scale": colours}
    bars = {"mark": {"type": "bar", "height": {"band": 0.9}}, "encoding": encoding | {"color": fill}}
    text = {
        "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 11},
        "encoding": encoding | {"text": {"field": "label", "type": "nominal"}},
    }
    return _svg({"width": WIDTH, "height": {"step": 13}, "data": {"values": rows}, "layer": [bars, text]})


def _svg(spec: dict[str, Any]) -> Markup:
    """Return the SVG of a Vega-Lite chart. It can be marked as safe, because vl-convert escapes every text."""
    return Markup(vl_convert.vegalite_to_svg(spec | {"config": CONFIG}, format_locale=LOCALE))  # noqa: S704


def _by_name(series: Series, styles: dict[str, Style], part: int) -> dict[str, Any]:
    scale = {"domain": list(series), "range": [styles[name][part] for name in series]}
    return {"field": "name", "type": "nominal", "scale": scale, "legend": None}


def _domain(series: Series, *, from_zero: bool) -> tuple[float, float]:
    """Return the ends of the vertical axis, at least a tenth of the highest value apart: small changes look small."""
    values = [value for points in series.values() for _, value in points]
    low, high = min(values), max(values)
    if from_zero and low >= 0:
        return 0, high * 1.1 or 1
    margin = max((high - low) * 0.15, (abs(high) * 0.1 - (high - low)) / 2) or 1
    return max(low - margin, 0) if low >= 0 else low - margin, high + margin


def _spread(ends: dict[str, float], gap: float) -> dict[str, float]:
    """Return name -> height of its label, near the end of its line and at least `gap` below the label above."""
    heights: dict[str, float] = {}
    above = float("inf")
    for name, value in sorted(ends.items(), key=lambda end: -end[1]):
        heights[name] = above = min(value, above - gap)
    return heights


def _ticks(first: int, last: int) -> list[int]:
    """Return about six whole years at most, the last year included."""
    step = max(1, -(-(last - first) // 5))
    return list(range(last, first - 1, -step))[::-1]
