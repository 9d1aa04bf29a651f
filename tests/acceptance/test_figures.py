"""Known figures, read from the published file with SQL as an analyst does."""

import stat
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from catalogue.load import SEEDS
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
    query = f"""select {", ".join(KEY)}, value as actual, group_basis, members as actual_members, members_with_value
        from mart.indicator_group
        where indicator_id = ? and group_kind in ('county', 'country') and breakdown is null"""
    actual = published.execute(query, [indicator]).df()
    both = actual.merge(ours, on=KEY, how="left")
    summed = both[both.group_basis == "sum"]
    assert len(summed) > 5
    pd.testing.assert_series_equal(summed.actual, summed.value, check_names=False, rtol=0, atol=6e-7)
    assert both[both.group_basis != "sum"].value.isna().all()
    assert (both.members_with_value == both.found.fillna(0)).all()
    assert (both.actual_members == both.members.fillna(both.actual_members)).all()


def test_heim_has_no_figure_before_it_existed(ask: Ask) -> None:
    query = "select distinct period, symbol, value from {} = '5055' and period < '2020' order by all"
    for table in (
        "mart.indicator where source_id = 'ssb_07459' and municipality_code",
        "source.ssb_07459 where region",
    ):
        rows = ask(query.format(table))
        assert rows == [(str(year), "not_existing", None) for year in range(2005, 2020)], table
    assert ask("select count(*) from source.ssb_06913 where region = '5055' and period < '2020'") == [(0,)]


@pytest.mark.parametrize("indicator", ["birth_surplus", "households", "higher_education_share", "employed_residents"])
def test_the_country_is_never_the_sum_of_two_counties(ask: Ask, indicator: str) -> None:
    query = """select count(*), count(country_value), count(rank), count(rank_of), list_sort(list(distinct country_basis))
        from mart.indicator where indicator_id = ?"""
    [(rows, values, ranks, ranks_of, basis)] = ask(query, indicator)
    assert rows > 100
    assert (values, ranks, ranks_of, basis) == (0, 0, 0, ["incomplete"])


def test_a_median_is_ranked_in_the_years_in_which_every_municipality_has_one(ask: Ask) -> None:
    query = """select period, count(country_value), max(rank_of) from mart.indicator
        where indicator_id = 'median_income_after_tax' group by period having count(rank) > 0 order by all"""
    assert ask(query) == [("2021", 0, 356), ("2024", 0, 357)]


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


LACKING = {
    *("employment_rate_55_66", "employed_55_plus_share", "health_workers_55_plus_share"),  # ages
    *("agricultural_area_share", "built_up_area_share", "built_up_area_per_inhabitant"),  # all classes but farmland
    *("school_cost", "school_group_size", "kindergarten_cost", "kindergarten_children_per_staff"),  # contents
    "private_jobs_share",  # the public sectors
    "musculoskeletal_primary_care",  # the group of diagnoses
    "protected_area_share",  # land area in the year of the protected areas
}
"""Indicators without figures, because the sample lacks codes that they need."""


def test_every_indicator_of_a_table_in_the_sample_has_figures_but_where_it_lacks_codes(ask: Ask) -> None:
    query = """select indicator_id from core.indicator
        anti join (from mart.indicator where value is not null) using (indicator_id)
        where source_id in (select source_id from meta.source where rows > 0)"""
    assert {indicator for (indicator,) in ask(query)} == LACKING


def test_what_lacks_codes_is_never_made_of_those_there_are(ask: Ask) -> None:
    """Otherwise farmland alone would be all of the area, and private jobs all jobs."""
    query = "select distinct value, symbol from mart.indicator where indicator_id = ? and on_todays_borders"
    for indicator in ("agricultural_area_share", "private_jobs_share", "employed_55_plus_share"):
        assert {*ask(query, indicator)} - {(None, "not_existing")} == {(None, "not_delivered")}, indicator


def test_what_the_sample_lacks_is_never_said_to_be_lacking_at_the_source(ask: Ask) -> None:
    """The sample has what could be had of most sources."""
    query = """select distinct source.kind, symbol, reason from mart.figure_newest
        inner join meta.source as source using (source_id) where value is null and symbol in ('not_delivered', 'missing')
            and not starts_with(reason, 'Tallet finnes bare for deler') and not regexp_matches(reason, ' (slått sammen|delt) ')"""
    reasons: dict[tuple[str, str], set[str]] = {}
    for kind, symbol, reason in ask(query):
        reasons.setdefault((kind, symbol), set()).add(reason)
    lacking = {"Ikke med i prøvedataene.", "Ikke med i prøvedataene, eller kilden har ikke tallet."}
    assert reasons["statbank", "not_delivered"] == reasons["fhi", "not_delivered"] == lacking
    assert reasons["spreadsheet", "not_delivered"] == {
        "Ikke med i prøvedataene, eller kilden har ikke tallet.",
        "Kilden hentes ikke her. IMDi oppgir ikke hvilke vilkår tallene kan brukes på.",
    }
    assert reasons["spreadsheet", "missing"] == {"Kilden har ikke tall for kommunen i perioden."}


def test_every_table_and_column_is_described(ask: Ask) -> None:
    """The views in main are left out: they repeat tables of mart, whose columns have comments."""
    for listing in ("table_name from duckdb_tables()", "table_name, column_name from duckdb_columns()"):
        lacking = "not internal and schema_name != 'main' and trim(coalesce(comment, '')) = ''"
        assert ask(f"select {listing} where {lacking}") == []


def test_parquet_has_the_same_rows(published_folder: Path) -> None:
    assert_parquet_is_the_same(published_folder)


