"""A table's figures as dense cells, read from `figures.csv` or `figures.parquet` in the folder of its definition.

The file has a column for each variable (a variable with a single value may be left out), `value`, and `symbol` where SSB
puts symbols. A cell that has no row has no figure and no symbol, unless the table says that zeros are left out.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sample.statbank.cells import SYMBOLS, Cells
from sample.statbank.model import Table, Value, Variable
from sample.statbank.tables import FIGURES, all_tables


@dataclass(frozen=True)
class Axis:
    """Code -> position on a variable's axis: its `own` codes first, then the codes of codelists that have stored figures."""

    positions: dict[str, int]
    own: int

    def group(self, value: Value) -> list[int]:
        """Return the positions of a value: its own, or those of the codes that it sums, without codes that the table lacks."""
        place = self.positions.get(value.code)
        if place is not None and (place >= self.own or len(value.value_map) < 2):
            return [place]
        return [self.positions[code] for code in value.value_map if code in self.positions]


@dataclass(frozen=True)
class Cube:
    """A table's cells, with an axis for each variable in order."""

    axes: tuple[Axis, ...]
    cells: Cells


@cache
def cube(table_id: str, folder: Path = FIGURES) -> Cube:
    """Return the figures of a table in the folder. They are read at the first call."""
    table, figures = all_tables(folder)[table_id], read_figures(folder / table_id)
    columns = [_column(figures, variable) for variable in table.variables]
    axes = tuple(_axis(v, column.dictionary.to_pylist()) for v, column in zip(table.variables, columns, strict=True))
    at = tuple(_places(axis, column) for axis, column in zip(axes, columns, strict=True))
    cells = _empty([len(axis.positions) for axis in axes])
    cells.values[at] = _numpy(_filled(figures["value"], pa.float64(), np.nan))
    if "symbol" in figures.column_names:
        cells.symbols[at] = _symbols(figures["symbol"])
    if table.zeros_left_out:
        _put_zeros(cells.values)
    for value in table.variables[0].values:
        _follow(table, axes[0].positions, cells.values, value)
    return Cube(axes, cells)


def read_figures(folder: Path) -> pa.Table:
    """Return the figures in a table's folder. Every column except `value` is text."""
    parquet = folder / "figures.parquet"
    if parquet.exists():
        return pq.ParquetFile(parquet).read()
    names = (folder / "figures.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
    # Codes are text. By default the reader takes "0000" for a number.
    types: dict[str, Any] = {name: pa.float64() if name == "value" else pa.string() for name in names}
    return pacsv.read_csv(folder / "figures.csv", convert_options=pacsv.ConvertOptions(column_types=types))


def _empty(shape: list[int]) -> Cells:
    return Cells(np.full(shape, np.nan), np.zeros(shape, np.uint8))


def _column(figures: pa.Table, variable: Variable) -> pa.DictionaryArray:
    """Return each row's code. Without the column, every row has the variable's only value."""
    if variable.code not in figures.column_names:
        return pa.array([variable.codes[0]] * figures.num_rows).dictionary_encode()
    column = figures[variable.code].combine_chunks()
    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()


def _axis(variable: Variable, in_file: list[str]) -> Axis:
    offered = {value.code for codelist in variable.codelists for value in codelist.values}
    stored = [code for code in in_file if code in offered.difference(variable.codes)]
    return Axis({code: place for place, code in enumerate(variable.codes + stored)}, len(variable.codes))


def _places(axis: Axis, column: pa.DictionaryArray) -> NDArray[np.intp]:
    lookup = np.array([axis.positions[code] for code in column.dictionary.to_pylist()], dtype=np.intp)
    places: NDArray[np.intp] = lookup[_numpy(column.indices)]
    return places


def _symbols(column: pa.ChunkedArray) -> NDArray[np.uint8]:
    coded = _filled(column, pa.string(), "").dictionary_encode()
    lookup = np.array([SYMBOLS.index(symbol) for symbol in coded.dictionary.to_pylist()], dtype=np.uint8)
    symbols: NDArray[np.uint8] = lookup[_numpy(coded.indices)]
    return symbols


def _filled(column: pa.ChunkedArray, type_: pa.DataType, nothing: object) -> pa.Array:
    return column.combine_chunks().cast(type_).fill_null(nothing)


def _numpy(array: pa.Array) -> NDArray[Any]:
    """Return the array as numpy. Its own `to_numpy` imports pandas, which takes a second."""
    return np.from_dlpack(array)


def _put_zeros(values: NDArray[np.float64]) -> None:
    """Put 0 into each empty cell whose codes all have a figure somewhere in the same period. Periods are the last axis."""
    for period in range(values.shape[-1]):
        known = ~np.isnan(values[..., period])
        axes = range(known.ndim)
        there = [np.flatnonzero(known.any(axis=tuple(each for each in axes if each != axis))) for axis in axes]
        block = np.ix_(*there)
        values[..., period][block] = np.nan_to_num(values[..., period][block])


def _follow(table: Table, positions: dict[str, int], values: NDArray[np.float64], value: Value) -> None:
    """Fill in a municipality code's own series from the series on current borders (see `Follows`)."""
    if value.follows is None:
        return
    years = np.array([int(period) for period in table.periods])
    own, source = values[positions[value.code]], values[positions[value.follows.code]]
    own[..., years < value.follows.zero_before] = 0
    same_borders = years >= value.follows.since
    own[..., same_borders] = source[..., same_borders]
