"""Whether a difference is more than chance: the noise of a figure, and comparisons that are more than it."""

from collections.abc import Mapping
from itertools import pairwise
from math import sqrt
from statistics import pstdev

from catalogue.findings import Thresholds
from publish.content.facts import Known
from publish.content.model import GROUPS
from publish.content.periods import last_year
from warehouse.read import IndicatorInfo
from warehouse.read_content import NewestFigure, SeriesRow

STEPS, FEWEST_STEPS = 5, 3
"""The last yearly changes that show how much a figure varies by itself, and the fewest of them."""


def noise(figure: NewestFigure, series: list[SeriesRow], indicator: IndicatorInfo) -> float | None:
    """Return the larger of the error of a share and the spread of its own yearly changes; None if neither is known."""
    known = [error for error in (_sampling_error(figure, indicator), _own_spread(series)) if error is not None]
    return max(known, default=None)


def _sampling_error(figure: NewestFigure, indicator: IndicatorInfo) -> float | None:
    """Return the standard error of a figure of people: binomial for percent, Poisson for rates and for ratios of two counts."""
    part, whole, scale = figure.numerator, figure.denominator, indicator.unit.scale
    if part is None or not whole or part < 0:
        return None
    share = part / whole
    if scale == 1:
        return share * sqrt(1 / part + 1 / whole) if part and indicator.unit.id == "ratio" else None
    if indicator.unit.id == "percent":
        return sqrt(share * (1 - share) / whole) * scale if share <= 1 else None
    return sqrt(part) / whole * scale


def _own_spread(series: list[SeriesRow]) -> float | None:
    """Return the standard deviation of the last yearly changes; None if there are too few."""
    values = [row.value for row in series if row.value is not None and row.pooled_periods is None][-STEPS - 1 :]
    steps = [now - then for then, now in pairwise(values)]
    return pstdev(steps) if len(steps) >= FEWEST_STEPS else None


def over(value: float, other: float, error: float, decimals: int, errors: float) -> int:
    """Return 1 if the value is higher by more than chance, -1 if it is lower, 0 if they are about the same as shown."""
    if abs(value - other) <= errors * error or round(value, decimals) == round(other, decimals):
        return 0
    return 1 if value > other else -1


def compared(
    figures: Mapping[str, NewestFigure],
    series: Mapping[str, list[SeriesRow]],
    indicators: Mapping[str, IndicatorInfo],
    limits: Thresholds,
    year: int,
) -> dict[str, Known | str]:
    """Return `<indicator>.over_neighbours`, `.over_county` and `.over_country`: 1, 0 or -1, for conditions of sentences.

    Figures that are too old in this year have none: they say little of today.
    """
    facts: dict[str, Known | str] = {}
    for name, figure in figures.items():
        if figure.value is None or figure.pooled_periods or _is_old(figure, year - limits.max_age_years):
            continue
        indicator = indicators[name]
        error = noise(figure, series.get(name, []), indicator)
        for group in GROUPS if error is not None else ():
            if (other := getattr(figure, f"{group}_value")) is not None:
                side = over(figure.value, other, error or 0.0, indicator.decimals, limits.standard_errors)
                facts[f"{name}.over_{group}"] = Known(side, ())
    return facts


def _is_old(figure: NewestFigure, oldest: int) -> bool:
    return figure.period is None or last_year(figure.period) < oldest
