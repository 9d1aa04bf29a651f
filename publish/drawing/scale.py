"""From values to pixels: round ticks, scales, places of periods, and labels that keep their distance."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from publish.content.chart import Chart, Role
from publish.drawing.svg import Type
from publish.drawing.words import magnitude, number, with_suffix

TINY = 1e-9
"""Values nearer to each other than this are drawn as equal."""
SPAN = 0.1
"""A scale that does not begin at zero spans at least this share of its highest value, so small changes look small."""


@dataclass(frozen=True)
class Scale:
    """A straight line from values (low to high) to pixels (start to end)."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()

    def __call__(self, value: float) -> float:
        """Return the pixel of a value, kept within the ends."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(max(share, 0), 1) * (self.end - self.start)

    def on(self, start: float, end: float) -> "Scale":
        """Return the same scale on other pixels."""
        return Scale(self.low, self.high, start, end, self.ticks)


def figures(values: Iterable[float | None]) -> list[float]:
    """Return the values that there are."""
    return [value for value in values if value is not None]


def values_of(chart: Chart, role: Role) -> Sequence[float | None]:
    """Return the values of the first series with a role; None for each category if there is none."""
    return next((one.values for one in chart.series if one.role == role), (None,) * len(chart.keys))


def rounded(values: Sequence[float], *, from_zero: bool, count: int = 5) -> Scale:
    """Return a scale whose ends and about `count` ticks are round numbers and hold all values; pixels 0 to 1."""
    low, high = min(values), max(values)
    if from_zero:
        low, high = min(low, 0), max(high, 0)
    short_by = SPAN * max(abs(low), abs(high)) - (high - low)
    if short_by > 0:
        low, high = max(low - short_by / 2, min(low, 0)), high + short_by / 2
    if high - low < TINY:
        high = low + 1
    step = _step((high - low) / count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(i * step, 12) for i in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], 0, 1, ticks)


def _step(rough: float) -> float:
    """Return the smallest of 1, 2, 5 and 10 times a power of ten that is not under the rough step."""
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next((times * power for times in (1, 2, 5) if times * power >= rough * (1 - 1e-9)), 10 * power)


def tick_words(ticks: Sequence[float], *, signed: bool = False) -> list[str]:
    """Return the ticks with as many decimals as their step needs."""
    size, word = magnitude(max(map(abs, ticks)))
    decimals = max(0, min(-math.floor(math.log10((ticks[1] - ticks[0]) / size) + 1e-9), 9))
    return [with_suffix(number(tick / size, decimals, signed=signed), word if tick else "") for tick in ticks]


def places(chart: Chart) -> list[float]:
    """Return where the categories stand on a line of time from 0 to 1: by year, or evenly if the keys are no years."""
    years = [_year(key) for key in chart.keys]
    known = [year for year in years if year is not None]
    rising = len(known) == len(years) and all(a < b for a, b in pairwise(known))
    at = known if rising else [float(index) for index in range(len(years))]
    span = at[-1] - at[0]
    return [(one - at[0]) / span if span else 1.0 for one in at]


def _year(key: str) -> float | None:
    """Return '2026' as 2026, '2026K2' as 2026.25; None if the key does not begin with a year."""
    found = re.match(r"([12]\d{3})(?:[KQ]([1-4]))?", key, re.ASCII)
    return int(found[1]) + (int(found[2] or 1) - 1) / 4 if found else None


def spread(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Return the heights nearest to those wanted that are `gap` apart, from `top` to `bottom` if they fit there."""
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    heights = [0.0] * len(wanted)
    above = top - gap
    for index in order:
        heights[index] = above = max(wanted[index], above + gap)
    below = bottom + gap
    for index in reversed(order):
        heights[index] = below = min(heights[index], below - gap)
    return heights


def centred(labels: Sequence[str], xs: Sequence[float], kind: Type, width: float) -> list[float]:
    """Return the centres of labels that would stand at `xs`, moved so that none leaves a drawing of this width."""
    halves = [min(kind.width(words), width) / 2 for words in labels]
    return [min(max(x, half), width - half) for x, half in zip(xs, halves, strict=True)]


def thinned(labels: Sequence[str], xs: Sequence[float], kind: Type, gap: float = 12) -> list[int]:
    """Return which labels, centred on `xs`, have room. The last comes first, then the first, then equal steps."""
    for step in range(1, len(labels)):
        chosen = list(range(len(labels) - 1, -1, -step))[::-1]
        if apart(labels, xs, chosen, kind, gap):
            return [0, *chosen] if chosen[0] and apart(labels, xs, [0, *chosen], kind, gap) else chosen
    return [len(labels) - 1]


def apart(labels: Sequence[str], xs: Sequence[float], chosen: list[int], kind: Type, gap: float) -> bool:
    """Return whether the chosen labels, centred on `xs`, keep their distance."""
    return all(xs[b] - xs[a] >= (kind.width(labels[a]) + kind.width(labels[b])) / 2 + gap for a, b in pairwise(chosen))
