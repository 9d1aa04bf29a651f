"""What a build has changed, compared with the published one."""

from collections.abc import Iterator
from types import SimpleNamespace

import duckdb
import pytest

from warehouse.changes import ROWS, record_changes
from warehouse.sql import SQL

TABLES = """
create schema {at}.core; create schema {at}.mart; create schema {at}.meta;
create table {at}.core.indicator (indicator_id varchar, title varchar, definition varchar, computed_as varchar,
    unit varchar, source_id varchar);
insert into {at}.core.indicator values
    ('population', 'Folketall', 'Alle.', 'sum(value)', 'persons', 'ssb_07459'),
    ('share', 'Andel', 'Noen.', 'sum(value) / 2', 'percent', 'ssb_07459');
create table {at}.mart.figure (indicator_id varchar, municipality_code varchar, period varchar, period_end date,
    title varchar, value double);
insert into {at}.mart.figure
    select indicator_id, code, year::varchar, make_date(year, 12, 31), title, 100 + year - 2025
    from {at}.core.indicator cross join (values ('5055'), ('5056')) as places(code)
    cross join (values (2025), (2026)) as years(year);
create table {at}.mart.municipality as select unnest(['5055', '5056']) as code;
create table {at}.core.municipality_change (occurred date, old_code varchar, old_name varchar, new_code varchar,
    new_name varchar);
"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """A published build, and a new build with the same content, made on 28 November 2026."""
    with duckdb.connect() as con:
        for name in ("published", "work"):
            con.execute(f"attach ':memory:' as {name}; use {name}")
            con.execute(TABLES.format(at=name))
            con.execute((SQL / "meta/change.sql").read_text(encoding="utf-8"))
        con.execute("create table meta.build as select timestamp '2026-11-28 04:00:00' as built_at")
        yield con


def changed(con: duckdb.DuckDBPyConnection) -> list[tuple[str, ...]]:
    record_changes(SimpleNamespace(con=con, has_published=True))  # type: ignore[arg-type]
    return con.execute("select list, subject, title, words from meta.change order by all").fetchall()


def test_equal_builds_have_no_changes(con: duckdb.DuckDBPyConnection) -> None:
    assert changed(con) == []


def test_figures_of_a_new_period_are_new(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("insert into mart.figure values ('share', '5055', '2027', '2027-12-31', 'Andel', 7)")
    assert changed(con) == [("new_figures", "share", "Andel", "Nye tall for 2027 for 1 kommune.")]


def test_a_figure_where_there_was_none_is_new(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("update published.mart.figure set value = null where indicator_id = 'share'")
    assert changed(con) == [("new_figures", "share", "Andel", "Nye tall for 2025 til 2026 for 2 kommuner.")]


@pytest.mark.parametrize(
    "revision",
    [
        "update mart.figure set value = value + 1",
        "update mart.figure set value = null",
        "delete from mart.figure",
    ],
)
def test_a_figure_with_another_value_or_none_is_revised(con: duckdb.DuckDBPyConnection, revision: str) -> None:
    con.execute(f"{revision} where indicator_id = 'population' and municipality_code = '5056'")
    words = "2 tall er endret eller tatt bort, i 1 kommune, for 2025 til 2026."
    assert changed(con) == [("revised_figures", "population", "Folketall", words)]


def test_a_new_indicator_is_in_no_other_list(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("delete from published.core.indicator where indicator_id = 'share'")
    con.execute("delete from published.mart.figure where indicator_id = 'share'")
    assert changed(con) == [("new_indicators", "share", "Andel", "Noen.")]


def test_figures_of_an_indicator_that_is_computed_in_another_way_are_not_revised(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute("update core.indicator set computed_as = 'sum(value) / 3' where indicator_id = 'share'")
    con.execute("update mart.figure set value = value / 3 where indicator_id = 'share'")
    words = "Endret: utregningen. Definisjonen er nå: Noen."
    assert changed(con) == [("changed_definitions", "share", "Andel", words)]


def test_an_indicator_that_is_gone_is_among_the_changed_definitions(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("delete from core.indicator where indicator_id = 'share'")
    con.execute("delete from mart.figure where indicator_id = 'share'")
    assert changed(con) == [("changed_definitions", "share", "Andel", "Indikatoren er tatt ut.")]


def test_a_merger_is_a_changed_area_and_its_old_figures_are_not_revised(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "delete from mart.municipality where code = '5056'; delete from mart.figure where municipality_code = '5056'"
    )
    con.execute("insert into core.municipality_change values ('2027-01-01', '5056', 'Hitra', '5055', 'Heim')")
    con.execute("insert into core.municipality_change values ('1964-01-01', '1', 'Lenge', '2', 'Siden')")
    words = "Fra 1.1.2027: 5056 Hitra er blitt 5055 Heim, helt eller delvis."
    assert changed(con) == [("changed_areas", "20270101-5056-5055", "5056 Hitra til 5055 Heim", words)]


def test_changes_are_carried_over_for_400_days(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""insert into published.meta.change values
        ('2026-11-27 04:00:00', 'new_figures', 'a', 'A', 'Nye.'), ('2025-10-01 04:00:00', 'new_figures', 'b', 'B', 'Gamle.')""")
    assert changed(con) == [("new_figures", "a", "A", "Nye.")]


def test_the_oldest_of_too_many_changes_go(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"""insert into published.meta.change
        select timestamp '2026-11-27' - to_seconds(n), 'new_figures', n::varchar, '', '' from range({ROWS}) as numbers(n)""")
    con.execute("update mart.figure set value = 0")
    kept = changed(con)
    assert len(kept) == ROWS
    assert {row[0] for row in kept} == {"new_figures", "revised_figures"}
    assert str(ROWS - 1) not in {row[1] for row in kept}


def test_a_published_build_of_an_older_version_leaves_the_lists_empty(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("drop table published.meta.change; alter table published.mart.figure drop column title")
    con.execute(
        "alter table published.core.indicator drop column computed_as; drop table published.core.municipality_change"
    )
    con.execute("update mart.figure set value = 0")
    assert changed(con) == []


def test_the_first_build_has_no_changes(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("detach published")
    record_changes(SimpleNamespace(con=con, has_published=False))  # type: ignore[arg-type]
    assert con.execute("from meta.change").fetchall() == []
