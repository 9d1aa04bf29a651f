"""SSB's default selection, the answer when nothing is selected. A client may mistake it for what it wanted."""

from sample.statbank.model import Table, Variable
from sample.statbank.selection import Asked, Selection

IN_STUB, IN_HEADING, PERIODS = 1500, 13, 13
"""The most codes that PxWebApi's algorithm selects of a variable in the stub, in the heading, and of periods."""

FEW_CONTENTS = 6


def default_selection(table: Table) -> Selection:
    """Return the table's stored default selection, else the selection of PxWebApi's own algorithm."""
    if table.default is not None:
        return Selection({code: Asked(list(codes)) for code, codes in table.default.items()})
    *classifications, contents, time = table.variables
    if not classifications:
        stub, heading = (time, contents) if len(contents.values) < FEW_CONTENTS else (contents, time)
        return _selection([], stub, heading)
    if len(classifications) > 1:
        return _large(classifications, contents, time)
    if len(contents.values) == 1:
        return _selection([contents], classifications[0], time)
    return _selection([time], *_by_size(contents, classifications[0]))


def _large(classifications: list[Variable], contents: Variable, time: Variable) -> Selection:
    """Return the first contents of the last period, two whole variables, and the first code of other mandatory ones."""
    first, last = _two(classifications)
    others = [v for v in classifications if v.mandatory and v not in (first, last)]
    return _selection([contents, time, *others], *_by_size(first, last))


def _two(classifications: list[Variable]) -> tuple[Variable, Variable]:
    mandatory = [v for v in classifications if v.mandatory]
    optional = [v for v in classifications if not v.mandatory]
    if len(mandatory) == 1:
        return mandatory[0], optional[-1]
    ranked = mandatory or optional
    return ranked[0], ranked[-1]


def _by_size(first: Variable, second: Variable) -> tuple[Variable, Variable]:
    """Return stub and heading: the variable with more codes is the stub."""
    return (first, second) if len(first.values) > len(second.values) else (second, first)


def _selection(single: list[Variable], stub: Variable, heading: Variable) -> Selection:
    """Return the selection of one code of each single variable, and of the whole stub and heading."""
    singles = {v.code: _codes(v, 1) for v in single}
    most = PERIODS if stub.role == "time" else IN_STUB
    codes = {**singles, stub.code: _codes(stub, most), heading.code: _codes(heading, IN_HEADING)}
    placed = [v.code for v in (*single, heading)]
    return Selection({code: Asked(each) for code, each in codes.items()}, heading=placed, stub=[stub.code])


def _codes(variable: Variable, most: int) -> list[str]:
    """Return the first codes of a variable, or the last periods."""
    return variable.codes[-most:] if variable.role == "time" else variable.codes[:most]
