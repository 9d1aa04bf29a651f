"""Compute the cells of a selection."""

from dataclasses import dataclass, replace
from math import prod

from sample.statbank.cells import Cells
from sample.statbank.codelists import with_codelist
from sample.statbank.cube import Cube
from sample.statbank.default import default_selection
from sample.statbank.expressions import expand
from sample.statbank.layout import place
from sample.statbank.model import Table, Value, Variable
from sample.statbank.problems import RefusedError, missing_selection, too_many_cells
from sample.statbank.selection import Selection
from sample.statbank.state import Stored

MAX_CELLS = 800_000


@dataclass(frozen=True)
class Answer:
    """The answer of `/data`: the remaining variables with their selected values, and the cells in that order."""

    table: Table
    stub: tuple[Variable, ...]
    heading: tuple[Variable, ...]
    cells: Cells

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The dimensions in the order of `id`."""
        return self.stub + self.heading


def answer(stored: Stored, selection: Selection) -> Answer:
    """Return SSB's answer to a selection, with SSB's silent traps.

    Raises:
        RefusedError: with SSB's title, for an unknown variable, codelist or value, a missing selection, or too many cells.
    """
    table = stored.table
    asked = default_selection(table) if selection.empty else selection
    chosen = _choose(table, asked)
    if prod(len(variable.values) for variable in chosen) > MAX_CELLS:
        raise too_many_cells()
    stub, heading = place(table, chosen, asked)
    return Answer(table, stub, heading, _cells(stored.cube, table, chosen, stub + heading))


def _choose(table: Table, selection: Selection) -> list[Variable]:
    """Return the variables that have selected codes, in the table's order.

    A variable whose wildcards match nothing is silently eliminated (trap A), unless it is mandatory. A variable with an
    aggregation is always mandatory.
    """
    asked = [(known(table, name), each) for name, each in selection.variables.items()]
    offered = [(with_codelist(variable, each.codelist), each.codes) for variable, each in asked]
    named = {variable.code for variable, _ in offered}
    if any(variable.mandatory for variable in table.variables if variable.code not in named):
        raise missing_selection()
    chosen = {variable.code: _cut(variable, codes) for variable, codes in offered}
    return [chosen[v.code] for v in table.variables if v.code in chosen and chosen[v.code].values]


def known(table: Table, name: str) -> Variable:
    """Return the table's variable of that name.

    Raises:
        RefusedError: the table has no such variable.
    """
    variable = table.variable(name)
    if variable is None:
        raise RefusedError("Non-existent variable")
    return variable


def _cut(variable: Variable, wanted: list[str]) -> Variable:
    codes = set(expand(variable.codes, wanted, is_time=variable.role == "time"))
    if not codes and variable.mandatory:
        raise missing_selection()
    return replace(variable, values=tuple(value for value in variable.values if value.code in codes))


def _cells(cube: Cube, table: Table, chosen: list[Variable], order: tuple[Variable, ...]) -> Cells:
    left, cells = {variable.code: variable for variable in chosen}, cube.cells
    for at, (variable, axis) in enumerate(zip(table.variables, cube.axes, strict=True)):
        values = left[variable.code].values if variable.code in left else _instead(variable)
        cells = cells.take(at, [axis.group(value) for value in values])
    for at in reversed(range(len(table.variables))):
        if table.variables[at].code not in left:
            cells = cells.eliminate(at)
    codes = [variable.code for variable in chosen]
    return cells.arrange([codes.index(variable.code) for variable in order])


def _instead(variable: Variable) -> tuple[Value, ...]:
    """Return the values that an eliminated variable is summed over: its elimination value, or all values."""
    if isinstance(variable.elimination, str):
        stands_for_all = tuple(value for value in variable.values if value.code == variable.elimination)
        return stands_for_all or (Value(variable.elimination, {}),)
    return variable.values
