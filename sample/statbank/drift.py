"""SSB's changes to its tables, on request: `with server.statbank.without_code("07459", "Alder", "105+"): ...`.

Every method makes its change at once. The end of the `with` block undoes it; without a block, `clear()` does.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from sample.statbank.model import Contents, Table, Text, Value, Variable
from sample.statbank.state import State, Stored

Undo = AbstractContextManager[None]


class StatBank(State):
    """The tables of one server, and the changes that a test can make."""

    def without_table(self, table_id: str) -> Undo:
        """Retire the table: 404 on `/tables/{id}`, HTTP 400 with a 404 body on `/data`, and not in the listing."""
        return self.change(table_id, lambda _: None)

    def discontinued(self, table_id: str) -> Undo:
        """Discontinue the table: it still answers, but the listing shows it only with `includeDiscontinued`."""
        return self._table(table_id, lambda table: replace(table, discontinued=True))

    def without_code(self, table_id: str, variable: str, code: str) -> Undo:
        """Remove a code from the variable (contents and periods too) and from its codelists."""
        return self._variable(table_id, variable, lambda each: _without_code(each, code))

    def without_codelist(self, table_id: str, variable: str, codelist_id: str) -> Undo:
        """Remove a codelist from the variable."""
        return self._variable(table_id, variable, lambda each: _without_codelist(each, codelist_id))

    def with_variable_renamed(self, table_id: str, variable: str, to: str) -> Undo:
        """Give the dimension another code."""
        return self._variable(table_id, variable, lambda each: replace(each, code=to))

    def with_unit(self, table_id: str, contents: str, unit: Text) -> Undo:
        """Give the contents another unit."""
        return self._contents(table_id, lambda each: replace(each, unit=unit), contents)

    def with_updated(self, table_id: str, updated: str, contents: str | None = None) -> Undo:
        """Set the time (UTC, with a `Z`) when the contents, or all contents, were updated."""
        return self._contents(table_id, lambda each: replace(each, updated=updated), contents)

    def with_figure(self, table_id: str, value: float | None, symbol: str = "", **codes: str) -> Undo:
        """Give the cells of these codes (variable -> code; other variables whole) another figure or symbol.

        `updated` does not change; see `with_updated`.
        """
        return self.change(table_id, lambda stored: _with_figure(stored, value, symbol, codes))

    def before_publication(self, table_id: str, period: str, shown: float | str) -> Undo:
        """Show 0 or `.` for the period, as SSB does from 05:00 to 08:00 on the day of publication."""
        value, symbol = (None, shown) if isinstance(shown, str) else (shown, "")
        return self.with_figure(table_id, value, symbol, Tid=period)

    def _table(self, table_id: str, change: Callable[[Table], Table]) -> Undo:
        return self.change(table_id, lambda stored: replace(stored, table=change(stored.table)))

    def _variable(self, table_id: str, variable: str, change: Callable[[Variable], Variable]) -> Undo:
        def changed(table: Table) -> Table:
            if variable not in [each.code for each in table.variables]:
                raise KeyError(variable)
            return replace(table, variables=tuple(change(v) if v.code == variable else v for v in table.variables))

        return self._table(table_id, changed)

    def _contents(self, table_id: str, change: Callable[[Contents], Contents], contents: str | None) -> Undo:
        def changed(table: Table) -> Table:
            codes = [contents] if contents else table.contents
            return replace(table, contents={**table.contents, **{code: change(table.contents[code]) for code in codes}})

        return self._table(table_id, changed)


def _without_code(variable: Variable, code: str) -> Variable:
    codelists = tuple(replace(each, values=_without(each.values, code)) for each in variable.codelists)
    changed = replace(variable, values=_without(variable.values, code), codelists=codelists)
    if changed == variable:
        raise KeyError(code)
    return changed


def _without(values: tuple[Value, ...], code: str) -> tuple[Value, ...]:
    return tuple(value for value in values if value.code != code)


def _without_codelist(variable: Variable, codelist_id: str) -> Variable:
    left = tuple(each for each in variable.codelists if each.id != codelist_id)
    if len(left) == len(variable.codelists):
        raise KeyError(codelist_id)
    return replace(variable, codelists=left)


def _with_figure(stored: Stored, value: float | None, symbol: str, codes: dict[str, str]) -> Stored:
    axes = {v.code: axis.positions for v, axis in zip(stored.table.variables, stored.cube.axes, strict=True)}
    chosen = {variable: axes[variable][code] for variable, code in codes.items()}
    cells = stored.cube.cells.put([chosen.get(each, slice(None)) for each in axes], value, symbol)
    return replace(stored, altered=replace(stored.cube, cells=cells))
