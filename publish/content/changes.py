"""What has changed most since the last planning strategy, by rule."""

from itertools import pairwise
from typing import TYPE_CHECKING

from catalogue.findings import Thresholds
from publish.content.noise import noise
from publish.numbers import rounded
from warehouse.read_content import ChangeRow, SeriesRow

if TYPE_CHECKING:
    from publish.content.place import Place

JUMP = 0.25
"""A stock that changes by more than this share in one year may be counted in another way."""


def changed(place: "Place") -> list[ChangeRow]:
    """Return the changes that are worth a sentence, the most unusual first, one of each family."""
    rules = place.base.catalogue.findings
    if rules is None:
        return []
    found: dict[str, ChangeRow] = {}
    for row in place.base.changes.get(place.code, []):
        family = rules.family_of(row.indicator_id)
        if family and family.id not in found and _is_notable(place, row, rules.thresholds):
            found[family.id] = row
    return list(found.values())


def _is_notable(place: "Place", row: ChangeRow, limits: Thresholds) -> bool:
    """Return whether a change is unusual, more than chance, visible, of more than a few people, and no jump.

    Growth is a change already, and a flow varies from year to year: neither gets a sentence.
    """
    figure, definition = (
        place.figures.get(row.indicator_id),
        place.base.catalogue.indicators[row.indicator_id].definition,
    )
    if figure is None or row.pooled_periods or definition.of or definition.kind == "flow":
        return False
    indicator, series = place.base.indicators[row.indicator_id], place.series.get(row.indicator_id, [])
    error = noise(figure, series, indicator)
    is_visible = abs(written_change(row, indicator.decimals)) > 10**-indicator.decimals
    is_unusual = abs(row.unusual or 0) >= limits.robust_distance
    is_enough = error is not None and abs(row.change) >= limits.change_noise * error
    return is_visible and is_unusual and is_enough and _has_persons(series, row, limits) and not _jumps(series, row)


def written_change(row: ChangeRow, decimals: int) -> float:
    """Return the difference between the two figures as they are written, so that a reader can check it."""
    return rounded(row.value, decimals) - rounded(row.value_then, decimals)


def _has_persons(series: list[SeriesRow], row: ChangeRow, limits: Thresholds) -> bool:
    """Return whether the numerator has changed by more than a few, where it is known."""
    counted = [each.numerator for each in series if each.period in (row.period_then, row.period)]
    if len(counted) < 2 or counted[0] is None or counted[1] is None:
        return True
    return abs(counted[1] - counted[0]) >= limits.min_change_persons


def _jumps(series: list[SeriesRow], row: ChangeRow) -> bool:
    values = [each.value for each in series if row.period_then <= each.period <= row.period and each.value]
    return any(abs(now - then) > JUMP * abs(then) for then, now in pairwise(values))
