"""What has changed: unusual, more than chance, visible, of more than a few people, and no jump in a register."""

from dataclasses import replace
from typing import Any

import pytest

from publish.content.changes import changed, written_change
from tests.unit.publish.content.test_findings import FIGURE, place, year
from warehouse.read_content import ChangeRow, SeriesRow

ROW = ChangeRow("5055", "share_80_plus", "2023", 6.0, "2026", 9.0, 3.0, "neither", 2.5, 0.3, None)


def counted(period: str, value: float, numerator: float) -> SeriesRow:
    return replace(year(period, value), numerator=numerator)


SERIES = [counted(str(2023 + step), 6.0 + step, 600.0 + 100 * step) for step in range(4)]


def found(row: ChangeRow, series: list[SeriesRow] = SERIES, **changes: Any) -> list[str]:
    municipality = place({"share_80_plus": replace(FIGURE, **changes)}, series=series)
    municipality.code = "5055"
    municipality.base.changes = {"5055": [row]}
    return [each.indicator_id for each in changed(municipality)]


def test_an_unusual_change_is_told_of() -> None:
    assert found(ROW) == ["share_80_plus"]


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, unusual=1.0),
        replace(ROW, change=0.1),
        replace(ROW, value=6.04),
        replace(ROW, pooled_periods="2021-2025"),
        replace(ROW, indicator_id="population"),
        replace(ROW, indicator_id="population_growth_5y"),
    ],
    ids=["usual", "chance", "not visible", "pooled", "a count", "growth"],
)
def test_other_changes_are_not(row: ChangeRow) -> None:
    assert found(row) == []


def test_a_change_of_a_few_people_is_not_told_of() -> None:
    assert found(ROW, [counted("2023", 6.0, 60.0), *SERIES[1:3], counted("2026", 9.0, 64.0)]) == []


def test_a_jump_within_a_year_is_not_told_of() -> None:
    assert found(ROW, [*SERIES[:1], counted("2024", 3.0, 300.0), *SERIES[2:]]) == []


def test_the_change_is_the_difference_of_what_is_written() -> None:
    assert written_change(replace(ROW, value_then=6.04, value=8.96), 1) == pytest.approx(3.0)
