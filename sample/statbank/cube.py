"""A table's figures as one dense array."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sample.statbank.model import Table, Value, Variable
from sample.statbank.tables import FIGURES, all_tables

Cells = NDArray[np.float64]


@dataclass(frozen=True)
class Cube:
    """Figures over the table's variables in order; NaN where there is none.

    `positions` also knows the codes of the codelists, whose figures are published ones and stored, not summed here.
    """

    positions: tuple[dict[str, int], ...]
    cells: Cells

    def take(self, codes: Sequence[Sequence[str]]) -> Cells:
        """The cells of these codes, one list of them per variable."""
        axes = [[position[code] for code in each] for position, each in zip(self.positions, codes, strict=True)]
        return self.cells[np.ix_(*axes)]


@cache
def cube(table_id: str) -> Cube:
    """The figures of a table, read when they are first asked for."""
    table = all_tables()[table_id]
    positions = tuple(_positions(variable) for variable in table.variables)
    cells = np.full([len(each) for each in positions], np.nan)
    figures = _read(FIGURES / table_id)
    cells[tuple(_axis(figures, v, each) for v, each in zip(table.variables, positions, strict=True))] = _numpy(
        figures["value"].combine_chunks()
    )
    for value in table.variables[0].values:
        _follow(table, positions[0], cells, value)
    return Cube(positions, cells)


def _read(folder: Path) -> pa.Table:
    parquet = folder / "figures.parquet"
    if parquet.exists():
        return pq.ParquetFile(parquet).read()
    names = (folder / "figures.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
    # Codes are text: left to itself the reader takes "0000" for a number.
    types: dict[str, Any] = {name: pa.int64() if name == "value" else pa.string() for name in names}
    return pacsv.read_csv(folder / "figures.csv", convert_options=pacsv.ConvertOptions(column_types=types))


def _positions(variable: Variable) -> dict[str, int]:
    codes = variable.codes + [value.code for codelist in variable.codelists for value in codelist.values]
    return {code: position for position, code in enumerate(codes)}


def _axis(figures: pa.Table, variable: Variable, positions: dict[str, int]) -> NDArray[np.intp]:
    """Where each row stands along one variable; a file without the column holds that variable's only value."""
    if variable.code not in figures.column_names:
        return np.zeros(figures.num_rows, dtype=np.intp)
    column = figures[variable.code].combine_chunks()
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    lookup = np.array([positions[code] for code in coded.dictionary.to_pylist()], dtype=np.intp)
    rows: NDArray[np.intp] = lookup[_numpy(coded.indices)]
    return rows


def _numpy(array: pa.Array) -> NDArray[Any]:
    """The array's numbers; its own `to_numpy` would spend a second on importing pandas."""
    return np.from_dlpack(array)


def _follow(table: Table, positions: dict[str, int], cells: Cells, value: Value) -> None:
    """Fill in a municipality code's own series from the series on current borders (see `Follows`)."""
    if value.follows is None:
        return
    years = np.array([int(period) for period in table.periods])
    own, source = cells[positions[value.code]], cells[positions[value.follows.code]]
    own[..., years < value.follows.zero_before] = 0
    same_borders = years >= value.follows.since
    own[..., same_borders] = source[..., same_borders]
