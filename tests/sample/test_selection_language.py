"""The selection language, expression by expression."""

import pytest

from sample.statbank.expressions import expand
from sample.statbank.problems import RefusedError, ServerFaultError

YEARS = ["2020", "2021", "2022", "2023"]
REGIONS = ["0", "5001", "5055", "K-0301", "F-50"]


@pytest.mark.parametrize(
    ("wanted", "selected"),
    [
        (["*"], YEARS),
        (["top(2)"], ["2022", "2023"]),
        (["TOP(2,1)"], ["2021", "2022"]),
        (["bottom(1)"], ["2020"]),
        (["top(99)"], YEARS),
        (["from(2022)"], ["2022", "2023"]),
        (["to(2021)"], ["2020", "2021"]),
        (["range(2022,2021)"], ["2021", "2022"]),
        (["202?"], YEARS),
        (["2023", "from(2022)", "2020"], ["2020", "2022", "2023"]),
        (["19*"], []),
    ],
)
def test_periods(wanted: list[str], selected: list[str]) -> None:
    assert expand(YEARS, wanted, is_time=True) == selected


@pytest.mark.parametrize(
    ("wanted", "selected"),
    [
        (["top(2)"], ["0", "5001"]),
        (["top(1,1)"], ["5001"]),
        (["bottom(2)"], ["K-0301", "F-50"]),
        (["50*"], ["5001", "5055"]),
        (["*01"], ["5001", "K-0301"]),
        (["*-*"], ["K-0301", "F-50"]),
        (["f-50", "k-0301"], ["K-0301", "F-50"]),
        (["50??"], ["5001", "5055"]),
        (["5?*"], []),
    ],
)
def test_other_variables(wanted: list[str], selected: list[str]) -> None:
    assert expand(REGIONS, wanted, is_time=False) == selected


@pytest.mark.parametrize("wanted", ["top(0)", "top(x)", "2*2", "***", "range(2020)", "from(2020,2021)"])
def test_illegal_expressions(wanted: str) -> None:
    with pytest.raises(RefusedError, match="Illegal selection expression"):
        expand(YEARS, [wanted], is_time=True)


@pytest.mark.parametrize("wanted", ["2027", "from(2027)", "range(2020,2027)"])
def test_unknown_values(wanted: str) -> None:
    with pytest.raises(RefusedError, match="Non-existent value"):
        expand(YEARS, [wanted], is_time=True)


def test_a_literal_code_twice_is_a_server_fault() -> None:
    with pytest.raises(ServerFaultError):
        expand(YEARS, ["2020", "2020"], is_time=True)


def test_a_code_that_looks_like_an_expression_is_taken_literally() -> None:
    assert expand(["a*", "ab"], ["A*"], is_time=False) == ["a*"]
