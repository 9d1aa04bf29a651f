"""The cells of a source's table: its loads, one after the other, as an indicator's expressions read them."""

from typing import Any

import numpy as np
import pandas as pd

from catalogue.kinds import Source
from verify.areas import Areas
from verify.spans import span
from verify.stored import Entry, Stored
from verify.tables import BLOCK, READERS

NOTHING = ["missing", "not_applicable", "not_delivered"]
"""The symbols of the cells of a municipality that did not exist."""


def source_cells(stored: Stored, source: Source, loads: list[str], areas: Areas) -> pd.DataFrame:
    """Return the cells that a source's loads make up, in order. A cell without a figure has NaN."""
    rows = pd.DataFrame()
    for load_id in loads:
        load = stored.load(load_id)
        answers = stored.answers(load)
        day = (load.get("beside") or answers[0].fetched_at)[:10]
        came = READERS[source.spec.kind](source.spec, answers, day, areas)
        rows = _replaced(rows, _with_lacking_codes(came, source.spec), load, source.spec)
    for name in set(rows) - {"value"}:
        rows[name] = rows[name].astype("category")
    return _with_bounds(_of_existing(rows, source.spec, areas), source.spec)


def _replaced(rows: pd.DataFrame, came: pd.DataFrame, load: Entry, spec: Any) -> pd.DataFrame:
    """Return the rows with those of a load in place of its regions, its release or its periods; else of all."""
    if load["scope"] is not None:
        came = came[came.region.isin(load["scope"])]
    if rows.empty or set(rows) != set(came):
        return came
    kept = pd.Series(False, rows.index)
    if load["scope"] is not None:
        kept |= ~rows.region.isin(load["scope"])
    if spec.has_releases:
        kept |= ~rows.vintage.isin(came.vintage)
    if spec.only_newest:
        kept |= ~rows.period.isin(came.period)
    return pd.concat([rows[kept], came], ignore_index=True)


def _with_lacking_codes(rows: pd.DataFrame, spec: Any) -> pd.DataFrame:
    """Add an empty cell for each code of the catalogue that the load lacks, so that a sum with it is a gap."""
    for name in spec.own_dimensions:
        there = rows[name.lower()].unique()
        for code in [code for code in spec.codes(name) if code not in there]:
            like = rows[rows[name.lower()] == there[0]].assign(
                **{name.lower(): code, "value": np.nan, "symbol": "not_delivered"}
            )
            rows = pd.concat([rows, like], ignore_index=True)
    return rows


def _with_bounds(rows: pd.DataFrame, spec: Any) -> pd.DataFrame:
    """Add the first and last number of each code, such as 80 and 80, or 105 and none."""
    for name in map(str.lower, spec.numbered):
        codes = rows[name].cat.categories
        firsts = {code: float(code.rstrip("+").split("-")[0]) for code in codes}
        lasts = {code: np.nan if code.endswith("+") else float(code.split("-")[-1]) for code in codes}
        for end, numbers in (("from", firsts), ("to", lasts)):
            rows[f"{name}_{end}"] = rows[name].map(numbers).astype(float).astype("Int16")
    return rows


def _of_existing(rows: pd.DataFrame, spec: Any, areas: Areas) -> pd.DataFrame:
    """Remove the zeros of municipalities that did not exist, where no other rule does.

    They did not if the code was not in force and all cells of the contents and period are zero or empty. Where a source
    recalculates earlier years, a code that came from a merger has true zeros; one that came from a division has none
    before its first figure, nor have the others that came from it.
    """
    days = {each: span(each).start.isoformat() for each in rows.period.cat.categories}
    bare = ((rows.value == 0) | (rows.value.isna() & rows.symbol.isin(NOTHING))).groupby(
        [rows[name] for name in BLOCK], observed=True
    )
    found = bare.all()
    empty = {
        block for block in found[found].index if areas.known(block[0]) and not areas.in_force(block[0], days[block[2]])
    }
    if spec.is_summed or spec.is_recounted or getattr(spec, "releases", None):
        empty = _of_divided(empty, set(found.index), days, areas)
    if not empty:
        return rows
    gone = pd.MultiIndex.from_frame(rows[BLOCK].astype(object)).isin(empty)
    return rows.assign(value=rows.value.mask(gone))


def _of_divided(
    empty: set[tuple[str, str, str]], blocks: set[tuple[str, str, str]], days: dict[str, str], areas: Areas
) -> set[tuple[str, str, str]]:
    """Return the empty blocks of codes that came from a division, before their first figure, and those of their siblings."""
    found: set[tuple[str, str, str]] = set()
    series: dict[tuple[str, str], list[tuple[str, str]]] = {block[:2]: [] for block in empty}
    for code, contents, period in blocks:
        if (code, contents) in series:
            series[code, contents].append((days[period], period))
    for (code, contents), periods in series.items():
        for day, period in sorted(periods):
            if (code, contents, period) not in empty:
                break
            siblings = areas.siblings(code, day)
            found |= {(each, contents, period) for each in {code, *siblings} if siblings}
    return found
