"""Definitions over projections and over earlier years, on tables small enough to calculate by hand."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from catalogue.definition import Indicator
from catalogue.kinds import Source
from tests.lib.frames import table
from tests.lib.observed import insert_figures
from tests.lib.spec import indicator, source
from warehouse.sql import SQL

STOCK = {"kind": "stock", "additive": True}
PROJECTION = source(
    contents={"MMMM": STOCK, "LLML": STOCK},
    alternatives="Framskriv",
    bands={"Alder": [0, 80]},
    releases={"title": "Framskrevet", "variables": ["region"], "since": "2014"},
    table="",
).model_copy(update={"id": "ssb_projection"})
PEOPLE = source(bands={"Alder": [0, 80]})
PROJECTED = """
    region vintage contents period alder_from alder_to value
    5055   2024    MMMM     2025   10         79       30
    5055   2024    MMMM     2025   80         -        10
    5055   2024    LLML     2025   10         79       20
    5055   2024    LLML     2025   80         -        20
    5055   2024    MMMM     2026   10         79       40
    5055   2024    MMMM     2026   80         -        10
    5055   2025    MMMM     2025   10         79       12
    5055   2025    MMMM     2025   80         -        4
"""
LIVED = """
    region period alder_from alder_to value
    5055   2025   10         79       40
    5055   2025   80         -        9
    5055   2026   10         79       41
    5055   2026   80         -        10
"""
BORN = "2020-01-01"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse with Heim, and no regrouped figures."""
    with duckdb.connect() as con:
        con.execute("create schema source; create schema core")
        con.execute("create table core.municipality (code varchar, valid_from date, valid_to date, borders_from date)")
        con.execute(f"insert into core.municipality values ('5055', '{BORN}', null, '{BORN}')")
        con.execute("create table core.regrouping (region varchar, borders date, today_code varchar, parts smallint)")
        con.execute(
            "create table core.series_break (municipality_code varchar, additive boolean, break_on date, break_reason varchar)"
        )
        con.execute("create table core.series_shift (municipality_code varchar, shift_on date, shift_reason varchar)")
        con.execute("create table core.period (period varchar, period_start date, period_end date, grain varchar)")
        con.execute(
            """insert into core.period select y, (y || '-01-01')::date, (y || '-12-31')::date, 'year'
            from unnest(['2025', '2026']) t(y)"""
        )
        con.execute((SQL / "core/observation.sql").read_text(encoding="utf-8"))
        yield con


def _fill(con: duckdb.DuckDBPyConnection, of: Source, text: str) -> None:
    rows = table(text)
    rows = rows.assign(contents=rows.get("contents", "Personer1"), alder="", symbol="published", fetch_id="f")
    con.register("rows", rows)
    numbers = "value::double as value, alder_from::smallint as alder_from, alder_to::smallint as alder_to"
    con.execute(f"create table source.{of.id} as select * replace ({numbers}), date '2024-01-01' as borders from rows")


def _observed(con: duckdb.DuckDBPyConnection, of: Indicator, from_: Source | None) -> list[tuple[Any, ...]]:
    insert_figures(con, of, from_)
    return con.execute(
        """select vintage, alternative, period, numerator, denominator, value from core.observation
        where indicator_id = ? order by all""",
        [of.id],
    ).fetchall()


OLD = "sum(value) filter (where alder_from >= 80)"
COUNT = indicator(numerator="sum(value)")


def test_each_release_and_alternative_has_its_own_figure(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, PROJECTION, PROJECTED)
    share = indicator(numerator=OLD, denominator="sum(value)", unit="percent")
    assert _observed(con, share, PROJECTION) == [
        ("2024", "LLML", "2025", 20, 40, 50),
        ("2024", "MMMM", "2025", 10, 40, 25),
        ("2024", "MMMM", "2026", 10, 50, 20),
        ("2025", "MMMM", "2025", 4, 16, 25),
    ]


def test_part_of_a_projection_is_divided_by_the_whole_of_the_same_projection(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, PROJECTION, PROJECTED)
    words = {"numerator": "sum(value)", "denominator": "sum(value)", "unit": "percent"}
    groups = indicator(**words, by=["Alder"], denominator_over="whole")
    assert {row[:5] for row in _observed(con, groups, PROJECTION) if row[3] in (4, 12, 20)} == {
        ("2024", "LLML", "2025", 20, 40),
        ("2025", "MMMM", "2025", 4, 16),
        ("2025", "MMMM", "2025", 12, 16),
    }


def test_rate_and_growth_stay_within_a_release_and_an_alternative(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, PROJECTION, PROJECTED)
    _observed(con, COUNT, PROJECTION)
    old_per_all = indicator(numerator=OLD, per="tried", unit="percent").model_copy(update={"id": "rate"})
    growth = indicator(of="tried", change={"years": 1}, unit="percent").model_copy(update={"id": "growth"})
    assert _observed(con, growth, None) == [("2024", "MMMM", "2026", 10, 40, 25)]
    assert _observed(con, old_per_all, PROJECTION)[0] == ("2024", "LLML", "2025", 20, 40, 50)
    assert len(_observed(con, old_per_all.model_copy(update={"id": "again"}), PROJECTION)) == 4


def test_actual_figures_belong_to_no_release(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, PEOPLE, LIVED)
    assert [row[:2] for row in _observed(con, COUNT, PEOPLE)] == [(None, None)] * 2


YEAR_BEFORE = indicator(numerator=OLD, denominator="sum(value)", denominator_years_before=1, unit="percent")


def test_denominator_years_before_uses_the_earlier_year(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, PEOPLE, LIVED)
    assert _observed(con, YEAR_BEFORE, PEOPLE) == [(None, None, "2026", 10, 49, pytest.approx(1000 / 49))]


def test_the_symbol_of_a_missing_earlier_denominator_is_kept(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, PEOPLE, LIVED)
    con.execute("update source.ssb_07459 set value = null, symbol = 'not_existing' where period = '2025'")
    _observed(con, YEAR_BEFORE, PEOPLE)
    assert con.execute("select value, symbol from core.observation").fetchall() == [(None, "not_existing")]


def test_a_break_between_denominator_and_numerator_is_kept_for_a_summed_source(
    con: duckdb.DuckDBPyConnection,
) -> None:
    summed = source(bands={"Alder": [0, 80]}, region={"dimension": "Region", "codelist": "agg_KommSummer"})
    _fill(con, summed, LIVED)
    con.execute("insert into core.series_break values ('5055', true, '2025-07-01', 'delt')")
    _observed(con, YEAR_BEFORE, summed)
    assert con.execute("select break_on::varchar, break_reason from core.observation").fetchall() == [
        ("2025-07-01", "delt")
    ]
