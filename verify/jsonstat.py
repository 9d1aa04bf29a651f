"""Decode JSON-stat2: a row for each cell. FHI writes a flag as the value of a cell that has none."""

from math import prod
from typing import Any

import numpy as np
import pandas as pd

SYMBOLS = {".": "not_applicable", "..": "missing", "...": "missing", ":": "confidential"}
FLAGS = SYMBOLS | {"k": "confidential", "-": "not_applicable"}


def cells(dataset: dict[str, Any]) -> pd.DataFrame:
    """Return a column for each dimension, `value` (NaN: none) and `symbol` (not_delivered: neither a value nor a symbol came).

    An empty cell with the symbol '-' is a zero. FHI's flags have another meaning: they stand where the value would be.
    """
    codes = {name: _codes(dataset["dimension"][name]["category"]) for name in dataset["id"]}
    sizes = [len(each) for each in codes.values()]
    size = prod(sizes)
    frame = {}
    for axis, (name, each) in enumerate(codes.items()):
        inner = prod(sizes[axis + 1 :])
        places = np.tile(np.repeat(np.arange(len(each)), inner), size // (inner * len(each)))
        frame[name] = pd.Categorical.from_codes(places, pd.Index(each))
    values, status = _filled(dataset["value"], size), _status(dataset.get("status"), size)
    numbers = np.array([np.nan if value is None or isinstance(value, str) else value for value in values], float)
    zero = np.isnan(numbers) & np.array(
        [value is None and text == "-" for value, text in zip(values, status, strict=True)]
    )
    numbers[zero] = 0.0
    symbols = np.full(size, "published", object)
    for place in np.flatnonzero(np.isnan(numbers)):
        flag = values[place]
        symbols[place] = (
            FLAGS[flag] if flag else SYMBOLS.get(status[place], "missing") if status[place] else "not_delivered"
        )
    return pd.DataFrame(frame).assign(value=numbers, symbol=pd.Categorical(symbols))


def labels(dataset: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return dimension -> code -> text."""
    return {name: dict(dataset["dimension"][name]["category"].get("label", {})) for name in dataset["id"]}


def _codes(category: dict[str, Any]) -> list[str]:
    index = category.get("index", list(category.get("label", {})))
    return index if isinstance(index, list) else sorted(index, key=lambda code: index[code])


def _filled(given: Any, size: int) -> list[Any]:
    return given if isinstance(given, list) else [given.get(str(place)) for place in range(size)]


def _status(given: Any, size: int) -> list[str]:
    if not given:
        return [""] * size
    return [given] * size if isinstance(given, str) else [text or "" for text in _filled(given, size)]
