"""Read the files in `sample/figures/` independently of the sample's server.

A table's folder has its definition, a file for each long list of codes, and its figures.
"""

from functools import cache
from itertools import product
from math import nan
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

FIGURES = Path(__file__).parents[2] / "sample" / "figures"
TABLES = sorted(path.parent.name for path in FIGURES.glob("*/table.yaml"))

Cell = tuple[float, str]
"""A figure (NaN if missing) and its symbol ('' if missing)."""

NOTHING, ZERO = (nan, ""), (0.0, "")
Series = dict[tuple[str, ...], Cell]
"""A region's cells by the codes of the other dimensions, in the table's order."""


@cache
def definition(table: str) -> dict[str, Any]:
    return dict(yaml.load((FIGURES / table / "table.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def variables(table: str) -> dict[str, Any]:
    return dict(definition(table)["variables"])


def region_of(table: str) -> str:
    return next(name for name, each in variables(table).items() if each.get("role") == "geo")


def axes_of(table: str) -> list[str]:
    """Return the dimensions except the region, in the table's order."""
    return [name for name in variables(table) if name != region_of(table)]


def codelists(table: str) -> list[str]:
    return list(variables(table)[region_of(table)].get("codelists", {}))


@cache
def listed(table: str, name: str) -> pd.DataFrame:
    """Return the file of a variable or codelist, by code. Empty cells are ''."""
    return pd.read_csv(FIGURES / table / f"{name}.csv", dtype=str).fillna("").set_index("code")


def sums(table: str, codelist: str | None) -> bool:
    """Return whether the codelist sums, so that some of its regions are several of the table's. Most only select."""
    maps = listed(table, codelist).get("value_map") if codelist else None
    return maps is not None and bool(maps.str.contains(" ").any())


@cache
def codes_of(table: str, name: str) -> list[str]:
    """Return the codes of a variable or codelist in the table's order."""
    each = variables(table).get(name, {})
    if name == "Tid":
        return list(each.get("codes") or map(str, range(each["first"], each["last"] + 1)))
    if name == "ContentsCode" or "values" in each:
        return list(each.get("values", each))
    return list(listed(table, name).index)


@cache
def stored(table: str) -> dict[str, pd.DataFrame]:
    """Return region -> the figures in the table's file."""
    path = FIGURES / table / "figures.parquet"
    figures = pd.read_parquet(path) if path.exists() else pd.read_csv(path.with_suffix(".csv"), dtype=str)
    for name in set(variables(table)) - set(figures):
        figures[name] = codes_of(table, name)[0]
    symbols = figures["symbol"] if "symbol" in figures else pd.Series("", index=figures.index)
    figures = figures.astype(object)  # quicker to iterate over than categories and pandas' own texts
    figures = figures.assign(value=figures.value.astype(float), symbol=symbols.fillna("").astype(object))
    return {str(region): rows for region, rows in figures.groupby(region_of(table))}


@cache
def series(table: str, region: str) -> Series:
    """Return all figures of a region: those in the file, those of another region that it copies, or sums of several."""
    if region in stored(table):
        return _from_file(table, stored(table)[region])
    files = [listed(table, name) for name in (region_of(table), *codelists(table))]
    about = next(file.loc[region].to_dict() for file in files if region in file.index)
    if about.get("follows"):
        return _following(table, about["follows"], int(about["zero_before"]), int(about["since"]))
    return _summed(table, about.get("value_map", "").split())


def _from_file(table: str, rows: pd.DataFrame) -> Series:
    keys = zip(*(rows[name] for name in axes_of(table)), strict=True)
    return _zeros(table, set(rows.Tid)) | dict(zip(keys, zip(rows.value, rows.symbol, strict=True), strict=True))


def _zeros(table: str, periods: set[str]) -> Series:
    """Return a zero for each code with figures in one of the periods, if the table's file leaves zeros out."""
    if not definition(table).get("zeros_left_out"):
        return {}
    return dict.fromkeys((key for key in _keys(table) if key[-1] in periods), ZERO)


@cache
def _keys(table: str) -> set[tuple[str, ...]]:
    """Return the combinations of codes of the other dimensions that are in the file."""
    return {
        key for rows in stored(table).values() for key in zip(*(rows[name] for name in axes_of(table)), strict=True)
    }


def _following(table: str, code: str, zero_before: int, since: int) -> Series:
    """Return zeros before the code began, and the figures of the region with the same borders from then on."""
    axes = {name: codes_of(table, name) for name in axes_of(table)}
    axes["Tid"], year = [code for code in axes["Tid"] if int(code) < zero_before], list(axes).index("Tid")
    since_then = {key: of for key, of in series(table, code).items() if int(key[year]) >= since}
    return dict.fromkeys(product(*axes.values()), ZERO) | since_then


def _summed(table: str, members: list[str]) -> Series:
    """Return no figure if one of the members has none, with the symbol that they share (`..` if they differ)."""
    parts = [series(table, member) for member in members if member in codes_of(table, region_of(table))]
    return {key: _sum([part.get(key, NOTHING) for part in parts]) for key in {key for part in parts for key in part}}


def _sum(cells: list[Cell]) -> Cell:
    symbols = {symbol for _, symbol in cells} - {""}
    return sum(value for value, _ in cells), ".." if len(symbols) > 1 else "".join(symbols)
