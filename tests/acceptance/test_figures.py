"""Known figures, read from the published file with SQL as an analyst does."""

import stat
from pathlib import Path

import duckdb
import orjson
import pandas as pd
import pytest

from tests.acceptance.conftest import Ask
from tests.acceptance.parts import KEY, RECIPES, recomputed
from tests.flow.whole import assert_parquet_is_the_same

PLACE = "indicator_id = 'population' and breakdown is null"
TABLES = "select schema_name || '.' || table_name from duckdb_tables() order by all"


def test_trondelag_has_38_municipalities_of_which_18_are_small(ask: Ask) -> None:
    counted = f"count(*), count(*) filter (where value < 5000) from mart.indicator where {PLACE} and county_code = '50'"
    assert ask("select count(*) from mart.municipality where county_code = '50'") == [(38,)]
    [(all_, small)] = ask(f"select {counted} and period = '2023'")
    assert (all_, small, round(100 * small / all_)) == (38, 18, 47)


def test_municipalities_sum_to_the_country(ask: Ask) -> None:
    assert ask(f"select count(*), sum(value) from mart.indicator where {PLACE} and period = '2026'") == [(357, 5627400)]


@pytest.mark.parametrize(
    ("municipality", "period", "column", "figure"),
    [
        ("5055", "2026", "county_value", 489_166),
        ("5001", "2020", "value", 205_163),
        ("5001", "2020", "country_value", 5_367_580),
        ("0301", "2026", "country_value", 5_627_400),
    ],
)
def test_population_is_as_ssb_published_it(ask: Ask, municipality: str, period: str, column: str, figure: int) -> None:
    query = f"select {column} from mart.indicator where {PLACE} and municipality_code = ? and period = ?"
    assert ask(query, municipality, period) == [(figure,)]


def test_the_country_of_2020_is_the_sources_figure_because_members_are_missing(ask: Ask) -> None:
    columns = "value, group_basis, members_with_value, members"
    query = f"select {columns} from mart.indicator_group where {PLACE} and group_kind = 'country' and period = '2020'"
    assert ask(query) == [(5_367_580, "source", 355, 357)]
    said = ask(
        f"select distinct country_basis, group_basis.split(';')[2] from mart.indicator where {PLACE} and period = '2020'"
    )
    assert said == [("source", "country=source 355/357")]


def test_the_members_missing_in_2020_are_the_two_successors_of_a_divided_one(ask: Ask) -> None:
    has = (
        f"select municipality_code as code from mart.indicator where {PLACE} and period = '2020' and value is not null"
    )
    lacking = ask(f"select name from mart.municipality anti join ({has}) using (code) order by code")
    assert lacking == [("Ålesund",), ("Haram",)]


def test_centrality_classes_of_trondelag(ask: Ask) -> None:
    query = "select centrality_class from mart.municipality where county_code = '50'"
    classes = [class_ for (class_,) in ask(query)]
    assert [classes.count(class_) for class_ in range(1, 7)] == [0, 1, 3, 7, 14, 13]


def test_smola_has_both_of_ssbs_centrality_indices(ask: Ask) -> None:
    query = "select centrality_index, centrality_article_index from mart.municipality where name = 'Smøla'"
    assert ask(query) == [(501, 445)]


@pytest.mark.parametrize("indicator", RECIPES)
def test_a_group_is_the_sum_of_its_members(published: duckdb.DuckDBPyConnection, indicator: str) -> None:
    ours = recomputed(published, RECIPES[indicator])
    query = f"""select {", ".join(KEY)}, value as told, group_basis, members as told_members, members_with_value
        from mart.indicator_group
        where indicator_id = ? and group_kind in ('county', 'country') and breakdown is null"""
    told = published.execute(query, [indicator]).df()
    both = told.merge(ours, on=KEY, how="left")
    summed = both[both.group_basis == "sum"]
    assert len(summed) > 5
    pd.testing.assert_series_equal(summed.told, summed.value, check_names=False, rtol=1e-12)
    assert both[both.group_basis != "sum"].value.isna().all()
    assert (both.members_with_value == both.found.fillna(0)).all()
    assert (both.told_members == both.members.fillna(both.told_members)).all()


