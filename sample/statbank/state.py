"""What one server's StatBank holds now: its tables as defined, and what has been changed in them since."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from sample.statbank.cube import Cube, cube
from sample.statbank.model import Codelist, Table, Variable
from sample.statbank.tables import FIGURES, all_tables


@dataclass(frozen=True)
class Stored:
    """A table and its figures; None for those that are as in its folder, which are read when they are asked for."""

    table: Table
    folder: Path
    altered: Cube | None = None

    @property
    def cube(self) -> Cube:
        """The figures."""
        return self.altered or cube(self.table.id, self.folder)


Change = Callable[[Stored], Stored | None]
"""What happens to a table; None when it is no more."""

Entry = tuple[str, Change]


class State:
    """The tables of one server by id. Two servers in one process share none of their changes."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """Take the sample's tables, and those of further folders of the same form; a later one wins."""
        self._defined = {
            table_id: Stored(table, folder)
            for folder in (FIGURES, *folders)
            for table_id, table in all_tables(folder).items()
        }
        self._now = self._defined
        self._changes: list[Entry] = []

    @property
    def tables(self) -> dict[str, Table]:
        """The tables there are now, by id and in its order."""
        return {table_id: self._now[table_id].table for table_id in sorted(self._now)}

    def stored(self, table_id: str) -> Stored | None:
        """A table with its figures; its id in any case."""
        return self._now.get(table_id.upper())

    def codelist(self, codelist_id: str) -> tuple[Variable, Codelist] | None:
        """The codelist of that id, and a variable that offers it. Where tables differ, the one that maps most codes."""
        variables = [variable for stored in self._now.values() for variable in stored.table.variables]
        offered = [(variable, each) for variable in variables for each in variable.codelists if each.id == codelist_id]
        return max(offered, key=lambda pair: sum(len(value.value_map) for value in pair[1].values), default=None)

    def change(self, table_id: str, change: Change) -> AbstractContextManager[None]:
        """Let it happen to the table, at once and until `clear` or, used in a `with`, until the block ends.

        Raises:
            KeyError: there is no such table now, or what is to be changed in it.
        """
        entry = (table_id, change)
        self._now = _after(self._now, entry)
        self._changes.append(entry)
        return self._undoing(entry)

    def clear(self) -> None:
        """Everything as it was defined."""
        self._changes, self._now = [], self._defined

    @contextmanager
    def _undoing(self, entry: Entry) -> Iterator[None]:
        try:
            yield
        finally:
            self._changes = [each for each in self._changes if each is not entry]
            self._now = reduce(_after, self._changes, self._defined)


def _after(tables: dict[str, Stored], entry: Entry) -> dict[str, Stored]:
    table_id, change = entry
    changed = change(tables[table_id])
    others = {each: stored for each, stored in tables.items() if each != table_id}
    return {**others, table_id: changed} if changed else others
