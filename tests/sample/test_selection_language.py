"""1.5: the selection language, expression by expression, in a list of codes (server's own source and live answers)."""

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
        (["bottom(2,1)"], ["2021", "2022"]),
        (["top(2)", "bottom(1)"], ["2020", "2022", "2023"]),
        (["top(1,9)"], []),
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


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param("top(0)", id="a count below one"),
        pytest.param("top(01)", id="a leading zero"),
        pytest.param("top(x)", id="no number"),
        pytest.param("top(3, 2)", id="a space"),
        pytest.param("bottom()", id="nothing"),
        pytest.param("2*2", id="a star inside"),
        pytest.param("2*2*", id="two stars, one of them inside"),
        pytest.param("***", id="three stars"),
        pytest.param("range(2020)", id="one bound"),
        pytest.param("range(2020,2021,2022)", id="three bounds"),
        pytest.param("from(2020,2021)", id="two bounds"),
    ],
)
def test_illegal_expressions(wanted: str) -> None:
    with pytest.raises(RefusedError, match="Illegal selection expression"):
        expand(YEARS, [wanted], is_time=True)


@pytest.mark.parametrize("wanted", ["2027", "from(2027)", "to(2027)", "range(2020,2027)", "range(2020, 2021)", ""])
def test_unknown_values(wanted: str) -> None:
    with pytest.raises(RefusedError, match="Non-existent value"):
        expand(YEARS, [wanted], is_time=True)


@pytest.mark.parametrize(
    ("codes", "wanted"), [(YEARS, ["2020", "2020"]), (YEARS, ["2020", "*", "2020"]), (REGIONS, ["f-50", "F-50"])]
)
def test_a_literal_code_twice_is_a_server_fault(codes: list[str], wanted: list[str]) -> None:
    with pytest.raises(ServerFaultError):
        expand(codes, wanted, is_time=False)


@pytest.mark.parametrize("wanted", [["2023", "top(1)"], ["top(1)", "2023"], ["top(2)", "from(2022)", "*"]])
def test_a_code_that_an_expression_gives_again_is_there_once(wanted: list[str]) -> None:
    assert expand(YEARS, wanted, is_time=True)[-1:] == ["2023"]
    assert len(set(expand(YEARS, wanted, is_time=True))) == len(expand(YEARS, wanted, is_time=True))


@pytest.mark.parametrize(
    ("wanted", "selected"),
    [
        (["A*"], ["a*"]),
        (["a?"], ["a?"]),
        (["TOP(1)"], ["top(1)"]),
        (["b?"], ["bc"]),
        (["*,*"], ["c,d"]),
        (["?,?"], ["c,d"]),
    ],
)
def test_a_code_that_looks_like_an_expression_is_taken_literally(wanted: list[str], selected: list[str]) -> None:
    assert expand(["ab", "a*", "a?", "top(1)", "bc", "c,d"], wanted, is_time=False) == selected


def test_bounds_follow_the_metadata_and_not_the_alphabet() -> None:
    codes = ["F-50", "0", "5001"]
    assert expand(codes, ["range(5001,f-50)"], is_time=False) == codes
    assert expand(codes, ["from(0)"], is_time=False) == ["0", "5001"]


def test_where_a_question_mark_stands_a_star_is_a_character_like_any_other() -> None:
    assert expand(["5*1", "501", "5001"], ["5??"], is_time=False) == ["5*1", "501"]
    assert expand(["5*1", "501", "5001"], ["?*1"], is_time=False) == ["5*1"]
