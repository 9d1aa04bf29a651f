"""1.7: what SSB selects for those who select nothing."""

from typing import Any

import pytest

from sample.statbank.default import default_selection
from sample.statbank.model import Subject, Table, Value, Variable
from sample.statbank.selection import Selection

TEXT = {"no": "", "en": ""}


def table(contents: int, periods: int, *classifications: Variable, **more: Any) -> Table:
    """A table of so many contents and periods, and further variables."""
    metric = Variable("ContentsCode", TEXT, numbered("c", contents), role="metric")
    time = Variable("Tid", TEXT, numbered("20", periods), role="time")
    return Table("00000", TEXT, TEXT, Subject("", TEXT), (*classifications, metric, time), **more)


def variable(code: str, size: int, *, mandatory: bool = True) -> Variable:
    return Variable(code, TEXT, numbered(code, size), elimination=not mandatory)


def numbered(prefix: str, size: int) -> tuple[Value, ...]:
    return tuple(Value(f"{prefix}{number:02d}", TEXT) for number in range(1, size + 1))


def selected(selection: Selection) -> dict[str, int]:
    """How many codes of each variable."""
    return {code: len(asked.codes) for code, asked in selection.variables.items()}


def test_of_two_variables_all_contents_and_13_periods() -> None:
    selection = default_selection(table(3, 20))
    assert selected(selection) == {"ContentsCode": 3, "Tid": 13}
    assert selection.variables["Tid"].codes[-1] == "2020"


@pytest.mark.parametrize(("contents", "heading"), [(5, ["ContentsCode"]), (6, ["Tid"])])
def test_of_two_variables_fewer_than_six_contents_stand_in_the_heading(contents: int, heading: list[str]) -> None:
    assert default_selection(table(contents, 20)).heading == heading


def test_of_three_variables_with_one_contents_all_codes_and_13_periods() -> None:
    selection = default_selection(table(1, 20, variable("A", 30)))
    assert selected(selection) == {"ContentsCode": 1, "A": 30, "Tid": 13}
    assert (selection.stub, selection.heading) == (["A"], ["ContentsCode", "Tid"])


def test_of_three_variables_with_several_contents_all_of_them_in_the_last_period() -> None:
    selection = default_selection(table(4, 20, variable("A", 30)))
    assert selected(selection) == {"Tid": 1, "A": 30, "ContentsCode": 4}
    assert (selection.stub, selection.heading) == (["A"], ["Tid", "ContentsCode"])
    assert selection.variables["Tid"].codes == ["2020"]


def test_of_several_mandatory_ones_the_first_and_the_last_in_full_and_one_code_of_those_between() -> None:
    between = [variable("B", 5), variable("C", 6, mandatory=False)]
    selection = default_selection(table(4, 20, variable("A", 12), *between, variable("D", 30)))
    assert selected(selection) == {"ContentsCode": 1, "Tid": 1, "B": 1, "D": 30, "A": 12}
    assert (selection.stub, selection.heading) == (["D"], ["ContentsCode", "Tid", "B", "A"])


def test_of_one_mandatory_one_that_and_the_last_of_the_others() -> None:
    optional = [variable("A", 5, mandatory=False), variable("C", 6, mandatory=False)]
    assert selected(default_selection(table(1, 2, optional[0], variable("B", 9), optional[1]))) == {
        "ContentsCode": 1,
        "Tid": 1,
        "B": 9,
        "C": 6,
    }


def test_of_none_mandatory_the_first_and_the_last() -> None:
    optional = [variable(code, 5, mandatory=False) for code in "ABC"]
    assert selected(default_selection(table(1, 2, *optional))) == {"ContentsCode": 1, "Tid": 1, "C": 5, "A": 5}


def test_the_larger_stands_in_the_stub_and_13_codes_of_the_smaller_in_the_heading() -> None:
    selection = default_selection(table(1, 2, variable("A", 20), variable("B", 30)))
    assert (selection.stub, len(selection.variables["A"].codes)) == (["B"], 13)


def test_a_selection_the_agency_has_stored_goes_before() -> None:
    stored = {"ContentsCode": ["c01"], "Tid": ["top(1)"]}
    assert selected(default_selection(table(1, 20, variable("A", 30), default=stored))) == {"ContentsCode": 1, "Tid": 1}
