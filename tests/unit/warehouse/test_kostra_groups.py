"""SSB's figures of KOSTRA groups are compared with municipalities only if they are of today's groups."""

import duckdb

from warehouse.sql import SQL

TABLES = """
    create schema core; create schema mart;
    create table core.municipality (code varchar, valid_from date, valid_to date, county_code varchar);
    create table core.indicator as select 'ratio' as indicator_id, false as additive, 1 as scale;
    create table core.period as
        select y as period, (y || '-01-01')::date as period_start, 'year' as grain from unnest(['2019', '2020']) t(y);
    create table core.group_member as select 'kostra_group' as group_kind, 'EKG03' as group_code,
        '5055' as municipality_code, date '2024-01-01' as borders, 1 as members;
    create table core.regrouping as select date '2024-01-01' as borders;
    create table core.breakdown (breakdown varchar, label varchar);
    create table core.series_shift (indicator_id varchar, municipality_code varchar, shift_on date, shift_reason varchar);
"""
FIGURES = """insert into core.observation by name
    select 'ratio' as indicator_id, region, date '2024-01-01' as borders, period, value
    from (values ('5055', '2019', 1), ('5055', '2020', 2), ('EKG03', '2019', 3), ('EKG03', '2020', 4)) t(region, period, value)"""


def test_a_group_has_no_figure_from_before_the_grouping_and_no_change_across_it() -> None:
    with duckdb.connect() as con:
        con.execute(TABLES)
        con.execute((SQL / "core/observation.sql").read_text(encoding="utf-8"))
        con.execute(FIGURES)
        con.execute((SQL / "core/series_point.sql").read_text(encoding="utf-8"))
        con.execute((SQL / "mart/indicator_group.sql").read_text(encoding="utf-8"))
        found = con.execute("select period, value, group_basis, change_1y from mart.indicator_group order by all")
        assert found.fetchall() == [("2019", None, "not_summable", None), ("2020", 4, "source", None)]
