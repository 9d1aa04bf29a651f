"""Withhold or pool the values that rest on small numbers, as the catalogue's `small_numbers.yaml` says."""

import pandas as pd

from catalogue.definition import Indicator
from catalogue.models import SmallNumbers
from verify.spans import span


def without_few(rows: pd.DataFrame, indicator: Indicator, limits: list[SmallNumbers]) -> pd.Series:
    """Return the values: pooled over years, or NaN, where numerator or denominator is below the limit of the unit."""
    words = indicator.definition
    limit = next((each for each in limits if words.unit in each.units), None)
    if limit is None or not rows.denominator.notna().any():
        return rows.value
    least = limit.numerator if words.checks.min >= 0 else float("-inf")
    divided = rows[rows.denominator.notna() & rows.value.notna() & ~rows.broken.astype(bool)]
    few = divided[(divided.denominator < limit.denominator) | (divided.numerator < least)]
    pooled = _pooled(divided, limit.pooled_years).reindex(few.index)
    enough = (pooled.denominator >= limit.denominator) & (pooled.numerator >= least)
    value = rows.value.copy()
    value[few.index] = (words.unit.scale * pooled.numerator / pooled.denominator).where(enough)
    return value


def _pooled(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    """Return numerator and denominator over so many years up to each; NaN if one of the years is missing."""
    of_years = [years > 1 and span(period).grain == "year" for _, period in rows.index]
    both = rows.loc[of_years, ["numerator", "denominator"]]
    total = both
    for back in range(1, years):
        moved = both.reset_index()
        moved["period"] = [str(int(period) + back) for period in moved.period]
        total = total + moved.set_index(["region", "period"])
    return total
