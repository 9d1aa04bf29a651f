"""The numbers of a chart in words: in labels, and in the tooltips that hold every one of them."""

from functools import lru_cache

from publish.content.chart import Chart, Series
from publish.numbers import NBSP, NONE
from publish.numbers import number as written

number = lru_cache(maxsize=10_000)(written)
"""Remembers numbers, because each chart is drawn three times."""
NO_FIGURE = "ingen tall"
SIGNED = ("components", "cohorts")
LONGEST_UNIT = 3
MILLION, BILLION = 1_000_000, 1_000_000_000


def exact(chart: Chart, series: Series, index: int) -> str:
    """Return a value, with its unit if that is short: '5,7 %'; 'ingen tall' if there is none."""
    value = series.values[index]
    if value is None:
        return NO_FIGURE
    if series.role == "size":  # a scatter's sizes are counts, whatever its axes are
        return number(value)
    decimals = chart.category_decimals[index] if chart.category_decimals else chart.decimals
    return with_suffix(number(value, decimals), chart.suffixes[index] if chart.suffixes else short_unit(chart.suffix))


def label(chart: Chart, value: float | None, *, unit: bool = True) -> str:
    """Return a value as it stands beside its mark: signed if it is a change, '5,6 mill.' if long, '%' kept."""
    if value is None:
        return NONE
    number = compact(value, chart.decimals, signed=is_signed(chart))
    return with_suffix(number, short_unit(chart.suffix) if unit else "")


def is_signed(chart: Chart) -> bool:
    """Return whether the chart's numbers are changes, which have a plus."""
    return chart.kind in SIGNED or (chart.kind == "ranges" and is_change(chart))


def short_unit(suffix: str) -> str:
    """Return a unit that stands with each number, such as '%' or 'år'; empty for one that the subtitle says."""
    return suffix if len(suffix) <= LONGEST_UNIT else ""


def is_change(chart: Chart) -> bool:
    """Return whether any value is below zero, so that the values must be changes."""
    return any(value is not None and value < 0 for series in chart.series for value in series.values)


def compact(value: float, decimals: int, *, signed: bool = False) -> str:
    """Return a number, in millions or billions with one decimal if it is long."""
    size, word = magnitude(value)
    return with_suffix(number(value / size, decimals if size == 1 else 1, signed=signed), word)


def magnitude(value: float) -> tuple[float, str]:
    """Return what a number is written in: billions, millions from ten million on, or ones."""
    if abs(value) >= BILLION:
        return BILLION, "mrd."
    return (MILLION, "mill.") if abs(value) >= 10 * MILLION else (1, "")


def with_suffix(text: str, suffix: str) -> str:
    """Return a number and its unit, kept on one line."""
    return f"{text}{NBSP}{suffix}" if suffix else text


def tooltip(chart: Chart, index: int) -> str:
    """Return the category and the values of all series that have one, one a line; in one line if there is one series."""
    category = chart.categories[index]
    if len(chart.series) == 1:
        return f"{category}: {exact(chart, chart.series[0], index)}"
    known = [series for series in chart.series if series.values[index] is not None]
    lines = [f"{series.name}: {exact(chart, series, index)}" for series in known]
    return "\n".join([category, *(lines or [NO_FIGURE])])
