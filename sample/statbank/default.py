"""What SSB answers with when nothing is selected: a plausible extract, which a client must not mistake for what it wanted."""

from sample.statbank.model import Table, Variable
from sample.statbank.selection import Asked, Selection

IN_STUB, IN_HEADING, PERIODS = 1500, 13, 13
"""The most codes PxWebApi's algorithm takes of a variable, by where it puts it; of periods wherever."""

FEW_CONTENTS = 6


def default_selection(table: Table) -> Selection:
    """The selection the agency has stored for the table, else that of PxWebApi's own algorithm."""
    if table.default is not None:
        return Selection({code: Asked(list(codes)) for code, codes in table.default.items()})
    *classifications, contents, time = table.variables
    if not classifications:
        one, other = (time, contents) if len(contents.values) < FEW_CONTENTS else (contents, time)
        return _selection([], one, other)
    if len(classifications) > 1:
        return _large(classifications, contents, time)
    if len(contents.values) == 1:
        return _selection([contents], classifications[0], time)
    return _selection([time], *_by_size(contents, classifications[0]))


def _large(classifications: list[Variable], contents: Variable, time: Variable) -> Selection:
    """The first contents of the last period, two variables in full, the first code of what else must be selected."""
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


def _by_size(one: Variable, other: Variable) -> tuple[Variable, Variable]:
    """The one with more codes for the stub, and the other for the heading."""
    return (one, other) if len(one.values) > len(other.values) else (other, one)


def _selection(single: list[Variable], stub: Variable, heading: Variable) -> Selection:
    """One code each of some variables, and two in full, placed."""
    singles = {v.code: _codes(v, 1) for v in single}
    most = PERIODS if stub.role == "time" else IN_STUB
    codes = {**singles, stub.code: _codes(stub, most), heading.code: _codes(heading, IN_HEADING)}
    placed = [v.code for v in (*single, heading)]
    return Selection({code: Asked(each) for code, each in codes.items()}, heading=placed, stub=[stub.code])


def _codes(variable: Variable, most: int) -> list[str]:
    """The first codes; of the periods the last."""
    return variable.codes[-most:] if variable.role == "time" else variable.codes[:most]
