"""Withheld and pooled values on few people, calculated by hand."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from catalogue.models import Catalogue, SmallNumbers
from tests.lib.spec import UNITS
from warehouse.build import Build
from warehouse.catalogue_tables import read_catalogue

SHARES = SmallNumbers(units=[UNITS["percent"]], denominator=50)
RATES = SmallNumbers(units=[UNITS["per_1000"]], denominator=2000, numerator=20, pooled_years=3)
HELD = "value, symbol, pooled_periods"
TABLES = """
insert into core.period
select y, make_date(y, 1, 1), make_date(y, 12, 31), 'year' from range(2015, 2027) as years (y);
create table core.indicator (indicator_id varchar, unit varchar, scale integer, min double);
insert into core.indicator values
    ('share', 'percent', 100, 0), ('events', 'per_1000', 1000, 0), ('net', 'per_1000', 1000, -300);
"""


class Bare(Build):
    """A build that is only a connection in memory."""

    def __init__(self) -> None:
        self.con = duckdb.connect()
        self.con.execute("create schema core")
        for name in ("observation", "period"):
            self.run_sql(f"core/{name}")
        self.con.execute(TABLES)

    def observe(self, indicator: str, numerators: dict[int, float], denominator: float, **words: Any) -> None:
        """Insert a row for each year of a municipality with an old area; `words` are columns."""
        scale = 100 if indicator == "share" else 1000
        for year, numerator in numerators.items():
            row = {
                "indicator_id": indicator, "region": "1151", "borders": "2024-01-01", "area_from": "1838-01-01",
                "period": str(year), "numerator": numerator, "denominator": denominator,
                "value": scale * numerator / denominator, "symbol": "derived",
            } | words  # fmt: skip
            marks = ", ".join("?" * len(row))
            self.con.execute(f"insert into core.observation ({', '.join(row)}) values ({marks})", list(row.values()))

    def held(self, *limits: SmallNumbers, columns: str = HELD) -> list[tuple[Any, ...]]:
        """Apply the limits, and return the rows in order of years."""
        read_catalogue(self, Catalogue(themes=[], sources={}, indicators={}, small_numbers=list(limits)))
        for name in ("core/small_number", "core/withheld"):
            self.run_sql(name)
        return self.rows(f"select {columns} from core.observation order by period, borders")


@pytest.fixture
def bare() -> Iterator[Bare]:
    build = Bare()
    yield build
    build.con.close()


def test_a_share_of_too_few_people_is_withheld_and_its_counts_stay(bare: Bare) -> None:
    bare.observe("share", {2026: 21}, 49)
    columns = "numerator, denominator, value, symbol, withheld_reason"
    reason = "Holdt tilbake: tallet ville bygge på 49, færre enn grensen på 50."
    assert bare.held(SHARES, columns=columns) == [(21, 49, None, "withheld", reason)]


def test_a_share_of_just_enough_people_is_shown(bare: Bare) -> None:
    bare.observe("share", {2026: 21}, 50)
    assert bare.held(SHARES, columns="value, symbol, withheld_reason") == [(42, "derived", None)]


def test_without_limits_nothing_is_withheld(bare: Bare) -> None:
    bare.observe("share", {2026: 1}, 2)
    assert bare.held() == [(50, "derived", None)]


def test_a_published_figure_is_never_withheld(bare: Bare) -> None:
    bare.observe("share", {2026: 21}, 49, symbol="published")
    bare.con.execute("update core.observation set numerator = null, denominator = null")
    assert bare.held(SHARES, columns="symbol, withheld_reason") == [("published", None)]


def test_a_rate_on_few_people_is_pooled_from_the_first_year_with_enough_years(bare: Bare) -> None:
    bare.observe("net", {2023: 4, 2024: -10, 2025: 9, 2026: 7}, 800)
    assert bare.held(RATES) == [
        (None, "withheld", None),
        (None, "withheld", None),
        (1000 * 3 / 2400, "derived", "2023-2025"),
        (1000 * 6 / 2400, "derived", "2024-2026"),
    ]


def test_pooled_values_and_values_that_cannot_be_pooled_have_a_reason(bare: Bare) -> None:
    bare.observe("net", {2024: 1, 2025: 2, 2026: 3}, 800)
    assert [reason for (reason,) in bare.held(RATES, columns="withheld_reason")][1:] == [
        "Holdt tilbake: tallet ville bygge på 800, færre enn grensen på 2\u00a0000, og det finnes ikke tall for 3 år på rad.",
        "Slått sammen for 2024–2026: ett år alene ville bygge på 800, færre enn grensen på 2\u00a0000.",
    ]


def test_a_rate_on_too_few_people_in_all_its_years_is_withheld(bare: Bare) -> None:
    bare.observe("net", {2024: 1, 2025: 2, 2026: 3}, 190)
    (held,) = bare.held(RATES, columns=f"{HELD}, withheld_reason")[2:]
    assert held[:3] == (None, "withheld", None)
    assert "2024–2026 samlet ville tallet bygge på 570" in held[3]


def test_a_year_without_a_figure_prevents_pooling(bare: Bare) -> None:
    bare.observe("net", {2022: 1, 2023: 1, 2025: 2, 2026: 3}, 800)
    assert {symbol for _, symbol, _ in bare.held(RATES)} == {"withheld"}


def test_years_on_another_area_are_not_pooled(bare: Bare) -> None:
    bare.observe("net", {2024: 1, 2025: 2}, 800, area_from="1964-01-01")
    bare.observe("net", {2026: 3}, 800, area_from="2026-01-01")
    assert {symbol for _, symbol, _ in bare.held(RATES)} == {"withheld"}


def test_a_year_on_two_borders_is_counted_once(bare: Bare) -> None:
    for borders in ("2018-01-01", "2024-01-01"):
        bare.observe("net", {2024: 1, 2025: 2, 2026: 3}, 800, borders=borders)
    assert bare.held(RATES)[-2:] == [(1000 * 6 / 2400, "derived", "2024-2026")] * 2


def test_few_events_among_many_people_are_pooled(bare: Bare) -> None:
    bare.observe("events", {2024: 5, 2025: 9, 2026: 8}, 5000)
    (held,) = bare.held(RATES, columns=f"{HELD}, withheld_reason")[2:]
    assert held[:3] == (round(1000 * 22 / 15000, 6), "derived", "2024-2026")
    assert "bygge på 8 tilfeller, færre enn grensen på 20" in held[3]


def test_few_events_in_all_years_are_withheld(bare: Bare) -> None:
    bare.observe("events", {2024: 5, 2025: 6, 2026: 8}, 5000)
    assert bare.held(RATES)[2] == (None, "withheld", None)


def test_a_net_figure_near_zero_does_not_count_as_few_events(bare: Bare) -> None:
    bare.observe("net", {2026: 1}, 5000)
    assert bare.held(RATES) == [(0.2, "derived", None)]


def test_breakdowns_are_pooled_separately(bare: Bare) -> None:
    for breakdown, count in (("kjonn=1", 3), ("kjonn=2", 6)):
        bare.observe("net", dict.fromkeys((2024, 2025, 2026), count), 800, breakdown=breakdown)
    values = bare.held(RATES, columns="breakdown, value")[-2:]
    assert sorted(values) == [("kjonn=1", 3.75), ("kjonn=2", 7.5)]
