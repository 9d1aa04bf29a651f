"""Which dimensions an answer has in its stub and which in its heading, and so in which order."""

from sample.statbank.model import Table, Variable
from sample.statbank.selection import Selection

Placed = tuple[tuple[Variable, ...], tuple[Variable, ...]]


def place(table: Table, chosen: list[Variable], selection: Selection) -> Placed:
    """Stub and heading of the chosen variables. What is illegal is dropped without a word (trap C)."""
    by_code = {variable.code: variable for variable in chosen}
    heading, stub = _asked(table, selection.heading), _asked(table, selection.stub)
    if not _legal(heading, stub, by_code):
        heading, stub = [v.code for v in chosen if v.role in ("metric", "time")], []
    # One of the two alone leaves the rest to the other.
    rest = [code for code in by_code if code not in heading + stub]
    heading, stub = (heading, stub + rest) if heading else (rest, stub)
    return tuple(by_code[each] for each in stub), tuple(by_code[each] for each in heading)


def _legal(heading: list[str], stub: list[str], chosen: dict[str, Variable]) -> bool:
    """Only chosen variables, each once; all of them when both parts are given."""
    placed = heading + stub
    known = bool(placed) and len(set(placed)) == len(placed) and set(placed) <= chosen.keys()
    return known and (len(placed) == len(chosen) or not (heading and stub))


def _asked(table: Table, names: list[str] | None) -> list[str]:
    found = [(name, table.variable(name)) for name in names or []]
    return [variable.code if variable else name for name, variable in found]
