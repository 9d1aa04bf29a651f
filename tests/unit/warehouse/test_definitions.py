"""Each kind of definition, on a table small enough to calculate by hand."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from catalogue.definition import Indicator
from catalogue.kinds import Source
from tests.lib.frames import table
from tests.lib.observed import insert_figures
from tests.lib.spec import indicator, source
from warehouse.definitions import published
from warehouse.source_columns import breakdown
from warehouse.sql import SQL

Rows = list[tuple[Any, ...]]

AGES = source(bands={"Alder": [0, 20, 80]})
PEOPLE = """
    region kjonn alder alder_from alder_to period value symbol
    5055   1     010   10         10       2025    10   published
    5055   1     090   90         90       2025    20   published
    5055   2     010   10         10       2025    30   published
    5055   2     105+  105        -        2025    40   published
    5055   1     010   10         10       2026    11   published
    5055   1     090   90         90       2026     -   confidential
    5055   2     010   10         10       2026    33   published
    5055   2     105+  105        -        2026    44   provisional
"""
EVENTS = """
    region contents         period value symbol
    5055   Fodselsoverskudd 2025   -5    published
    5055   Innvandring      2025    7    published
    5001   Fodselsoverskudd 2025    9    published
    5055   Fodselsoverskudd 2026    3    provisional
"""
NOTHING_REGROUPED = """
    create table core.regrouping (region varchar, borders date, today_code varchar, parts smallint);
    create table core.series_break (municipality_code varchar, additive boolean, break_on date, break_reason varchar);
    create table core.series_shift (municipality_code varchar, shift_on date, shift_reason varchar)
"""
COUNTS = {
    "Fodselsoverskudd": {"kind": "flow", "additive": True},
    "Innvandring": {"kind": "flow", "additive": True},
    "Median": {"kind": "flow", "additive": False},
}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse with Heim, whose area is from 2020, and the years of its figures."""
    with duckdb.connect() as con:
        con.execute("create schema source; create schema core")
        con.execute("create table core.municipality (code varchar, valid_from date, valid_to date, borders_from date)")
        con.execute("insert into core.municipality values ('5055', '2020-01-01', null, '2020-01-01')")
        con.execute(NOTHING_REGROUPED)
        con.execute("create table core.period (period varchar, period_start date, period_end date, grain varchar)")
        con.execute(
            """insert into core.period select y, (y || '-01-01')::date, (y || '-12-31')::date, 'year'
            from unnest(['2025', '2026']) t(y)"""
        )
        con.execute((SQL / "core/observation.sql").read_text(encoding="utf-8"))
        yield con


def _fill(con: duckdb.DuckDBPyConnection, of: Source, text: str, borders: str = "2024-01-01") -> None:
    rows = table(text)
    con.register("rows", rows.assign(contents=rows.get("contents", "Personer1"), fetch_id="f"))
    numbers = [name for name in ("value", "alder_from", "alder_to") if name in rows]
    cast = ", ".join(f"{name}::double as {name}" for name in numbers)
    con.execute(f"create table source.{of.id} as select * replace ({cast}), date '{borders}' as borders from rows")


def _observed(con: duckdb.DuckDBPyConnection, of: Indicator, from_: Source | None) -> Rows:
    """Return period, breakdown, numerator, denominator, value and symbol of Heim."""
    insert_figures(con, of, from_)
    return con.execute(
        """select period, breakdown, numerator, denominator, value, symbol from core.observation
        where indicator_id = 'tried' and region = '5055' order by period, breakdown nulls first"""
    ).fetchall()


def test_a_count_is_its_numerator(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, AGES, PEOPLE)
    assert _observed(con, indicator(numerator="sum(value)"), AGES) == [
        ("2025", None, 100, None, 100, "published"),
        ("2026", None, None, None, None, "confidential"),
    ]


def test_a_missing_cell_that_is_not_used_does_not_matter(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, AGES, PEOPLE)
    young = indicator(numerator="sum(value) filter (where alder_from < 20)")
    assert [(row[0], row[4]) for row in _observed(con, young, AGES)] == [("2025", 40), ("2026", 44)]


def test_a_share_is_in_percent_and_by_sex_of_the_same_sex(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, AGES, PEOPLE)
    old = "sum(value) filter (where alder_from >= 80)"
    share = indicator(numerator=old, denominator="sum(value)", by=["Kjonn"], unit="percent")
    assert _observed(con, share, AGES) == [
        ("2025", None, 60, 100, 60, "derived"),
        ("2025", "kjonn=1", 20, 30, pytest.approx(200 / 3), "derived"),
        ("2025", "kjonn=2", 40, 70, pytest.approx(400 / 7), "derived"),
        ("2026", None, None, None, None, "confidential"),
        ("2026", "kjonn=1", None, None, None, "confidential"),
        ("2026", "kjonn=2", 44, 77, pytest.approx(400 / 7), "provisional"),
    ]


