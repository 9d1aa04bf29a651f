"""A lake has the content of each build that was written to it, and what changed between them."""

from pathlib import Path

import duckdb
import pytest

from catalogue.errors import BadSetting, SourceUnavailable
from tests.lib.lakes import Analyst, build
from warehouse import lake as module
from warehouse.lake import Lake, write_lake

BUILDS = {
    "one": "",
    "news": """update mart.figure set value = 12 where sex = '2'; delete from mart.figure where value is null;
        insert into mart.figure values ('5001', '2', 7, 'news')""",
    "no_news": """update mart.figure set value = 12 where sex = '2'; delete from mart.figure where value is null;
        insert into mart.figure values ('5001', '2', 7, 'no_news')""",
    "three_equal": "insert into mart.figure select '5056', '1', 1, '' from range(3)",
    "two_equal": "insert into mart.figure select '5056', '1', 1, '' from range(2)",
    "other_columns": """drop view figure; alter table mart.figure drop column sex;
        create table mart.more as select 1 as one""",
    "last": "comment on column mart.figure.value is 'People.'",
}
"""What the lake is made of: the name of each build, and how it differs from the first. Its place is its version."""
VERSION = {name: version for version, name in enumerate(BUILDS, start=1)}
FIGURES = [("5001", "1", None), ("5055", "1", 10), ("5055", "2", 11)]
ALL = "select code, sex, value from mart.figure {} order by all"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lake")


@pytest.fixture(scope="module")
def lake(folder: Path) -> Lake:
    """A lake to which all builds were written. No test changes it."""
    lake = Lake(str(folder / "grunnlag.ducklake"), str(folder / "files"))
    for build_id, change in BUILDS.items():
        write_lake(lake, build(folder, build_id, change))
    return lake


@pytest.fixture(scope="module")
def ask(lake: Lake, analyst: Analyst) -> Analyst:
    """The analyst, with the lake attached."""
    analyst.attach(lake)
    return analyst


def test_each_build_is_a_version_with_its_tables_and_text_for_enumerations(ask: Analyst) -> None:
    assert ask.rows("select author, commit_message from lake.snapshots()")[1:] == [
        ("grunnlag", name) for name in BUILDS
    ]
    for name, version in VERSION.items():
        assert ask.rows(f"select build_id from meta.build at (version => {version})") == [(name,)]
    assert ask.rows(ALL.format("at (version => 1)")) == FIGURES
    assert ask.rows(ALL.format("")) == FIGURES
    assert ask.rows("select typeof(sex) from mart.figure limit 1") == [("VARCHAR",)]


def test_only_the_rows_that_differ_are_written(ask: Analyst) -> None:
    assert ask.changed("mart", "figure", VERSION["news"]) == [
        ("delete", "5001", "1", None, "one"),
        ("delete", "5055", "2", 11, "one"),
        ("insert", "5001", "2", 7, "news"),
        ("insert", "5055", "2", 12, "news"),
    ]


def test_a_fetch_without_news_changes_no_figure_and_the_fetch_of_the_figures_stays(ask: Analyst) -> None:
    assert ask.changed("mart", "figure", VERSION["no_news"]) == []
    assert ask.changed("meta", "fetch", VERSION["no_news"]) == [("insert", "no_news")]
    assert {fetch for (fetch,) in ask.rows("from meta.fetch")} == BUILDS.keys()


@pytest.mark.parametrize(("name", "copies"), [("three_equal", 3), ("two_equal", 2)])
def test_equal_rows_are_as_many_as_in_the_build(ask: Analyst, name: str, copies: int) -> None:
    equal = f"select count(*) from mart.figure at (version => {VERSION[name]}) where code = '5056'"
    assert ask.rows(equal) == [(copies,)]


def test_a_table_with_other_columns_is_replaced_and_earlier_versions_stay(ask: Analyst) -> None:
    version = VERSION["other_columns"]
    assert len(ask.rows(f"select code, value from mart.figure at (version => {version})")) == len(FIGURES)
    with pytest.raises(duckdb.BinderException):
        ask.rows(ALL.format(f"at (version => {version})"))
    assert ask.rows(ALL.format(f"at (version => {VERSION['news']})"))[0] == ("5001", "2", 7)


def test_a_table_that_is_gone_is_in_earlier_versions(ask: Analyst) -> None:
    assert ask.rows(f"from mart.more at (version => {VERSION['other_columns']})") == [(1,)]
    with pytest.raises(duckdb.CatalogException):
        ask.rows("from mart.more")


def test_comments_are_those_of_the_newest_build(ask: Analyst) -> None:
    of_table = "select comment from duckdb_tables() where database_name = 'lake' and table_name = 'figure'"
    assert ask.rows(of_table) == [("The county's figures.",)]
    of_column = "select comment from duckdb_columns() where database_name = 'lake' and column_name = 'value'"
    assert ask.rows(of_column) == [("People.",)]


def test_a_build_that_the_lake_has_is_not_written_again(lake: Lake, folder: Path, analyst: Analyst) -> None:
    write_lake(lake, folder / "last.duckdb")
    analyst.attach(lake)
    assert len(analyst.rows("from lake.snapshots()")) == 1 + len(BUILDS)


def test_figures_of_another_origin_are_refused(lake: Lake, folder: Path) -> None:
    with pytest.raises(
        BadSetting, match=r"^The lake has sample figures, not live ones; give these another GRUNNLAG_LAKE"
    ):
        write_lake(lake, build(folder, "live", "update meta.build set origin = 'live'"))


def test_a_lake_that_cannot_be_written_stays_as_it_was_also_for_those_who_read_it(
    lake: Lake, folder: Path, ask: Analyst, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(con: duckdb.DuckDBPyConnection) -> None:
        con.execute("begin; delete from lake.mart.figure; commit")
        assert ask.rows(ALL.format("")) == FIGURES
        con.execute("from lake.nosuch")

    monkeypatch.setattr(module, "bring_to_build", half)
    with pytest.raises(SourceUnavailable, match=r"^The lake .+grunnlag\.ducklake cannot be written \(.*nosuch.*\)\.$"):
        write_lake(lake, folder / "one.duckdb")
    ask.attach(lake)
    assert ask.rows(ALL.format("")) == FIGURES


def test_the_connection_that_writes_reaches_no_other_file(
    lake: Lake, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reach(con: duckdb.DuckDBPyConnection) -> None:
        for statement in (f"copy (select 1) to '{folder}/out.csv'", f"attach '{folder}/x'", "set threads = 1"):
            with pytest.raises(duckdb.Error, match=r"disabled by configuration|has been locked"):
                con.execute(statement)

    monkeypatch.setattr(module, "bring_to_build", reach)
    write_lake(lake, folder / "one.duckdb")


def test_a_missing_extension_is_named(lake: Lake, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(BadSetting, match="needs the package duckdb-extension-ducklake; install Grunnlag with"):
        write_lake(lake, folder / "one.duckdb")
