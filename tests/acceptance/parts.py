"""Group figures, recomputed in pandas from the source tables, to compare with the published file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import duckdb
import pandas as pd

Measure = Callable[[pd.DataFrame], pd.DataFrame]
"""The source's rows -> the rows to count, with their weight in `value`."""

CODELIST = Path(__file__).resolve().parents[2] / "sample" / "figures" / "07459" / "agg_KommSummer.csv"
TODAY = pd.Timestamp("2024-01-01")
KEY = ["group_kind", "group_code", "borders", "period"]


@dataclass(frozen=True)
class Recipe:
    """An indicator's definition in pandas instead of SQL."""

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


def _persons(*levels: str) -> Measure:
    return lambda rows: rows[(rows.contents == "Personer") & rows.nivaa.isin(levels)]


def _of_known_level(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the persons whose level is known, and from 2025 the others too."""
    known = _persons("01", "02a", "11", "03a", "04a")(rows)
    return pd.concat([known, _persons("09a")(rows)[lambda each: each.period.astype(str) >= "2025"]])


def _years_lived(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(value=rows.value * rows.alder_from)


RECIPES = {
    "population": Recipe("ssb_07459", _all),
    "share_80_plus": Recipe("ssb_07459", _aged(80), _all, 100),
    "mean_age": Recipe("ssb_07459", _years_lived, _all),
    "birth_surplus": Recipe("ssb_06913", _of("contents", "Fodselsoverskudd")),
    "households": Recipe("ssb_06944", _of("contents", "AntallHushold")),
    "higher_education_share": Recipe("ssb_09429", _persons("03a", "04a"), _of_known_level, 100),
}


def recomputed(con: duckdb.DuckDBPyConnection, recipe: Recipe) -> pd.DataFrame:
    """Return KEY, value, members, found. The value of county and country is null unless every member has one."""
    each = _municipalities(con, recipe.table, recipe.numerator).rename("above").to_frame()
    each["below"] = _municipalities(con, recipe.table, recipe.denominator) if recipe.denominator else 1.0
    places = members(con, {*each.index.unique("borders"), TODAY})
    published = each.dropna().reset_index()
    both = pd.concat([published, on_todays_borders(published, places)]).merge(places, on=["region", "borders"])
    summed = both.groupby([*KEY, "members"], as_index=False).agg(
        above=("above", "sum"), below=("below", "sum"), found=("region", "count")
    )
    value = recipe.scale * summed.above / summed.below if recipe.denominator else summed.above
    return summed.assign(value=value.where(summed.found == summed.members))


@lru_cache(maxsize=1)
def _rows(con: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    return con.execute(f"select * from source.{table} where length(region) = 4").df()


@cache
def _municipalities(con: duckdb.DuckDBPyConnection, table: str, measure: Measure) -> "pd.Series[float]":
    """Return the sum of each municipality and period; null if one of its cells has no value."""
    rows = measure(_rows(con, table))
    grouped = (
        rows.assign(gone=rows.value.isna())
        .groupby(["region", "borders", "period"])
        .agg(value=("value", "sum"), gone=("gone", "any"))
    )
    return grouped.value.mask(grouped.gone)


def on_todays_borders(each: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return earlier figures summed by SSB's codelist, if all its codes that were in force have one."""
    codelist = pd.read_csv(CODELIST, dtype=str)
    codes = codelist.assign(today=codelist.code.str[2:], region=codelist.value_map.str.split()).explode("region")
    in_force = places[(places.group_kind == "country") & (places.borders < TODAY)][["region", "borders"]]
    parts = codes[["today", "region"]].merge(in_force, on="region")
    parts["parts"] = parts.groupby(["today", "borders"]).region.transform("count")
    summed = (
        each.merge(parts, on=["region", "borders"])
        .groupby(["today", "borders", "period", "parts"], as_index=False, observed=True)
        .agg(above=("above", "sum"), below=("below", "sum"), found=("region", "count"))
    )
    whole = summed[summed.found == summed.parts]
    return whole.rename(columns={"today": "region"})[["region", "period", "above", "below"]].assign(borders=TODAY)


def members(con: duckdb.DuckDBPyConnection, editions: Iterable[pd.Timestamp]) -> pd.DataFrame:
    """Return region, borders, group_kind, group_code, members: the municipalities of each edition with their groups."""
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