FLOWS = """
    region arbstedkomm period value symbol
    5055   5055        2025    60   published
    5055   5056        2025    30   published
    5055   5001        2025     -   missing
    5055   0301        2025    10   published
    5055   5055        2026    60   published
    5055   5056        2026     -   confidential
"""
MATRIX = source(select={"ArbstedKomm": "all", "Tid": "all"})
COMMUTING = indicator(
    numerator="sum(value) filter (where symbol != 'missing' and arbstedkomm != region)",
    denominator="sum(value) filter (where symbol != 'missing')",
    crosses_borders=True,
    unit="percent",
)


def test_a_missing_pair_is_left_out_if_the_expression_says_so_but_a_hidden_one_is_not(
    con: duckdb.DuckDBPyConnection,
) -> None:
    _fill(con, MATRIX, FLOWS)
    assert _observed(con, COMMUTING, MATRIX) == [
        ("2025", None, 40, 100, 40, "derived"),
        ("2026", None, None, None, None, "confidential"),
    ]


def test_counts_across_a_former_border_are_not_summed(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "insert into core.regrouping values ('5055', '2020-01-01', '5055', 1), ('5055', '2024-01-01', '5055', 1)"
    )
    con.execute("insert into core.series_break values ('5055', false, '2024-01-01', 'slått sammen')")
    _fill(con, MATRIX, FLOWS, borders="2020-01-01")
    insert_figures(con, COMMUTING, MATRIX)
    found = con.execute(
        "select borders::varchar, value, symbol, break_on::varchar from core.observation where period = '2025' order by all"
    ).fetchall()
    assert found == [("2020-01-01", 40, "derived", None), ("2024-01-01", None, "not_existing", "2024-01-01")]


def test_a_breakdown_over_the_whole_divides_by_everybody_and_has_no_total(
    con: duckdb.DuckDBPyConnection,
) -> None:
    _fill(con, AGES, PEOPLE)
    words = {"numerator": "sum(value)", "denominator": "sum(value)", "unit": "percent"}
    groups = indicator(**words, by=["Kjonn", "Alder"], denominator_over="whole")
    assert [row for row in _observed(con, groups, AGES) if row[0] == "2025"] == [
        ("2025", "alder=000-019;kjonn=1", 10, 100, 10, "derived"),
        ("2025", "alder=000-019;kjonn=2", 30, 100, 30, "derived"),
        ("2025", "alder=080+;kjonn=1", 20, 100, 20, "derived"),
        ("2025", "alder=080+;kjonn=2", 40, 100, 40, "derived"),
    ]


def test_published_parts_have_no_total(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, AGES, PEOPLE)
    parts = indicator(value="max(value)", by=["Kjonn"])
    assert [(row[1], row[4]) for row in _observed(con, parts, AGES) if row[0] == "2025"] == [
        ("kjonn=1", 20),
        ("kjonn=2", 40),
    ]


YOUNG_PER_OLD = indicator(
    numerator="sum(value) filter (where alder_from < 20)",
    denominator="sum(value) filter (where alder_from >= 80)",
    unit="ratio",
)


@pytest.mark.parametrize(
    ("young", "middle", "old", "expected"),
    [
        ("10 published", "- missing", "20 published", (10, 20, 0.5, "derived")),
        ("- confidential", "- missing", "20 published", (None, 20, None, "confidential")),
        ("10 published", "30 published", "- confidential", (10, None, None, "confidential")),
        ("10 provisional", "30 published", "- confidential", (10, None, None, "confidential")),
        ("10 published", "30 provisional", "20 published", (10, 20, 0.5, "derived")),
        ("10 provisional", "- missing", "20 published", (10, 20, 0.5, "provisional")),
        ("10 published", "30 published", "20 provisional", (10, 20, 0.5, "provisional")),
    ],
    ids=[
        "null outside",
        "null in the numerator and outside",
        "null in the denominator only",
        "provisional over null",
        "provisional outside",
        "provisional in the numerator, null outside",
        "provisional in the denominator",
    ],
)
def test_the_symbol_is_that_of_the_summed_cells(
    con: duckdb.DuckDBPyConnection, young: str, middle: str, old: str, expected: tuple[object, ...]
) -> None:
    cells = f"""
        region kjonn alder alder_from alder_to period value symbol
        5055   1     010   10         10       2025   {young}
        5055   1     050   50         50       2025   {middle}
        5055   1     090   90         90       2025   {old}
    """
    _fill(con, AGES, cells)
    assert _observed(con, YOUNG_PER_OLD, AGES) == [("2025", None, *expected)]


