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
from tests.lib.alterations import Altered
from tests.lib.content import rows
from tests.lib.lakes import Analyst
from tests.lib.small import Silent

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


def test_the_difference_between_two_nights_is_the_revisions_and_the_new_periods(
    tiny: Settings, ssb: sample.Addresses, population_table: Altered, analyst: Analyst
) -> None:
    settings = tiny.model_copy(update={"lake": str(tiny.home / "grunnlag.ducklake")})
    with ssb.statbank.without_code("06913", "Tid", LAST):
        population_table.announce("2099-01-01T07:00:00Z")
        assert night(settings).exit_code == 0
    population_table.put(321, Region="5055", Tid="2024", ContentsCode="Nettoinnflytting")
    population_table.put(None, Region="5001", Tid="2023", ContentsCode="Fodselsoverskudd")
    population_table.announce("2099-01-02T07:00:00Z")
    assert night(settings).exit_code == 0
    lake = lake_of(settings)
    assert lake
    analyst.attach(lake)
    recorded = rows(settings.folder.database, "from meta.revision select cell, old_value, new_value order by all")
    assert analyst.rows(REVISED) == recorded
    assert len(recorded) == 2
    assert analyst.rows(NEW) == [(LAST,)]
    assert_equal_content(analyst, settings)


def assert_equal_content(analyst: Analyst, settings: Settings) -> None:
    """Check that each table has the rows of the published one; rows may have an earlier fetch."""
    [(tables,)] = analyst.rows("select count(*) from duckdb_tables() where database_name = 'lake'")
    analyst.rows(f"attach if not exists '{settings.folder.database}' as published (read_only)")
    names = analyst.rows("select schema_name, table_name from duckdb_tables() where database_name = 'published'")
    assert len(names) == tables > 30
    for schema, name in names:
        if name == "fetch":
            continue
        lake, published = (
            f"select columns(c -> c <> 'fetch_id')::varchar from {at}.{schema}.\"{name}\""
            for at in ("lake", "published")
        )
        for first, second in ((lake, published), (published, lake)):
            assert analyst.rows(f"{first} except all {second}") == [], name
    analyst.rows("detach published")


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


def test_the_examples_of_the_documents_can_be_asked(with_lake: Settings, analyst: Analyst) -> None:
    """All but the first, which attaches the lake; those that drop versions need a lake that is attached to write."""
    lake = lake_of(with_lake)
    assert lake
    assert night(with_lake).exit_code == 0
    first, *examples = re.findall(r"^```duckdb\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert first == "attach 'ducklake:/srv/grunnlag/lake.ducklake' as lake (read_only);\n"
    analyst.attach(lake, "")
    for example in examples:
        analyst.rows(example.replace("2026-03-01", "2099-03-01"))
    assert len(examples) == 3


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
