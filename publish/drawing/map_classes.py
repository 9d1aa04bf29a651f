"""What a map shows of each municipality: a class, a category, a circle, or why there is no figure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from publish.content.chart import Chart
from publish.drawing.words import compact, exact, short_unit, with_suffix
from publish.numbers import MINUS

CLASSES = ("#e6eff7", "#b7d0e6", "#7fabd1", "#3f7fb5", "#0b4a82")
CATEGORIES = ("#08305a", "#2566a3", "#6299c8", "#9cc0df", "#cbddec", "#eef4fa")
"""The first is the darkest, as the most central municipalities are."""
ABSENT = {"none": "Ingen tall", "hidden": "Skjult av kilden", "withheld": "Holdt tilbake (små tall)"}
"""Why there is no figure -> words in the legend."""


@dataclass(frozen=True)
class Row:
    """A row of the legend: what fills its areas, what it is called, and which municipalities it has."""

    fill: str
    words: str
    keys: tuple[str, ...]


def values_of(chart: Chart) -> dict[str, float]:
    """Return code -> value of the municipalities that have one."""
    return {key: value for key, value in zip(chart.keys, chart.series[0].values, strict=True) if value is not None}


def class_rows(chart: Chart) -> list[Row]:
    """Return the classes, from the lowest, with all that have no figure left out."""
    values = {key: _half_up(value, chart.decimals) for key, value in values_of(chart).items()}
    limits = sorted({*chart.limits})
    members = [
        tuple(key for key, value in values.items() if _class(value, limits) == place) for place in range(len(limits))
    ]
    return [
        Row(fill, _range(chart, limits, place, [values[key] for key in keys]), keys)
        for place, (fill, keys) in enumerate(zip(_spread(CLASSES, len(limits)), members, strict=True))
    ]


def category_rows(chart: Chart) -> list[Row]:
    """Return the categories in the order of `value_labels`; a value without a label is in none of them."""
    values, fills = values_of(chart), _spread(CATEGORIES, len(chart.value_labels))
    return [
        Row(fill, words, tuple(key for key, value in values.items() if value == category))
        for fill, (category, words) in zip(fills, chart.value_labels.items(), strict=True)
    ]


def absent_rows(chart: Chart, name: str) -> list[Row]:
    """Return a row for each reason why there is no figure, also if it holds for none. `name` begins the patterns' names."""
    values = values_of(chart)
    missing = [key for key in chart.keys if key not in values]
    return [
        Row(f"url(#{name}-{why})", words, tuple(key for key in missing if reason(chart, key) == why))
        for why, words in ABSENT.items()
    ]


def reason(chart: Chart, key: str) -> str:
    """Return why a municipality has no figure: none, hidden or withheld."""
    why = chart.absent.get(key, "none")
    return why if why in ABSENT else "none"


def tooltip_of(chart: Chart, index: int) -> str:
    """Return a municipality and its figure: 'Heim: 7,4 %', 'Leka: holdt tilbake (små tall)'."""
    value = chart.series[0].values[index]
    if value is None:
        words = ABSENT[reason(chart, chart.keys[index])].lower()
    else:
        words = chart.value_labels.get(value) or exact(chart, chart.series[0], index)
    return f"{chart.categories[index]}: {words}"


def _class(value: float, limits: list[float]) -> int:
    return max(bisect_right(limits, value) - 1, 0)


def _half_up(value: float, decimals: int) -> float:
    """Round as the file does: the limits are rounded there."""
    scale = 10.0**decimals
    return floor(abs(value) * scale + 0.5) / scale * (1 if value >= 0 else -1)


def _range(chart: Chart, limits: list[float], place: int, values: list[float]) -> str:
    """Return '5,0–5,8 %'; the last class ends with its highest value, or has no end if it has no values."""
    lower = min([limits[place], *values])
    if place < len(limits) - 1:
        upper = limits[place + 1] - 10.0**-chart.decimals
    elif values:
        upper = max(values)
    else:
        return f"{_words(chart, lower)} eller mer"
    low, high = compact(lower, chart.decimals), _words(chart, upper)
    if low == compact(upper, chart.decimals):
        return high
    return f"{low} til {high}" if MINUS in low + high else f"{low}–{high}"


def _words(chart: Chart, value: float) -> str:
    return with_suffix(compact(value, chart.decimals), short_unit(chart.suffix))


def _spread(fills: Sequence[str], wanted: int) -> list[str]:
    """Return so many of the fills, as far from each other as they can be; the middle one for a single class."""
    if wanted == 1:
        return [fills[len(fills) // 2]]
    return [fills[round(place * (len(fills) - 1) / (wanted - 1))] for place in range(wanted)]
