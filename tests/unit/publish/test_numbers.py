from datetime import UTC, datetime

import pytest

from publish.numbers import alphabetical, amount, change, day, number
from tests.lib.spec import UNITS


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234.5, 1, "1\u00a0234,5"),
        (5627400, 0, "5\u00a0627\u00a0400"),
        (46.5, 0, "47"),
        (-0.5, 0, "−1"),
        (-0.96, 1, "−1,0"),
        (-0.04, 1, "0,0"),
        (0, 0, "0"),
        (2.675, 2, "2,68"),  # a half is rounded up, as it is written
        (1e15, 0, "1\u00a0000\u00a0000\u00a0000\u00a0000\u00a0000"),
    ],
)
def test_numbers_have_decimal_comma_no_break_space_and_a_true_minus(value: float, decimals: int, written: str) -> None:
    assert number(value, decimals) == written


def test_units_that_are_short_stand_after_the_figure() -> None:
    assert amount(7.358, UNITS["percent"], 1) == "7,4\u00a0%"
    assert amount(646300, UNITS["kroner"], 0) == "646\u00a0300\u00a0kr"
    assert amount(6075, UNITS["persons"], 0) == "6\u00a0075"
    assert amount(None, UNITS["percent"], 1) == "–"


def test_a_change_in_percent_is_in_percentage_points_and_signed() -> None:
    assert change(1.046, UNITS["percent"], 1) == "+1,0\u00a0pp."
    assert change(-36, UNITS["persons"], 0) == "−36"
    assert change(1500, UNITS["kroner"], 0) == "+1\u00a0500\u00a0kr"
    assert change(0.001, UNITS["percent"], 1) == "0,0\u00a0pp."


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 2, 20, 23, 30, tzinfo=UTC), "21.\u00a0februar 2026"),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), "1.\u00a0juli 2026"),
        (datetime(2026, 2, 20, 22, 30, tzinfo=UTC), "20.\u00a0februar 2026"),
    ],
)
def test_a_moment_in_utc_is_written_as_its_day_in_oslo(moment: datetime, written: str) -> None:
    assert day(moment) == written


def test_norwegian_letters_come_last_in_their_own_order() -> None:
    assert sorted(["Åfjord", "Ørland", "Ærø", "Zeta", "Alta"], key=alphabetical) == [
        "Alta",
        "Zeta",
        "Ærø",
        "Ørland",
        "Åfjord",
    ]
