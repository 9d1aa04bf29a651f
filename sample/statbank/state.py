"""The tables of one server's StatBank: as defined, with the changes since."""

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
    """A table and its figures; `altered` is None if the figures are the folder's, which are read when needed."""

    table: Table
    folder: Path
    altered: Cube | None = None

    @property
    def cube(self) -> Cube:
        """The figures, altered or from the folder."""
        return self.altered or cube(self.table.id, self.folder)


Change = Callable[[Stored], Stored | None]
"""Returns a table after the change; None if it no longer exists."""

Entry = tuple[str, Change]


class State:
    """The tables of one server by id. Servers in the same process do not share changes."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """Read the sample's tables, and those of more folders with the same layout; a later folder wins."""
        self._defined = {
            table_id: Stored(table, folder)
            for folder in (FIGURES, *folders)
            for table_id, table in all_tables(folder).items()
        }
        self._now = self._defined
        self._changes: list[Entry] = []

    @property
    def tables(self) -> dict[str, Table]:
        """The current tables, by id and sorted by it."""
        return {table_id: self._now[table_id].table for table_id in sorted(self._now)}

    def stored(self, table_id: str) -> Stored | None:
        """Return a table with its figures, or None; the id is in any case."""
        return self._now.get(table_id.upper())

    def codelist(self, codelist_id: str) -> tuple[Variable, Codelist] | None:
        """Return a variable and its codelist of that id, or None. If tables differ, the codelist with most codes wins."""
        variables = [variable for stored in self._now.values() for variable in stored.table.variables]
        offered = [(variable, each) for variable in variables for each in variable.codelists if each.id == codelist_id]
        return max(offered, key=lambda pair: sum(len(value.value_map) for value in pair[1].values), default=None)

    def change(self, table_id: str, change: Change) -> AbstractContextManager[None]:
        """Change the table at once, until `clear` or, in a `with` statement, until the block ends.

        Raises:
            KeyError: the table, or the part of it to change, does not exist.
        """
        entry = (table_id, change)
        self._now = _after(self._now, entry)
        self._changes.append(entry)
        return self._undoing(entry)

    def clear(self) -> None:
        """Undo all changes."""
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
