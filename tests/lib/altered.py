"""A source that changes between two fetches: the sample's own figures, altered in this process and put back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from sample.statbank.cube import cube
from sample.statbank.model import Contents
from sample.statbank.tables import all_tables

TOMORROW = "2099-01-01T07:00:00Z"


class Altered:
    """One table of the sample; what is done to it shows in the next answer."""

    def __init__(self, table_id: str) -> None:
        self._table = all_tables()[table_id]
        self._cube = cube(table_id)
        assert isinstance(self._table.contents, dict)
        self._contents: dict[str, Contents] = self._table.contents
        self._before = self._cube.cells.copy(), dict(self._contents)

    def put(self, value: float | None, **codes: str) -> None:
        """Give the cells of these codes (dimension -> code; every other dimension whole) another figure, or none."""
        places = [
            position[codes[variable.code]] if variable.code in codes else slice(None)
            for variable, position in zip(self._table.variables, self._cube.positions, strict=True)
        ]
        self._cube.cells[tuple(places)] = np.nan if value is None else value

    def announce(self, updated: str = TOMORROW) -> None:
        """Let the listing and the answers say that the table is new."""
        for code, contents in self._contents.items():
            self._contents[code] = replace(contents, updated=updated)

    def restore(self) -> None:
        """As it was."""
        cells, contents = self._before
        self._cube.cells[...] = cells
        self._contents.update(contents)


@contextmanager
def altered(table_id: str) -> Iterator[Altered]:
    """The table, to be altered for as long as the block lasts."""
    table = Altered(table_id)
    try:
        yield table
    finally:
        table.restore()
