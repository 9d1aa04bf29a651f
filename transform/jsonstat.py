"""Expands a JSON-stat2 dataset to one row for each cell, with codes instead of labels.

pyjstat reads the dataset. The cells are expanded here with numpy, because pyjstat's own expansion takes about a hundred
times as long as reading the JSON, and drops the symbols.
"""

from collections import OrderedDict
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import orjson
import pandas as pd
from pyjstat import pyjstat

from catalogue.errors import expected_shape

SYMBOLS = ["published", "missing", "not_applicable", "confidential", "not_existing", "provisional", "derived"]
"""Every symbol a figure can bear in Grunnlag; the source itself uses the first four and `provisional`."""

SSB_SYMBOLS = {".": "not_applicable", "..": "missing", "...": "missing", ":": "confidential", "*": "provisional"}
_ZERO = "-"
"""In tables older than 2021 a null with '-' is a true zero."""


@dataclass(frozen=True)
class Decoded:
    """One answer: table, update time, cells (a categorical column for each dimension, `value`, `symbol`), and labels.

    `symbol` is null where the source sent neither a value nor a symbol.
    """

    table: str
    updated: str
    cells: pd.DataFrame
    labels: dict[str, dict[str, str]]


def decode(body: bytes) -> Decoded:
    """Read one JSON-stat2 answer. Raises UnexpectedShape when its parts do not fit together."""
    with expected_shape("An answer from the StatBank is not a whole JSON-stat2 dataset"):
        content = orjson.loads(body)
        return expand(content, content["extension"]["px"]["tableid"])


def expand(content: dict[str, Any], table: str) -> Decoded:
    """The cells of a JSON-stat2 dataset. Raises KeyError, TypeError or ValueError when its parts do not fit together."""
    dataset = pyjstat.Dataset.read(OrderedDict(content))
    codes = {name: _codes(dataset["dimension"][name], size) for name, size in _shape(dataset)}
    cells = pd.DataFrame(_columns(codes), copy=False)
    cells["value"], cells["symbol"] = _figures(dataset, len(cells))
    labels = {name: dict(dataset["dimension"][name]["category"].get("label", {})) for name in codes}
    return Decoded(str(table), str(dataset["updated"]), cells, labels)


def _shape(dataset: dict[str, Any]) -> list[tuple[str, int]]:
    names, sizes = dataset["id"], dataset["size"]
    if prod(sizes) != len(dataset["value"]) or len(names) != len(sizes):
        raise ValueError(f"{len(dataset['value'])} values do not fill {' x '.join(map(str, sizes))}")
    return list(zip(names, sizes, strict=True))


def _codes(dimension: dict[str, Any], size: int) -> list[str]:
    """Return the dimension's codes in the order of the cells; the index may be a list or an object code -> position."""
    category = dimension["category"]
    index = category.get("index", category.get("label", {}))
    codes = list(index) if isinstance(index, list) or "index" not in category else sorted(index, key=index.__getitem__)
    if len(codes) != size or (
        isinstance(index, dict) and "index" in category and set(index.values()) != set(range(size))
    ):
        raise ValueError(f"{len(codes)} codes for a dimension of {size}")
    return codes


def _columns(codes: dict[str, list[str]]) -> "dict[str, pd.Categorical[Any]]":
    """Return dimension -> categorical with its code for each cell, in row-major order."""
    sizes = [len(categories) for categories in codes.values()]
    columns = {}
    for own_axis, (name, categories) in enumerate(codes.items()):
        shape = [len(categories) if axis == own_axis else 1 for axis in range(len(sizes))]
        positions = np.arange(len(categories), dtype=_smallest(len(categories))).reshape(shape)
        cells = np.broadcast_to(positions, sizes).ravel()
        columns[name] = pd.Categorical.from_codes(cells, dtype=pd.CategoricalDtype(categories), validate=False)
    return columns


def _smallest(codes: int) -> np.dtype[Any]:
    """Return the type in which pandas stores so many codes; it would copy codes of any other type."""
    return np.min_scalar_type(-codes - 1)


def _figures(dataset: dict[str, Any], cells: int) -> "tuple[np.ndarray, pd.Categorical[Any]]":
    """Values as floats with NaN for null, and the symbol of each cell."""
    values = np.fromiter(dataset["value"], np.float64, cells)
    symbols = -np.isnan(values).astype(np.int8)
    status = dataset.get("status", {})
    places = np.fromiter(map(int, status), np.int64, len(status))
    if len(places) and not 0 <= places.min() <= places.max() < cells:
        raise ValueError(f"status of cells {places.min()} to {places.max()} of {cells}")
    texts = np.array(list(status.values()), dtype=object)
    for text in set(status.values()):
        _mark(text, places[texts == text], values, symbols)
    return values, pd.Categorical.from_codes(symbols, dtype=pd.CategoricalDtype(SYMBOLS), validate=False)


def _mark(text: str, places: np.ndarray, values: np.ndarray, symbols: np.ndarray) -> None:
    """Give these cells, which bear the source's symbol `text`, their symbol here; without a value it is never lost."""
    empty = places[np.isnan(values[places])]
    if text == _ZERO:
        values[empty], symbols[empty] = 0.0, 0
    elif text in SSB_SYMBOLS:
        symbols[places] = SYMBOLS.index(SSB_SYMBOLS[text])
    else:
        symbols[empty] = SYMBOLS.index("missing")