def test_heim_has_no_figure_before_it_existed(ask: Ask) -> None:
    query = "select distinct period, symbol, value from {} = '5055' and period < '2020' order by all"
    for table in (
        "mart.indicator where source_id = 'ssb_07459' and municipality_code",
        "source.ssb_07459 where region",
    ):
        rows = ask(query.format(table))
        assert rows == [(str(year), "not_existing", None) for year in range(2005, 2020)], table
    assert ask("select count(*) from source.ssb_06913 where region = '5055' and period < '2020'") == [(0,)]


@pytest.mark.parametrize("source", ["ssb_06913", "ssb_06944", "ssb_09429"])
def test_the_country_is_never_the_sum_of_one_county(ask: Ask, source: str) -> None:
    query = """select count(*), count(country_value), count(rank), count(rank_of), list_sort(list(distinct country_basis))
        from mart.indicator where source_id = ?"""
    [(rows, values, ranks, ranks_of, basis)] = ask(query, source)
    assert rows > 100
    assert (values, ranks, ranks_of) == (0, 0, 0)
    assert basis == (["incomplete", "not_summable"] if source == "ssb_06944" else ["incomplete"])


def test_a_median_is_never_summed(ask: Ask) -> None:
    query = (
        "select distinct group_basis, value from mart.indicator_group where indicator_id = 'median_income_after_tax'"
    )
    assert ask(query) == [("not_summable", None)]


def test_there_are_many_indicators_with_different_definitions(ask: Ask) -> None:
    query = "select count(*), count(distinct (source_id, computed_as)), count(distinct title) from core.indicator"
    [(count, definitions, titles)] = ask(query)
    assert count >= 18
    assert (definitions, titles) == (count, count)


def test_every_indicator_of_a_table_in_the_sample_has_figures(ask: Ask) -> None:
    query = """select indicator_id from core.indicator
        anti join (from mart.indicator where value is not null) using (indicator_id)
        where source_id in (select source_id from meta.source where rows > 0)"""
    assert ask(query) == []


def test_every_table_and_column_is_described(ask: Ask) -> None:
    """The views in main repeat tables of mart, whose columns have theirs."""
    for listing in ("table_name from duckdb_tables()", "table_name, column_name from duckdb_columns()"):
        lacking = "not internal and schema_name != 'main' and trim(coalesce(comment, '')) = ''"
        assert ask(f"select {listing} where {lacking}") == []


def test_parquet_has_the_same_rows(published_folder: Path) -> None:
    assert_parquet_is_the_same(published_folder)


def test_data_package_lists_every_file_and_column(ask: Ask, published_folder: Path) -> None:
    package = orjson.loads((published_folder / "parquet" / "datapackage.json").read_bytes())
    resources = {one["name"]: one for one in package["resources"]}
    files = {path.name for path in (published_folder / "parquet").glob("*.parquet")}
    assert sorted(resources) == [table for (table,) in ask(TABLES)]
    assert {one["path"] for one in resources.values()} == files
    for table, one in resources.items():
        fields = [field["name"] for field in one["schema"]["fields"]]
        assert fields == [row[0] for row in ask(f"select column_name from (describe {table})")], table
        assert one["description"]
        assert all(field["description"] for field in one["schema"]["fields"]), table


def test_the_file_is_read_only_and_has_no_wal(published_folder: Path) -> None:
    database = published_folder / "grunnlag.duckdb"
    assert stat.S_IMODE(database.stat().st_mode) == 0o444
    with (
        duckdb.connect(database, read_only=True) as con,
        pytest.raises(duckdb.InvalidInputException, match="read-only"),
    ):
        con.execute("create table core.mine as select 1")
    files = ["grunnlag.duckdb", "grunnlag.duckdb.sha256", "parquet"]
    assert sorted(path.name for path in published_folder.iterdir()) == files


def test_the_file_can_be_read_by_duckdb_from_version_1_2(published_folder: Path, ask: Ask) -> None:
    header = (published_folder / "grunnlag.duckdb").read_bytes()[8:20]
    assert header[:4] == b"DUCK"
    assert int.from_bytes(header[4:], "little") == 65  # what 1.2 wrote; 1.1 stops at 64, 1.3 began 66
    assert ask("select tags['storage_version'] from duckdb_databases() where path is not null") == [("v1.2.0+",)]
