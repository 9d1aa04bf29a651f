"""Turn decoded StatBank answers into observations under `transform.contract`, checked against their requests."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from catalogue.codes import CONTENTS, TIME, bare
from catalogue.errors import UnexpectedShape, expected_shape
from catalogue.labels import codes_by_label, contents_dimension, selected_by_label
from catalogue.statbank import SUMMING, StatbankSource
from transform.existence import mark_not_existing
from transform.jsonstat import Decoded
from transform.municipalities import Municipalities
from transform.periods import kostra_stage, read_period

_NUMBERED = re.compile(r"([0-9]+)(?:-([0-9]+))?(\+?)")


def observations(
    decoded: Decoded, request: dict[str, Any], spec: StatbankSource, municipalities: Municipalities, *, fetched: str
) -> pd.DataFrame:
    """Return one answer as observations, before `settled`: `symbol` is null where neither a value nor a symbol came.

    Raise UnexpectedShape if the answer is not what `request` (the stored one) asked for.
    """
    check_answer(decoded, request)
    decoded = by_name(by_alternative(decoded, spec), spec)
    frame = decoded.cells.rename(columns={spec.region.dimension: "region", CONTENTS: "contents", TIME: "period"})
    frame = frame.rename(columns=str.lower)
    with expected_shape(f"SSB table {spec.table} has one region or one of the contents under two codes"):
        frame["region"] = frame.region.cat.rename_categories(bare)
        frame["contents"] = frame.contents.cat.rename_categories(contents_names(decoded, spec))
    if spec.kostra:
        _mark_unrevised(frame, decoded.updated)
    for dimension in spec.bands:
        _add_bounds(frame, dimension.lower())
    frame["borders"] = _borders(frame, municipalities, spec, fetched if is_summed(request, spec) else None)
    return frame


def by_alternative(decoded: Decoded, spec: StatbankSource) -> Decoded:
    """Return the answer with its alternatives as contents. In some releases they are codes of another dimension."""
    dimension = contents_dimension(spec, decoded.labels)
    if dimension == CONTENTS:
        return decoded
    cells = decoded.cells.drop(columns=CONTENTS).rename(columns={dimension: CONTENTS})
    labels = decoded.labels | {CONTENTS: decoded.labels[dimension]}
    return replace(decoded, cells=cells, labels={name: labels[name] for name in labels if name != dimension})


def by_name(decoded: Decoded, spec: StatbankSource) -> Decoded:
    """Return the answer with the catalogue's names for the codes that it identifies by their texts."""
    cells, labels = decoded.cells, dict(decoded.labels)
    for dimension, codes in selected_by_label(spec, decoded.labels).items():
        names = {code: name for name, found in codes.items() for code in found}
        cells = cells.assign(**{dimension: cells[dimension].cat.rename_categories(names)})
        labels[dimension] = {names.get(code, code): text for code, text in labels[dimension].items()}
    return replace(decoded, cells=cells, labels=labels)


def contents_names(decoded: Decoded, spec: StatbankSource) -> dict[str, str]:
    """Return code -> the catalogue's name, for contents that the catalogue identifies by their texts."""
    return {code: name for name, found in codes_by_label(spec, decoded.labels[CONTENTS]).items() for code in found}


def settled(
    frame: pd.DataFrame, municipalities: Municipalities, *, summed: bool, made_on: date | None = None
) -> pd.DataFrame:
    """Return all observations of a load, with cells that are not figures removed or marked.

    This needs the whole load: a single answer may have only some of a region's figures, or only some of the municipalities
    that a municipality was divided into. `summed`: the municipalities are sums to today's borders. `made_on`: the day whose
    municipalities all periods have, if they do not follow the period.
    """
    frame = without_undelivered(frame)
    return mark_not_existing(frame, municipalities, on_todays_borders=summed, made_on=made_on)


def check_answer(decoded: Decoded, request: dict[str, Any]) -> None:
    """Raise UnexpectedShape unless the answer has the table, dimensions and codes of its request, whatever its status."""
    table = request["path"].split("/")[1]
    if decoded.table != table:
        raise UnexpectedShape(f"SSB was asked for table {table} and answered with {decoded.table}.")
    selection = request["body"]["selection"]
    names = {entry["variableCode"] for entry in selection}
    if odd := sorted(names ^ ({str(name) for name in decoded.cells} - {"value", "symbol"})):
        raise UnexpectedShape(f"SSB table {table} answered with other dimensions than were asked for: {odd[0]}.")
    for entry in selection:
        name, asked = entry["variableCode"], set(entry["valueCodes"])
        came = set(decoded.cells[name].cat.categories)
        if odd := sorted(asked ^ came):
            raise UnexpectedShape(
                f"SSB table {table} answered other codes in {name} than were asked for, {odd[0]} among them."
            )


