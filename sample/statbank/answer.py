"""From a selection to the cells that answer it."""

from dataclasses import dataclass, replace
from math import prod

import numpy as np

from sample.statbank.cube import Cells, cube
from sample.statbank.default import default_selection
from sample.statbank.expressions import expand
from sample.statbank.model import Table, Value, Variable
from sample.statbank.problems import RefusedError, missing_selection, too_many_cells, unknown_codelist
from sample.statbank.selection import Asked, Selection

MAX_CELLS = 800_000


@dataclass(frozen=True)
class Answer:
    """What `/data` sends: the variables that are left, cut down to the selected values, and their cells in that order."""

    table: Table
    stub: tuple[Variable, ...]
    heading: tuple[Variable, ...]
    cells: Cells

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The dimensions in the order of `id`."""
        return self.stub + self.heading


def answer(table: Table, selection: Selection) -> Answer:
    """Answer as SSB does, silent traps included.

    Raises:
        RefusedError: with SSB's title for unknown variable, codelist or value, missing selection, too many cells.
    """
    asked = default_selection(table) if selection.empty else selection
    chosen = _choose(table, asked)
    if prod(len(variable.values) for variable in chosen) > MAX_CELLS:
        raise too_many_cells()
    stub, heading = _place(table, chosen, asked)
    return Answer(table, stub, heading, _cells(table, chosen, stub + heading))


def _choose(table: Table, selection: Selection) -> list[Variable]:
    """The variables that have codes left. One whose wildcards found nothing is eliminated without a word (trap A)."""
    asked = {_known(table, name).code: each for name, each in selection.variables.items()}
    offered = [
        with_codelist(variable, asked[variable.code].codelist) for variable in table.variables if variable.code in asked
    ]
    if any(v.mandatory and not asked.get(v.code, Asked()).codes for v in table.variables):
        raise missing_selection()
    chosen = [_cut(variable, asked[variable.code].codes) for variable in offered]
    if any(_known(table, v.code).mandatory and not v.values for v in chosen):
        raise missing_selection()
    return [variable for variable in chosen if variable.values]


def _known(table: Table, name: str) -> Variable:
    variable = table.variable(name)
    if variable is None:
        raise RefusedError("Non-existent variable")
    return variable


def with_codelist(variable: Variable, codelist_id: str | None) -> Variable:
    """The variable as it looks with a codelist applied; its own elimination is gone then."""
    if not codelist_id:
        return variable
    codelist = next((each for each in variable.codelists if each.id == codelist_id), None)
    if codelist is None:
        raise unknown_codelist()
    return replace(variable, values=codelist.values, elimination=False)


def _cut(variable: Variable, wanted: list[str]) -> Variable:
    codes = set(expand(variable.codes, wanted, is_time=variable.role == "time"))
    kept: tuple[Value, ...] = tuple(value for value in variable.values if value.code in codes)
    return replace(variable, values=kept)


def _place(
    table: Table, chosen: list[Variable], selection: Selection
) -> tuple[tuple[Variable, ...], tuple[Variable, ...]]:
    """Stub and heading. One of them alone leaves the rest to the other; an illegal one is silently dropped (trap C)."""
    by_code = {variable.code: variable for variable in chosen}
    heading, stub = ([_code(table, each) for each in part or []] for part in (selection.heading, selection.stub))
    placed = heading + stub
    if len(set(placed)) < len(placed) or not by_code.keys() >= set(placed) or not placed:
        heading, stub = [v.code for v in chosen if v.role in ("metric", "time")], []
    rest = [code for code in by_code if code not in heading + stub]
    heading, stub = (heading, stub + rest) if heading else (rest, stub)
    return tuple(by_code[each] for each in stub), tuple(by_code[each] for each in heading)


def _code(table: Table, name: str) -> str:
    variable = table.variable(name)
    return variable.code if variable else name


def _cells(table: Table, chosen: list[Variable], order: tuple[Variable, ...]) -> Cells:
    left = {variable.code: variable for variable in chosen}
    cells = cube(table.id).take([_codes(variable, left) for variable in table.variables])
    gone = tuple(axis for axis, variable in enumerate(table.variables) if variable.code not in left)
    # A sum over cells of which one is absent is absent: a partial sum would be no published figure.
    summed = cells.sum(axis=gone) if gone else cells
    codes = [variable.code for variable in chosen]
    return np.transpose(summed, [codes.index(variable.code) for variable in order])


def _codes(variable: Variable, left: dict[str, Variable]) -> list[str]:
    if variable.code in left:
        return left[variable.code].codes
    return [variable.elimination] if isinstance(variable.elimination, str) else variable.codes
