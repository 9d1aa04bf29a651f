"""Place an answer's dimensions in stub and heading, which decides their order."""

from sample.statbank.model import Table, Variable
from sample.statbank.selection import Selection

Placed = tuple[tuple[Variable, ...], tuple[Variable, ...]]


def place(table: Table, chosen: list[Variable], selection: Selection) -> Placed:
    """Return stub and heading of the chosen variables. An illegal placement is silently ignored (trap C)."""
    by_code = {variable.code: variable for variable in chosen}
    heading, stub = _asked(table, selection.heading), _asked(table, selection.stub)
    if not _legal(heading, stub, by_code):
        heading, stub = [v.code for v in chosen if v.role in ("metric", "time")], []
    # If only one of them is given, the other gets the remaining variables.
    rest = [code for code in by_code if code not in heading + stub]
    heading, stub = (heading, stub + rest) if heading else (rest, stub)
    return tuple(by_code[each] for each in stub), tuple(by_code[each] for each in heading)


def _legal(heading: list[str], stub: list[str], chosen: dict[str, Variable]) -> bool:
    """Return whether only chosen variables are placed, each once, and all of them if both parts are given."""
    placed = heading + stub
    known = bool(placed) and len(set(placed)) == len(placed) and set(placed) <= chosen.keys()
    return known and (len(placed) == len(chosen) or not (heading and stub))


def _asked(table: Table, names: list[str] | None) -> list[str]:
    found = [(name, table.variable(name)) for name in names or []]
    return [variable.code if variable else name for name, variable in found]