def test_a_part_has_the_symbol_of_its_whole_if_the_whole_has_no_figure(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, AGES, PEOPLE)
    words = {"numerator": "sum(value)", "denominator": "sum(value)", "unit": "percent"}
    groups = indicator(**words, by=["Kjonn", "Alder"], denominator_over="whole")
    assert [row for row in _observed(con, groups, AGES) if row[0] == "2026"] == [
        ("2026", "alder=000-019;kjonn=1", 11, None, None, "confidential"),
        ("2026", "alder=000-019;kjonn=2", 33, None, None, "confidential"),
        ("2026", "alder=080+;kjonn=1", None, None, None, "confidential"),
        ("2026", "alder=080+;kjonn=2", 44, None, None, "confidential"),
    ]


def test_the_text_of_a_breakdown_does_not_depend_on_the_order_of_by() -> None:
    assert breakdown(AGES, ["Kjonn", "Alder"]) == breakdown(AGES, ["Alder", "Kjonn"])
    assert breakdown(AGES, []) == "null::varchar"


@pytest.mark.parametrize(
    ("ages", "band"),
    [
        ((0, 0), "000-019"),
        ((19, 19), "000-019"),
        ((20, 66), "020-079"),
        ((79, 79), "020-079"),
        ((80, 84), "080+"),
        ((105, None), "080+"),
        ((15, 24), "as the source has it"),
        ((67, None), "as the source has it"),
    ],
    ids=str,
)
def test_an_age_group_is_in_its_band_or_stays_as_it_is(ages: tuple[int, int | None], band: str) -> None:
    columns = "select 'as the source has it' as alder, $1 as alder_from, $2::int as alder_to"
    found = duckdb.execute(f"select {breakdown(AGES, ['Alder'])} from ({columns})", ages).fetchall()
    assert found == [(f"alder={band}",)]


def test_zero_divided_by_zero_is_not_applicable(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, AGES, "region kjonn alder alder_from alder_to period value symbol\n5055 1 010 10 10 2025 0 published")
    share = indicator(numerator="sum(value)", denominator="sum(value)", unit="ratio")
    assert _observed(con, share, AGES) == [("2025", None, 0, 0, None, "not_applicable")]


def _population(con: duckdb.DuckDBPyConnection, **figures: tuple[float, str]) -> None:
    """Insert another indicator's count of Heim by year, with the day since which its area is the same."""
    for year, (count, area_from) in figures.items():
        con.execute(
            """insert into core.observation values ('population', '5055', '2024-01-01', ?, ?, null, null, null,
            ?, null, ?, 'published', 'other', null, null, null, null, null, null)""",
            [area_from, year.removeprefix("y"), count, count],
        )


def test_a_rate_is_divided_by_another_indicators_count_on_the_same_area(con: duckdb.DuckDBPyConnection) -> None:
    events = source(table="06913", select={"Tid": "all"}, contents=COUNTS)
    _fill(con, events, EVENTS)
    _population(con, y2025=(1000, "2020-01-01"), y2026=(900, "1838-01-01"))
    births = "sum(value) filter (where contents = 'Fodselsoverskudd')"
    rate = indicator(**{"from": "ssb_06913"}, numerator=births, per="population", unit="per_1000")
    assert _observed(con, rate, events) == [("2025", None, -5, 1000, -5, "derived")]


def test_a_published_figure_is_kept_as_it_is_and_has_no_numerator(con: duckdb.DuckDBPyConnection) -> None:
    medians = source(table="06913", select={"Tid": "all"}, contents=COUNTS)
    _fill(
        con,
        medians,
        """
        region contents period value  symbol
        5055   Median   2025   512000 published
        5055   Median   2026   -      confidential
        """,
    )
    value = indicator(**{"from": "ssb_06913"}, value="max(value) filter (where contents = 'Median')", unit="kroner")
    assert _observed(con, value, medians) == [
        ("2025", None, None, None, 512000, "published"),
        ("2026", None, None, None, None, "confidential"),
    ]


def test_growth_is_measured_within_the_same_area(con: duckdb.DuckDBPyConnection) -> None:
    growth = indicator(of="population", change={"years": 1}, unit="percent")
    _population(con, y2025=(1000, "2020-01-01"), y2026=(1050, "2020-01-01"))
    assert _observed(con, growth, None) == [("2026", None, 50, 1000, 5, "derived")]


def test_there_is_no_growth_across_a_change_of_borders(con: duckdb.DuckDBPyConnection) -> None:
    growth = indicator(of="population", change={"years": 1}, unit="percent")
    _population(con, y2025=(1000, "2018-01-01"), y2026=(1500, "2020-01-01"))
    assert _observed(con, growth, None) == []


def test_a_function_has_no_sql() -> None:
    assert [*published(indicator(function="growth_remainder"), AGES)] == []


def test_an_observation_has_the_day_since_which_its_area_is_the_same(con: duckdb.DuckDBPyConnection) -> None:
    _fill(con, AGES, PEOPLE.replace("5055   2", "0      2"))
    insert_figures(con, indicator(numerator="sum(value)"), AGES)
    found = con.execute("select distinct region, area_from::varchar from core.observation order by all").fetchall()
    assert found == [("0", "1838-01-01"), ("5055", "2020-01-01")]