def test_the_file_is_read_only_and_has_no_wal(published_folder: Path, analysts_file: Path) -> None:
    database = published_folder / "grunnlag.duckdb"
    assert stat.S_IMODE(database.stat().st_mode) == 0o444
    with (
        duckdb.connect(analysts_file, read_only=True) as con,
        pytest.raises(duckdb.InvalidInputException, match="read-only"),
    ):
        con.execute("create table core.mine as select 1")
    files = ["grunnlag.duckdb", "grunnlag.duckdb.sha256", "health.json", "parquet"]
    assert sorted(path.name for path in published_folder.iterdir()) == files


def test_the_file_can_be_read_by_duckdb_from_version_1_2(published_folder: Path, ask: Ask) -> None:
    header = (published_folder / "grunnlag.duckdb").read_bytes()[8:20]
    assert header[:4] == b"DUCK"
    assert int.from_bytes(header[4:], "little") == 65  # what 1.2 wrote; 1.1 stops at 64, 1.3 began 66
    assert ask("select tags['storage_version'] from duckdb_databases() where path is not null") == [("v1.2.0+",)]


def test_every_mart_with_borders_or_releases_says_which_are_todays_and_newest(ask: Ask) -> None:
    query = """select table_name, list(column_name) from duckdb_columns() where schema_name = 'mart' group by all"""
    marts = dict(ask(query))
    assert [name for name, has in marts.items() if "borders" in has and "on_todays_borders" not in has] == []
    assert [name for name, has in marts.items() if "vintage" in has and "is_newest" not in has] == []
    assert len([name for name, has in marts.items() if "borders" in has]) >= 8


def test_a_forgotten_condition_does_no_harm(ask: Ask) -> None:
    """`figure` has each figure once: on today's borders, as a whole, of the newest release."""
    surplus = (
        "select sum(value) from figure where indicator_id = 'birth_surplus' and county_code = '50' and period = '2022'"
    )
    assert ask(surplus) == [(500,)]
    oldest = "select round(value, 1) from figure where municipality = 'Tinn' and period = '2050' and indicator_id = ?"
    assert ask(oldest, "projected_share_80_plus") == [(14.2,)]
    assert ask("select value from figure_newest where municipality = 'Trondheim' and title = 'Folketall'") == [
        (218_460,)
    ]


def test_every_indicator_of_every_municipality_has_a_value_or_a_reason(ask: Ask) -> None:
    query = """select count(*), count(distinct (indicator_id, municipality_code)),
            count(*) filter (where (value is null) = (reason is null))
        from figure_newest where county = 'Trøndelag'"""
    [(indicators,)] = ask("select count(*) from core.indicator")
    assert ask(query) == [(38 * indicators, 38 * indicators, 0)]


def test_an_old_figure_stands_with_a_note_on_its_age(ask: Ask) -> None:
    query = """select period, value is not null, reason, age_note from figure_newest
        where indicator_id = ? and municipality = 'Skien'"""
    note = "Det nyeste tallet er fra 2015, og kan være for gammelt."
    assert ask(query, "farmland_built_on") == [("2015", True, None, note)]
    old = "year(built_at) - year(period_end) > 5"
    query = f"""select ({old}), age_note is not null, count(*) > 100 from figure_newest, meta.build
        where period is not null group by all"""
    assert set(ask(query)) == {(True, True, True), (False, False, True)}


def test_a_doubtful_figure_stands_with_a_note(ask: Ask) -> None:
    """The workbook has 0 percent of Røst's inhabitants in settlements in 2022, between 69 and 71."""
    query = """select period, round(value, 1), note like 'Tvilsomt: %' from figure
        where indicator_id = 'share_in_settlements' and municipality = 'Røst' and period >= '2021' order by period"""
    assert ask(query) == [("2021", 69.5, None), ("2022", 0, True), ("2023", 70.6, None)]


def test_every_doubt_is_of_a_figure(ask: Ask) -> None:
    [(doubts,)] = ask("select count(*) from core.doubtful_figure")
    assert doubts == len(pd.read_csv(SEEDS / "doubtful_figures.csv"))
    assert ask("select count(*) from figure where note is not null") == [(doubts,)]


def test_a_reason_does_not_blame_the_source_for_what_the_sample_lacks(ask: Ask) -> None:
    """The sample has projections for Telemark only, and no figures of kindergartens."""
    query = "select reason from figure_newest where municipality = 'Heim' and indicator_id = ?"
    assert ask(query, "projected_population") == [("Ikke med i prøvedataene, eller kilden har ikke tallet.",)]
    [(split,)] = ask(query, "population_growth_10y")
    assert "Snillfjord ble delt" in split


def test_every_table_and_view_can_be_previewed_at_once(analysts_file: Path) -> None:
    """A view that computes all its rows first does not fit into this memory."""
    with duckdb.connect(analysts_file, read_only=True) as con:
        names = con.execute(
            "select schema_name, table_name from duckdb_columns() where not internal group by all"
        ).fetchall()
        con.execute("set memory_limit = '200MB'; set max_temp_directory_size = '0MB'; set threads = 1")
        try:
            for schema, name in names:
                assert len(con.execute(f'select * from {schema}."{name}" limit 10').fetchall()) <= 10
        finally:  # the limits are those of every connection of this process to the file
            con.execute("reset memory_limit; reset max_temp_directory_size; reset threads")
    assert ("mart", "comparison") in names


def test_the_samples_file_is_small(published_folder: Path) -> None:
    assert (published_folder / "grunnlag.duckdb").stat().st_size < 115e6
