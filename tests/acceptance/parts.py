"""Group figures recomputed in pandas from the source tables alone, to set beside those in the published file."""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

Measure = Callable[[pd.DataFrame], pd.DataFrame]
"""The source's rows -> the rows that are counted, their weight in `value`."""

KEY = ["group_kind", "group_code", "borders", "period"]


@dataclass(frozen=True)
class Recipe:
    """An indicator as its title has it, said in pandas instead of in SQL."""

    table: str
    numerator: Measure
    denominator: Measure | None = None
    scale: int = 1


def _all(rows: pd.DataFrame) -> pd.DataFrame:
    return rows


def _of(column: str, *codes: str) -> Measure:
    return lambda rows: rows[rows[column].isin(codes)]


def _aged(lowest: int) -> Measure:
    return lambda rows: rows[rows.alder_from >= lowest]


def _years_lived(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(value=rows.value * rows.alder_from)


RECIPES = {
    "population": Recipe("ssb_07459", _all),
    "share_80_plus": Recipe("ssb_07459", _aged(80), _all, 100),
    "mean_age": Recipe("ssb_07459", _years_lived, _all),
    "birth_surplus": Recipe("ssb_06913", _of("contents", "Fodselsoverskudd")),
    "households": Recipe("ssb_06944", _of("contents", "AntallHushold")),
    "higher_education_share": Recipe("ssb_09429", _of("nivaa", "03a", "04a"), _of("nivaa", "00"), 100),
}


def recomputed(con: duckdb.DuckDBPyConnection, recipe: Recipe) -> pd.DataFrame:
    """KEY, value, members, found: each county's and the country's figure where every member has one, else null."""
    rows = con.execute(f"select * from source.{recipe.table} where length(region) = 4").df()
    each = _municipalities(recipe.numerator(rows)).rename("above").to_frame()
    each["below"] = _municipalities(recipe.denominator(rows)) if recipe.denominator else 1.0
    each = each.dropna().reset_index().merge(members(con, rows.borders.unique()), on=["region", "borders"])
    summed = each.groupby([*KEY, "members"], as_index=False).agg(
        above=("above", "sum"), below=("below", "sum"), found=("region", "count")
    )
    value = recipe.scale * summed.above / summed.below if recipe.denominator else summed.above
    return summed.assign(value=value.where(summed.found == summed.members))


def _municipalities(rows: pd.DataFrame) -> "pd.Series[float]":
    """The sum of each municipality and period; null where one of its cells has no value."""
    grouped = (
        rows.assign(gone=rows.value.isna())
        .groupby(["region", "borders", "period"])
        .agg(value=("value", "sum"), gone=("gone", "any"))
    )
    return grouped.value.mask(grouped.gone)


def members(con: duckdb.DuckDBPyConnection, editions: np.ndarray) -> pd.DataFrame:
    """Region, borders, group_kind, group_code, members: KLASS's municipalities of each edition, in county and country."""
    klass = con.execute("select code as region, valid_from, valid_to from source.klass_131").df()
    frames = []
    for edition in editions:
        valid = klass[(klass.valid_from <= edition) & ~(klass.valid_to <= edition)]
        for kind, code in (("county", valid.region.str[:2]), ("country", "0")):
            frames.append(valid[["region"]].assign(borders=edition, group_kind=kind, group_code=code))
    found: pd.DataFrame = pd.concat(frames)
    counted = found.groupby(["group_kind", "group_code", "borders"]).region.transform("count")
    found["members"] = counted
    return found
