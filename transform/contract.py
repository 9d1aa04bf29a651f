"""The contract of every table of figures, from every kind of source, checked before anything is summed.

One row for each cell. Key: `region`, the source's own dimensions in lower case, `contents`, `period` (and `vintage` for
releases). Other columns: `<dimension>_from` and `_to` for numbered dimensions, `value`, `symbol`, `borders`, `fetch_id`.
- The key is unique, and no part of it is null.
- `value` is a finite number; it is null if and only if `symbol` says why. `symbol` is in `transform.symbols`.
- `region` is a municipality of KLASS 131, past or present, a county, the country (0) or a KOSTRA group.
- `period` is a period from 1700 to 2200; `contents` is in the catalogue; `borders` is a day.

These checks do not use pandera, because its checks take a sixth of a load's time, most of it for the key.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from catalogue.codes import KOSTRA_GROUP
from catalogue.errors import UnexpectedShape
from catalogue.source_spec import SourceSpec
from transform.municipalities import Municipalities
from transform.periods import read_period
from transform.symbols import SYMBOLS, WITH_FIGURE

LARGEST_COUNT = 50_000_000
"""With at most so many possible keys, they are counted in an array, several times faster than by sorting."""


def check_contract(spec: SourceSpec, frame: pd.DataFrame, municipalities: Municipalities) -> None:
    """Raise UnexpectedShape, with the first wrong row, if a table breaks the contract."""
    if frame.empty:
        raise UnexpectedShape(f"{spec.name} came without a single figure; see the stored answer.")
    _check_columns(spec, frame)
    _check_codes(spec, frame, municipalities)
    _check_values(spec, frame)
    _check_key(spec, frame)


def _check_columns(spec: SourceSpec, frame: pd.DataFrame) -> None:
    wanted = {*_key(spec, frame), *spec.bounds, "value", "symbol", "borders", "fetch_id"}
    if odd := sorted(set(frame.columns) ^ wanted) or sorted(frame.columns[frame.columns.duplicated()]):
        raise UnexpectedShape(f"{spec.name} was read with other columns than its key and figures: {', '.join(odd)}.")
    if frame.value.dtype != np.float64:
        raise UnexpectedShape(f"{spec.name} has figures that are not numbers, but {frame.value.dtype}.")
    for name in sorted({*_key(spec, frame), "borders", "fetch_id"}):
        if frame[name].isna().any() or not all(isinstance(code, str) for code in _codes(frame[name])):
            raise UnexpectedShape(f"{spec.name} has rows without a code in {name}; see the stored answer.")


def _key(spec: SourceSpec, frame: pd.DataFrame) -> list[str]:
    """Return the key without dimensions that the answer lacks: an earlier catalogue's request may have left them out."""
    optional = {name.lower() for name in spec.own_dimensions}
    return [name for name in spec.key if name in frame or name not in optional]


def _check_codes(spec: SourceSpec, frame: pd.DataFrame, municipalities: Municipalities) -> None:
    """Raise UnexpectedShape for a region, period, contents or day that does not exist."""
    for period in _codes(frame.period):
        read_period(period)
    counties = {code[:2] for code in municipalities.known()}
    regions = municipalities.known() | counties | {"0"}
    tests: dict[str, tuple[Callable[[str], object], str]] = {
        "region": (lambda code: code in regions or KOSTRA_GROUP.fullmatch(code), "which is not a region in KLASS"),
        "contents": (lambda code: code in spec.contents, "which the catalogue does not name"),
        "borders": (_is_day, "which is not a day"),
    }
    for name, (is_right, wrong) in tests.items():
        if odd := next((code for code in _codes(frame[name]) if not is_right(code)), None):
            raise UnexpectedShape(f"{spec.name} has '{odd}' in {name}, {wrong}; see the stored answer.")


def _check_values(spec: SourceSpec, frame: pd.DataFrame) -> None:
    if odd := set(_codes(frame.symbol)) - set(SYMBOLS):
        raise UnexpectedShape(f"{spec.name} has the symbol '{min(odd)}', which is not known here.")
    values, symbols = frame.value.to_numpy(), _coded(frame.symbol)
    with_figure = [position for position, code in enumerate(symbols.categories) if code in WITH_FIGURE]
    wrong = (np.isnan(values) == np.isin(symbols.codes, with_figure)) | np.isinf(values) | (symbols.codes < 0)
    if wrong.any():
        first = frame.iloc[int(wrong.argmax())]
        says = f"the value {first.value:g} with the symbol '{first.symbol}' in {_shown(spec, first)}"
        raise UnexpectedShape(
            f"{spec.name} has {says}; a row has a value if and only if its symbol does not say why it is missing."
        )


def _check_key(spec: SourceSpec, frame: pd.DataFrame) -> None:
    columns = [_coded(frame[name]) for name in _key(spec, frame)]
    number, possible = np.zeros(len(frame), np.int64), 1
    for column in columns:
        number, possible = number * len(column.categories) + column.codes, possible * len(column.categories)
    if possible <= LARGEST_COUNT:
        doubled = np.bincount(number)[number] > 1
    else:
        doubled = frame.duplicated(subset=_key(spec, frame), keep=False).to_numpy()
    if doubled.any():
        first = _shown(spec, frame.iloc[int(doubled.argmax())])
        raise UnexpectedShape(
            f"{spec.name} has {int(doubled.sum())} rows whose key occurs more than once, {first} among them; "
            "sums would count them twice. See the stored answer."
        )


def _coded(column: "pd.Series[Any]") -> "pd.Categorical[Any]":
    return column.array if isinstance(column.dtype, pd.CategoricalDtype) else pd.Categorical(column)


def _codes(column: "pd.Series[Any]") -> list[Any]:
    """Return the codes that a column may hold."""
    return list(_coded(column).categories)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _shown(spec: SourceSpec, row: "pd.Series[Any]") -> str:
    """Return the key of a row, such as 'contents Personer1, period 2024, region 5055'."""
    return ", ".join(f"{name} {row[name]}" for name in spec.key if name in row)