def without_undelivered(frame: pd.DataFrame) -> pd.DataFrame:
    """Remove blocks (region, contents, period) without any value or symbol; mark other empty cells `not_delivered`.

    So a table that has only some years for some regions gets no rows for the others, and no sum leaves out a cell unnoticed.
    """
    empty = frame.symbol.isna()
    if not empty.any():
        return frame
    block = _blocks(frame, ["region", "contents", "period"])
    delivered = np.bincount(block, weights=~empty)
    frame = frame[delivered[block] > 0].reset_index(drop=True)
    frame["symbol"] = frame.symbol.fillna("not_delivered")
    return frame


def _mark_unrevised(frame: pd.DataFrame, updated: str) -> None:
    """Mark KOSTRA's figures as provisional until SSB has revised them."""
    periods = frame.period.cat.categories
    unrevised = [period for period in periods if kostra_stage(updated, read_period(period).start.year) == "unrevised"]
    frame.loc[frame.period.isin(unrevised) & (frame.symbol == "published"), "symbol"] = "provisional"


def _blocks(frame: pd.DataFrame, columns: list[str]) -> np.ndarray:
    """Return a number for each cell, equal for cells with equal codes in these columns. Counting by it is quick."""
    number = np.zeros(len(frame), np.int64)
    for column in columns:
        number = number * len(frame[column].cat.categories) + frame[column].cat.codes.to_numpy()
    return number


def _add_bounds(frame: pd.DataFrame, dimension: str) -> None:
    """Add columns with the bounds of each code as integers: '080' is 80-80, '105+' is 105 and up (no upper bound)."""
    codes = frame[dimension].cat.categories
    bounds = pd.DataFrame([_bounds(code) for code in codes], columns=["from", "to"], index=codes, dtype="Int16")
    places = frame[dimension].cat.codes.to_numpy()
    for bound in ("from", "to"):
        frame[f"{dimension}_{bound}"] = bounds[bound].array.take(places)


def _bounds(code: str) -> tuple[int, int | None]:
    found = _NUMBERED.fullmatch(code)
    if not found:
        raise UnexpectedShape(f"'{code}' is not a number or a span of numbers, as the catalogue's bands require.")
    first = int(found[1])
    return first, None if found[3] else int(found[2] or first)


def is_summed(request: dict[str, Any], spec: StatbankSource) -> bool:
    """Return whether the regions are sums to today's borders. Most codelists only select some of the table's codes."""
    entries = request["body"]["selection"]
    codelists = [entry.get("codelist") or "" for entry in entries if entry["variableCode"] == spec.region.dimension]
    return any(codelist.startswith(SUMMING) for codelist in codelists)


def _borders(
    frame: pd.DataFrame, municipalities: Municipalities, spec: StatbankSource, summed_on: str | None
) -> pd.Categorical:
    """Return the border edition of each row. Sums are on the borders of the day they were fetched.

    Other figures are on the borders in force when the period began, or a year later if the source's file says so.
    """
    years = 1 if spec.period.borders == "next_year" else 0
    starts = [read_period(period).start for period in frame.period.cat.categories]
    days = [
        date.fromisoformat(summed_on[:10]) if summed_on else start.replace(year=start.year + years) for start in starts
    ]
    editions = [municipalities.edition(day) for day in days]
    dtype = pd.CategoricalDtype(sorted(set(editions)))
    places = np.array([dtype.categories.get_loc(edition) for edition in editions])
    return pd.Categorical.from_codes(places[frame.period.cat.codes.to_numpy()], dtype=dtype)


def together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the parts of a load as one frame. Columns stay categorical, with their codes sorted as text."""
    joined = {}
    for column, dtype in parts[0].dtypes.items():
        arrays = [part[column] for part in parts]
        if isinstance(dtype, pd.CategoricalDtype):
            joined[column] = pd.Series(union_categoricals(arrays, sort_categories=True))
        else:
            joined[column] = pd.concat(arrays, ignore_index=True)
    return pd.DataFrame(joined, copy=False)
