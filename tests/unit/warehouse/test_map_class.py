"""The classes of maps, on hand-made figures."""

from itertools import pairwise

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.sql import SQL

Values = list[float]


def classes(*values: float, unit: str = "percent", is_count: bool = False) -> list[tuple[float, float, int]]:
    """Return the lower and upper limit of each class and how many municipalities it has."""
    return _classes({"2026": list(values)}, unit, is_count)[0]


def _classes(
    periods: dict[str, Values], unit: str = "percent", is_count: bool = False
) -> tuple[list[tuple[float, float, int]], set[str]]:
    with duckdb.connect(config={"threads": 1}) as con:
        con.execute("create schema mart; create schema core")
        con.execute(
            "create table core.indicator (indicator_id varchar, unit varchar, decimals tinyint, is_count boolean)"
        )
        con.execute("insert into core.indicator values ('share', ?, 1, ?)", [unit, is_count])
        con.execute("create table mart.figure (indicator_id varchar, period varchar, period_start date, value double)")
        for period, values in periods.items():
            rows = [("share", period, f"{period}-01-01", value) for value in values]
            if rows:
                con.executemany("insert into mart.figure values (?, ?, ?, ?)", rows)
        con.execute((SQL / "mart/map_class.sql").read_text(encoding="utf-8"))
        wrong = (SQL / "checks/map_class_holds_its_figures.sql").read_text(encoding="utf-8")
        assert con.execute(wrong).fetchall() == []
        found = con.execute("select lower, upper, municipalities from mart.map_class order by class").fetchall()
        return found, {period for (period,) in con.execute("select period from mart.map_class").fetchall()}


def test_five_classes_have_a_fifth_each() -> None:
    assert classes(*range(10)) == [(0, 1, 2), (2, 3, 2), (4, 5, 2), (6, 7, 2), (8, 9, 2)]


def test_limits_are_rounded_to_the_decimals_of_the_indicator() -> None:
    assert classes(1.04, 1.26) == [(1.0, 1.0, 1), (1.3, 1.3, 1)]


@pytest.mark.parametrize(("values", "wanted"), [((4,) * 9, 1), ((1, 2) * 9, 2), ((1, 2, 2, 2, 2, 2, 2, 2, 3), 3)])
def test_few_different_values_are_few_classes(values: tuple[float, ...], wanted: int) -> None:
    assert len(classes(*values)) == wanted


def test_many_zeros_are_a_class_of_their_own() -> None:
    assert classes(*[0] * 92, *range(1, 9)) == [(0, 0, 92), (1, 2, 2), (3, 4, 2), (5, 6, 2), (7, 8, 2)]


@pytest.mark.parametrize(("unit", "is_count"), [("class", False), ("persons", True)])
def test_counts_and_categories_have_no_classes(unit: str, is_count: bool) -> None:
    assert classes(1, 2, 3, unit=unit, is_count=is_count) == []


def test_a_quotient_in_persons_is_no_count() -> None:
    assert classes(1, 2, unit="persons") != []


def test_a_period_that_few_municipalities_have_is_passed_over() -> None:
    assert _classes({"2024": [1.0] * 4, "2025": [2.0] * 2, "2026": [3.0]})[1] == {"2025"}


def test_an_indicator_without_figures_has_no_classes() -> None:
    assert classes() == []


@settings(max_examples=40)
@given(st.lists(st.one_of(st.integers(-3, 3), st.floats(-1e6, 1e6)), min_size=1, max_size=60))
def test_every_value_is_in_one_of_at_most_five_classes(values: Values) -> None:
    found = classes(*values)
    assert 1 <= len(found) <= 5
    assert sum(municipalities for *_, municipalities in found) == len(values)
    assert all(upper < lower for (_, upper, _), (lower, *_) in pairwise(found))
