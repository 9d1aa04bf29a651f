"""Expands a JSON-stat2 dataset to one row for each cell, with codes instead of labels.

The cells are expanded with numpy: pyjstat takes about a hundred times as long as reading the JSON (tests/benchmarks), and
drops the symbols.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from catalogue.errors import expected_shape
from extract.answer import read_json
from transform.symbols import Figures

# The forms that DuckDB reads, too.
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:]{8}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})?)?")


@dataclass(frozen=True)
class Decoded:
    """One answer: table, update time, cells (a categorical column for each dimension, `value`, `symbol`), and labels.

    `symbol` is null if the source sent neither a value nor a symbol. `notices` are sentences about unusual content.
    """

    table: str
    updated: str
    cells: pd.DataFrame
    labels: dict[str, dict[str, str]]
    notices: list[str]


def decode(body: bytes) -> Decoded:
    """Read a JSON-stat2 answer. Raise UnexpectedShape if its parts do not fit together."""
    with expected_shape("An answer from the StatBank is not a whole JSON-stat2 dataset"):
        content = read_json(body)
        return expand(content, content["extension"]["px"]["tableid"])


def expand(content: dict[str, Any], table: str) -> Decoded:
    """Expand a JSON-stat2 dataset. Raise KeyError, TypeError or ValueError if its parts do not fit together.

    Raise UnexpectedShape if a cell has both a figure and a symbol that says there is no figure.
    """
    codes = {name: _codes(content["dimension"][name], size) for name, size in _shape(content)}
    cells = pd.DataFrame(_columns(codes), copy=False)
    figures = Figures(by_position(content["value"], len(cells)), codes, table)
    for text, positions in _statuses(content.get("status") or {}, len(cells)).items():
        figures.mark(text, positions)
    cells["value"], cells["symbol"] = figures.values, figures.symbol
    labels = {name: dict(content["dimension"][name]["category"].get("label", {})) for name in codes}
    return Decoded(str(table), _moment(content["updated"]), cells, labels, figures.notices)


def _moment(text: str) -> str:
    """Return the update time; empty if the source gives none. Raise TypeError or ValueError for anything else."""
    if not text:
        return "" + text
    moment = datetime.fromisoformat(text)
    return text if _MOMENT.fullmatch(text) else moment.isoformat(timespec="microseconds")


def _shape(dataset: dict[str, Any]) -> list[tuple[str, int]]:
    return list(zip(dataset["id"], dataset["size"], strict=True))


def by_position(given: Any, cells: int) -> list[Any]:
    """Return a list of all cells, from a list or from an object position -> content; JSON-stat allows both.

    Raise ValueError if it does not fit so many cells, TypeError if it is anything else.
    """
    if isinstance(given, list):
        if len(given) != cells:
            raise ValueError(f"{len(given)} values do not fill {cells} cells")
        return given
    if not isinstance(given, dict):
        raise TypeError(f"{given!r:.40} is neither a list nor an object")
    filled: list[Any] = [None] * cells
    for position, each in zip(_positions(given, cells), given.values(), strict=True):
        filled[position] = each
    return filled


def _positions(given: dict[str, Any], cells: int) -> list[int]:
    """Return the keys of an object as positions of cells. Raise ValueError for a key that is not a position."""
    positions = [int(key) for key in given]
    if list(map(str, positions)) != list(given) or not all(0 <= position < cells for position in positions):
        raise ValueError(f"positions that are not among {cells} cells")
    return positions


def _statuses(status: Any, cells: int) -> dict[str, np.ndarray]:
    """Return status -> positions of the cells that have it; a single text is the status of all cells."""
    if isinstance(status, dict):
        positions, texts = np.array(_positions(status, cells), np.int64), list(status.values())
    else:
        texts = [status] * cells if isinstance(status, str) else by_position(status, cells)
        positions = np.arange(cells)
    column = np.array(texts, dtype=object)
    return {text: positions[column == text] for text in dict.fromkeys(texts) if text}


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
