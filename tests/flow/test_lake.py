"""A run writes what it has published to the lake too; what differs between two nights is what the sources changed."""

import re
from pathlib import Path

import pytest

import sample
from pipeline.lake import lake_of
from pipeline.outcome import Outcome
from pipeline.reports import Reports
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.flow.tiny import tiny_catalogue
from tests.lib.alterations import altered
from tests.lib.content import HASH, rows
from tests.lib.lakes import Analyst
from tests.lib.small import Silent, settings_for

PAGE = Path(__file__).parents[2] / "docs" / "outgrow-one-machine.md"
LAST = "2026"
"""The newest period of table 06913."""
CHANGED = """with changed as (from ducklake_table_changes('lake', 'source', 'ssb_06913', 2, 2)),
    gone as (from changed where change_type = 'delete'), come as (from changed where change_type = 'insert')"""
REVISED = f"""{CHANGED}
    select 'contents=' || contents || ';period=' || period || ';region=' || region, gone.value, come.value
    from gone left join come using (region, contents, period) order by all"""
NEW = f"{CHANGED} select distinct period from come anti join gone using (region, contents, period)"


def night(settings: Settings) -> Outcome:
    return refresh(settings, Silent(), municipality=None, scope=None)


@pytest.fixture
def with_lake(quick_home: Settings, tmp_path: Path) -> Settings:
    return quick_home.model_copy(update={"lake": str(tmp_path / "grunnlag.ducklake")})


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory: pytest.TempPathFactory, server: sample.Addresses) -> Settings:
    """A home with a lake after two nights; in the second, a figure is revised, another is gone, and a period is new."""
    folder = tmp_path_factory.mktemp("nights")
    settings = settings_for(folder / "home", tiny_catalogue(folder / "catalogue"), server)
    settings = settings.model_copy(update={"lake": str(folder / "grunnlag.ducklake")})
    with altered(server, "06913") as table:
        with server.statbank.without_code("06913", "Tid", LAST):
            table.announce("2099-01-01T07:00:00Z")
            assert night(settings).exit_code == 0
        table.put(321, Region="5055", Tid="2024", ContentsCode="Nettoinnflytting")
        table.put(None, Region="5001", Tid="2023", ContentsCode="Fodselsoverskudd")
        table.announce("2099-01-02T07:00:00Z")
        assert night(settings).exit_code == 0
    return settings


@pytest.fixture
def ask(two_nights: Settings, analyst: Analyst) -> Analyst:
    """The analyst, with the lake of the two nights attached."""
    lake = lake_of(two_nights)
    assert lake
    analyst.attach(lake)
    return analyst


def test_the_difference_between_two_nights_is_the_revisions_and_the_new_periods(
    two_nights: Settings, ask: Analyst
) -> None:
    recorded = rows(two_nights.folder.database, "from meta.revision select cell, old_value, new_value order by all")
    assert ask.rows(REVISED) == recorded
    assert len(recorded) == 2
    assert ask.rows(NEW) == [(LAST,)]


def test_the_tables_are_those_of_the_published_file_but_rows_may_have_an_earlier_fetch(
    two_nights: Settings, ask: Analyst
) -> None:
    def content(table: str) -> list[tuple[object, ...]]:
        return ask.rows(HASH.format(f"select columns(name -> name <> 'fetch_id') from {table}"))

    ask.rows(f"attach '{two_nights.folder.database}' as published (read_only)")
    of = "select schema_name || '.' || table_name from duckdb_tables() where database_name = '{}' order by all"
    names = ask.rows(of.format("published"))
    assert ask.rows(of.format("lake")) == names
    assert len(names) > 30
    assert [name for (name,) in names if content(f"lake.{name}") != content(f"published.{name}")] == []
    ask.rows("detach published")


def test_the_examples_of_the_documents_can_be_asked(ask: Analyst) -> None:
    text = PAGE.read_text(encoding="utf-8")
    attach, *examples, drop = re.findall(r"^```duckdb\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert attach == "attach 'ducklake:/srv/grunnlag/lake.ducklake' as lake (read_only);\n"
    assert "ducklake_expire_snapshots" in drop
    for example in examples:
        ask.rows(example.replace("2026-03-01", "2099-03-01"))
    assert len(examples) == 2


def test_a_lake_that_cannot_be_written_is_stale_and_catches_up_in_a_night_without_news(
    with_lake: Settings, tmp_path: Path, analyst: Analyst
) -> None:
    (tmp_path / "grunnlag.ducklake.files").write_text("in the way")
    outcome = night(with_lake)
    assert (outcome.exit_code, list(outcome.stale)) == (3, ["lake"])
    assert str(outcome).startswith("lake is stale: The lake ")
    report = Reports(with_lake.folder).last_ended()
    assert report
    assert (report.exit_code, list(report.failed), report.is_failed) == (3, ["lake"], False)
    (tmp_path / "grunnlag.ducklake.files").unlink()
    assert night(with_lake).exit_code == 0
    lake = lake_of(with_lake)
    assert lake
    analyst.attach(lake)
    query = "select build_id from meta.build"
    assert analyst.rows(query) == rows(with_lake.folder.database, query)
    assert len(analyst.rows("from lake.snapshots()")) == 2


def test_the_files_are_beside_a_catalogue_in_a_file_else_in_the_home(tmp_path: Path) -> None:
    in_file = lake_of(Settings(home=tmp_path, lake="x.ducklake"))
    assert in_file
    assert (in_file.catalogue, in_file.files) == (f"{Path.cwd()}/x.ducklake", f"{Path.cwd()}/x.ducklake.files")
    in_database = lake_of(Settings(home=tmp_path, lake="postgres:dbname=lake"))
    assert in_database
    assert (in_database.catalogue, in_database.files) == ("postgres:dbname=lake", f"{tmp_path}/lake")
    elsewhere = lake_of(Settings(home=tmp_path, lake="postgres:dbname=lake", lake_files="s3://bucket/lake"))
    assert elsewhere
    assert elsewhere.files == "s3://bucket/lake"
