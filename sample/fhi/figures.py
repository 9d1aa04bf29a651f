"""Read the sample's FHI tables, one folder for each table: `figures/fhi/<bank>/<number>/`.

`table.yaml` has the table's title, the time of its copy, and the names of its dimensions and their codes.
The figures have a column for regions, for periods and for each dimension that has more than one code, `value`, and
`symbol` for FHI's flag. A cell that has no row has no figure and no flag. Regions have KLASS's names, and periods are
named by their years.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import yaml
from numpy.typing import NDArray

from sample.fhi.holdings import REGIONS, TIME, Dimension, Table
from sample.klass.holdings import COUNTIES, MUNICIPALITIES, codes
from sample.statbank.cube import read_figures
from sample.statbank.tables import FIGURES

COUNTRY = "0"
Category = dict[str, Any]
LABELS = {REGIONS: "Geografi", TIME: "År"}


@cache
def own_tables(folder: Path = FIGURES / "fhi") -> dict[tuple[str, int], Table]:
    """Return (bank, number) -> table, for every table in the folder."""
    found = sorted(path.parent for path in folder.glob("*/*/table.yaml"))
    return {(each.parent.name, int(each.name)): _table(each) for each in found}


def _table(folder: Path) -> Table:
    spec = yaml.load((folder / "table.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    figures = read_figures(folder)
    regions, periods = (figures[name].unique().to_pylist() for name in (REGIONS, TIME))
    dimensions = [
        Dimension(REGIONS, LABELS[REGIONS], _regions(regions)),
        Dimension(TIME, LABELS[TIME], _flat((code, _years(code)) for code in sorted(periods))),
        *(Dimension(code, each["label"], _flat(each["values"].items())) for code, each in spec["dimensions"].items()),
    ]
    return Table(spec["title"], spec["publishedAt"], None, dimensions, _values(figures, dimensions))


def _values(figures: pa.Table, dimensions: list[Dimension]) -> "np.ndarray[Any, Any]":
    """Return a figure, a flag or None for each cell."""
    cells = np.empty(figures.num_rows, dtype=object)
    flags = figures["symbol"].to_pylist() if "symbol" in figures.column_names else [None] * len(cells)
    cells[:] = [flag or value for flag, value in zip(flags, figures["value"].to_pylist(), strict=True)]
    values = np.full([len(each.labels) for each in dimensions], None, dtype=object)
    values[tuple(_places(figures, each) for each in dimensions)] = cells
    return values


def _places(figures: pa.Table, dimension: Dimension) -> NDArray[np.intp]:
    """Return the position of each row's code. Without the column, every row has the dimension's only code."""
    if dimension.code not in figures.column_names:
        return np.zeros(figures.num_rows, np.intp)
    place = {code: at for at, code in enumerate(dimension.labels)}
    column = figures[dimension.code].combine_chunks()
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    lookup = np.array([place[code] for code in coded.dictionary.to_pylist()], np.intp)
    places: NDArray[np.intp] = lookup[np.from_dlpack(coded.indices)]
    return places


def _regions(held: list[str]) -> list[Category]:
    """Return the tree of the country, its counties and their municipalities, without those that the file lacks."""
    names = {row.code: row.name for number in (COUNTIES, MUNICIPALITIES) for row in codes(number)} | {
        COUNTRY: "Hele landet"
    }
    nodes: dict[str, Category] = {code: {"value": code, "label": names[code], "children": []} for code in sorted(held)}
    roots: list[Category] = []
    for code, node in nodes.items():
        above = nodes.get(code[:2] if len(code) > len("40") else COUNTRY) if code != COUNTRY else None
        (above["children"] if above else roots).append(node)
    return roots


def _years(code: str) -> str:
    """Return FHI's label of a period: '2024_2024' is 2024, '2022_2024' is 2022-2024; school years are their own label."""
    first, _, last = code.partition("_")
    return first if first == last or not last else f"{first}-{last}"


def _flat(labels: Iterable[tuple[str, str]]) -> list[Category]:
    return [{"value": code, "label": label, "children": []} for code, label in labels]
