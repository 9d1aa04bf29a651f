"""What SSB answers with when nothing is selected."""

from sample.statbank.model import Table, Variable
from sample.statbank.selection import Asked, Selection

ALL = ["*"]
RECENT_PERIODS = ["top(13)"]
LAST_PERIOD = ["top(1)"]


def default_selection(table: Table) -> Selection:
    """PxWebApi's own algorithm: a plausible extract, which a client must not mistake for what it wanted."""
    *classifications, contents, time = table.variables
    codes = {contents.code: ALL, time.code: RECENT_PERIODS, **{v.code: ALL for v in classifications}}
    if len(classifications) == 1 and len(contents.values) > 1:
        codes[time.code] = LAST_PERIOD
    if len(classifications) > 1:
        codes = _large(classifications, contents, time)
    return Selection({code: Asked(list(each)) for code, each in codes.items()})


def _large(classifications: list[Variable], contents: Variable, time: Variable) -> dict[str, list[str]]:
    """The first contents of the last period, two variables in full, the first code of what else must be selected."""
    full = _two(classifications)
    firsts = {v.code: [v.codes[0]] for v in classifications if v.mandatory and v not in full}
    return {contents.code: [contents.codes[0]], time.code: LAST_PERIOD, **firsts, **{v.code: ALL for v in full}}


def _two(classifications: list[Variable]) -> list[Variable]:
    mandatory = [v for v in classifications if v.mandatory]
    optional = [v for v in classifications if not v.mandatory]
    if len(mandatory) == 1 and optional:
        return [mandatory[0], optional[-1]]
    ranked = mandatory if len(mandatory) > 1 else optional
    return [ranked[0], ranked[-1]]
