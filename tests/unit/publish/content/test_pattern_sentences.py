"""A pattern is filled in only if its conditions hold and its facts are known, and each number keeps its cells."""

import pytest

from catalogue.chapters import Pattern
from publish.content.facts import Known, computed
from publish.content.model import Cell, Number
from publish.content.sentences import fill, say

CELL = Cell("mart.figure", (("indicator_id", "population"),), "change_5y", -134.0)
FACTS: dict[str, Known | str] = {
    "place": "Heim",
    "change": Known(-134.0, (CELL,)),
    "share": Known(7.35, (CELL,), decimals=1, words="prosent"),
    "zero": Known(0.04, (CELL,), decimals=1),
}


def text(pattern: str) -> str | None:
    sentence = fill(pattern, FACTS)
    return sentence.text if sentence else None


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{place} har", "Heim har"),
        ("{change}", "−134"),
        ("{change:abs} {change:flere|færre}", "134 færre"),
        ("{share}", "7,4\u00a0prosent"),
        ("{share:n}", "7,4"),
        ("{share:+}", "+7,4\u00a0prosent"),
        ("{zero:opp|ned|likt}", "likt"),
        ("{unknown} er ukjent", None),
    ],
)
def test_a_field_is_written_as_its_style_says(pattern: str, expected: str | None) -> None:
    assert text(pattern) == expected


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("change < 0", True),
        ("change > 0", False),
        ("change < share", True),
        ("unknown > 0", False),
        ("place = 0", False),
    ],
)
def test_a_pattern_is_used_if_its_conditions_hold(condition: str, holds: bool) -> None:
    assert (say([Pattern(when=[condition], text="ja")], FACTS) is not None) is holds


def test_the_first_pattern_that_applies_is_used() -> None:
    patterns = [Pattern(text="{unknown}"), Pattern(when=["change > 0"], text="opp"), Pattern(text="ned")]
    sentence = say(patterns, FACTS)
    assert sentence
    assert sentence.text == "ned"


def test_a_number_keeps_its_cells() -> None:
    sentence = fill("{change:abs} færre", FACTS)
    assert sentence
    assert sentence.numbers == (Number("134", (CELL,), is_absolute=True),)


def test_hostile_names_are_text() -> None:
    sentence = fill("{place}", {"place": "<script>{change}</script>"})
    assert sentence
    assert sentence.text == "<script>{change}</script>"  # not filled in again, and escaped by the form


def test_a_change_in_percent_is_computed_from_its_cells() -> None:
    now, then = Cell("t", (), "v", 110.0), Cell("t", (), "v", 100.0)
    assert computed("percent_change", [now], [then]).value == pytest.approx(10)
    assert computed("sum", [now, then]).value == 210
    assert computed("difference", [now], [then]).value == 10
    assert computed("percent_of", [now], [then]).value == pytest.approx(110)
