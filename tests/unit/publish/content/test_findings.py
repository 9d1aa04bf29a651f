"""What is a finding: unlike the ten by more than chance, visibly, lastingly and lately; each fact once."""

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from catalogue.load import load_catalogue
from catalogue.units import Unit
from publish.content.findings import find
from warehouse.read_content import NewestFigure, SeriesRow

CATALOGUE = load_catalogue()
PERCENT = Unit(id="percent", nb="prosent", scale=100, suffix="%", beside_title=False)
NAMES = ("share_80_plus", "share_67_plus", "rented_share")
FIGURE = NewestFigure(
    indicator_id="share_80_plus", period="2026", value=9.0, symbol="derived", reason=None, numerator=900.0,
    denominator=10000.0, neighbours_value=6.0, neighbours_basis="value", county_value=None, county_basis=None,
    country_value=None, country_basis=None, change_1y=None, change_5y=None, change_10y=None, pooled_periods=None,
    pooled_reason=None, age_note=None, note=None, kind="stock", period_start=None, period_end=None,
)  # fmt: skip
TEN = [5.4, 5.6, 5.8, 5.9, 6.0, 6.0, 6.1, 6.3, 6.4, 6.6]


def year(period: str, value: float, neighbours: float | None = 6.0) -> SeriesRow:
    return SeriesRow(
        period, value, "derived", None, None, neighbours, "value", None, None, None, None, None, None, None
    )


SERIES = [year("2024", 8.8), year("2025", 8.9), year("2026", 9.0)]


def place(figures: dict[str, NewestFigure], **changed: Any) -> Any:
    """A municipality with these figures, among ten whose median is 6."""
    indicator = SimpleNamespace(decimals=1, unit=PERCENT, theme="demography")
    base = SimpleNamespace(
        catalogue=CATALOGUE,
        indicators=dict.fromkeys(NAMES, indicator),
        build=SimpleNamespace(built_at=datetime(2026, 11, 28)),  # noqa: DTZ001  (as the file has it)
    )
    others = [(f"K{number}", value) for number, value in enumerate(changed.get("ten", TEN))]
    return SimpleNamespace(
        base=base,
        figures=figures,
        neighbour_values=dict.fromkeys(figures, others),
        series={name: changed.get("series", SERIES) for name in figures},
    )


def found(figure: NewestFigure, **changed: Any) -> list[str]:
    return [finding.indicator_id for finding in find(place({figure.indicator_id: figure}, **changed))]


def test_a_share_far_from_the_ten_is_a_finding() -> None:
    assert found(FIGURE) == ["share_80_plus"]


def test_the_same_fact_is_told_once() -> None:
    figures = {name: replace(FIGURE, indicator_id=name) for name in ("share_67_plus", "share_80_plus")}
    assert [finding.indicator_id for finding in find(place(figures))] == ["share_80_plus"]


def test_a_city_is_not_unlike_by_its_size_alone() -> None:
    large = replace(FIGURE, value=6.3, numerator=63000.0, denominator=1000000.0)
    assert found(large, series=[year("2025", 6.3), year("2026", 6.3)]) == []


def test_a_figure_of_unknown_noise_is_no_finding() -> None:
    assert found(replace(FIGURE, numerator=None, denominator=None), series=SERIES[1:]) == []


def test_a_figure_with_a_known_spread_is_a_finding() -> None:
    series = [year("2022", 8.7), year("2023", 8.8), *SERIES]
    assert found(replace(FIGURE, numerator=None, denominator=None), series=series) == ["share_80_plus"]


def test_a_difference_that_is_not_visible_is_no_finding() -> None:
    same = replace(FIGURE, value=6.04, numerator=6040000.0, denominator=100000000.0)
    assert found(same, ten=[6.0] * 10, series=[year("2025", 6.04), year("2026", 6.04)]) == []


def test_an_old_figure_is_no_finding() -> None:
    assert found(replace(FIGURE, period="2022")) == []


def test_one_year_on_the_other_side_is_no_finding() -> None:
    assert found(FIGURE, series=[year("2025", 5.0), year("2026", 9.0)]) == []


def test_a_flow_must_last_three_years() -> None:
    flow = replace(FIGURE, kind="flow")
    assert found(flow, series=[year("2024", 5.0), year("2025", 8.9), year("2026", 9.0)]) == []
    assert found(flow) == ["share_80_plus"]


@pytest.mark.parametrize(("have", "expected"), [(8, ["share_80_plus"]), (7, [])])
def test_eight_of_the_ten_must_have_a_figure(have: int, expected: list[str]) -> None:
    assert found(FIGURE, ten=TEN[:have]) == expected


def test_a_pooled_figure_is_no_finding() -> None:
    assert found(replace(FIGURE, pooled_periods="2021-2025")) == []


def test_ten_that_are_all_alike_do_not_divide_by_zero() -> None:
    same = replace(FIGURE, value=0.0, numerator=0.0)
    assert found(same, ten=[0.0] * 10, series=[year("2025", 0.0), year("2026", 0.0)]) == []
