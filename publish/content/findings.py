"""Findings by rule: where a municipality is unlike the ten that are most alike, by more than chance."""

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from catalogue.findings import Family, Thresholds
from publish.content.noise import noise, over
from publish.content.periods import last_year
from warehouse.read_content import SeriesRow

if TYPE_CHECKING:
    from publish.content.place import Place

NORMAL = 1.4826
"""What the median deviation is multiplied by, to be the standard deviation of a normal distribution."""


@dataclass(frozen=True)
class Finding:
    """An indicator by which a municipality is unlike the ten."""

    indicator_id: str
    family: Family
    sign: int
    """1 if it is higher than the ten, -1 if it is lower."""
    distance: float
    """How far it is from their median, in robust standard deviations."""


def find(place: "Place") -> list[Finding]:
    """Return at most one finding of each family: those of the first weight, then of the second, the most unlike first."""
    rules = place.base.catalogue.findings
    if rules is None:
        return []
    found = [finding for family in rules.families if (finding := _first(place, family, rules.thresholds))]
    return sorted(found, key=lambda each: (each.family.weight, -each.distance))


def told(place: "Place") -> list[Finding]:
    """Return the findings for 'Det viktigste': what is of people first, then the most unlike, and few of each theme."""
    rules = place.base.catalogue.findings
    return _few_of_a_theme(place, place.findings, rules.thresholds) if rules else []


def _few_of_a_theme(place: "Place", found: list[Finding], limits: Thresholds) -> list[Finding]:
    kept: list[Finding] = []
    for finding in found:
        theme = place.base.indicators[finding.indicator_id].theme
        same = sum(place.base.indicators[each.indicator_id].theme == theme for each in kept)
        if same < limits.max_per_theme and len(kept) < limits.max_all:
            kept.append(finding)
    return kept


def _first(place: "Place", family: Family, limits: Thresholds) -> Finding | None:
    """Return the first indicator of the family that is a finding: the family is in order of preference."""
    for name in family.indicators:
        if finding := _finding(place, name, family, limits):
            return finding
    return None


def _finding(place: "Place", name: str, family: Family, limits: Thresholds) -> Finding | None:
    """Return the indicator as a finding; None unless the difference is large, more than chance, visible, new and lasting."""
    figure = place.figures.get(name)
    others = [value for _, value in place.neighbour_values.get(name, [])]
    if figure is None or figure.value is None or figure.pooled_periods or len(others) < limits.min_neighbours:
        return None
    if family.at_most is not None and max(figure.value, median(others)) > family.at_most:
        return None
    indicator, series = place.base.indicators[name], place.series.get(name, [])
    error, middle = noise(figure, series, indicator), median(others)
    if error is None or not _is_new(place, figure.period or "", limits):
        return None
    sign = over(figure.value, middle, error, indicator.decimals, limits.standard_errors)
    spread = max(NORMAL * median(abs(value - middle) for value in others), error)
    distance = abs(figure.value - middle) / spread if spread else 0.0
    if not sign or distance < limits.robust_distance or not _lasts(series, sign, figure.kind, limits):
        return None
    return Finding(name, family, sign, distance)


def _is_new(place: "Place", period: str, limits: Thresholds) -> bool:
    """Return whether a figure is neither too old nor of a year to come: projections are no findings."""
    built = place.base.build.built_at.year
    return built - limits.max_age_years <= last_year(period) <= built


def _lasts(series: list[SeriesRow], sign: int, kind: str | None, limits: Thresholds) -> bool:
    """Return whether the municipality was on the same side of the ten the year before, and a flow the years before that."""
    years = limits.flow_years if kind == "flow" else 2
    sides = [
        (row.value > row.neighbours_value) - (row.value < row.neighbours_value)
        for row in series
        if row.value is not None and row.neighbours_value is not None
    ]
    return len(sides) >= years and all(side == sign for side in sides[-years:])
