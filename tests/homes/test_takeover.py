"""Today's code takes over the homes that earlier versions wrote: nothing is fetched again, and no figure changes."""

import shutil
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

import sample
from extract.clock import Clock, Hours
from pipeline.outcome import Outcome
from pipeline.replay import replay
from pipeline.runs import refresh
from pipeline.settings import Settings
from sample.klass.holdings import KOSTRA_GROUPS
from tests.flow.request_log import data_requests
from tests.flow.tiny import tiny_catalogue
from tests.lib.content import HASH, Content, differing
from tests.lib.small import Silent, settings_for

HOMES = Path(__file__).parent
RENAMED = {
    '"name"': '"official_name"',
    '"old_name"': '"old_official_name"',
    '"new_name"': '"new_official_name"',
    '"definition"': '"computed_as"',
}
"""What earlier versions called a column -> what it is called today, in the tables that have a column of that name."""
TABLES = """select schema_name || '.' || table_name, array_agg(
        case data_type when 'DOUBLE' then format('round("{0}", 6) + 0 as "{0}"', column_name) else '"' || column_name || '"' end
        order by column_index)
    from duckdb_columns()
    where (schema_name in ('source', 'core', 'mart') or table_name = 'revision') and table_name != 'comparison'
        and not starts_with(column_name, 'change_') and column_name not in ('members_median', 'distance')
        and table_name || '.' || column_name not in ('group.title', 'group.title_en', 'series_break.break_reason')
    group by all order by all"""
"""Today's figures are rounded to six decimals. Differences between figures, and what is computed from rounded ones, are left
out: their last decimal may be another. So is mart.comparison, which has fewer rows than its view had, and so are the words
that have Norwegian names of places today."""
HOURS = Hours(Clock(now=lambda: datetime(2026, 11, 26, 12, tzinfo=UTC)))
"""The day after the last run in the homes."""


@pytest.fixture(scope="module", params=["c909f8b"])
def written(request: pytest.FixtureRequest) -> Path:
    """The folder of a home."""
    return HOMES / str(request.param)


@pytest.fixture
def server(written: Path) -> Iterator[sample.Addresses]:
    """The sample, with the workbook that the home was written from, and without KOSTRA groups, which it lacked then."""
    with sample.serve(calls_per_minute=100_000) as addresses:
        del addresses.klass.last_modified[KOSTRA_GROUPS]
        addresses.arealprofiler.body = (written / "arealprofiler.xlsx").read_bytes()
        yield addresses


@pytest.fixture
def old(written: Path, server: sample.Addresses, tmp_path: Path) -> Settings:
    """The home, unpacked, and the catalogue it was built from."""
    with tarfile.open(written / "home.tar.xz") as packed:
        packed.extractall(tmp_path, filter="data")
    catalogue = tiny_catalogue(tmp_path / "catalogue")
    for part in ("sources", "indicators"):
        shutil.rmtree(catalogue / part)
    shutil.copytree(written / "catalogue", catalogue, dirs_exist_ok=True)
    return settings_for(tmp_path / "home", catalogue, server)


def columns(database: Path) -> dict[str, list[str]]:
    """The columns of every table that holds figures or what they are grouped by."""
    with duckdb.connect(database, read_only=True) as con:
        return dict(con.execute(TABLES).fetchall())


def content(database: Path, tables: dict[str, list[str]]) -> Content:
    """The rows of these columns of these tables, by the names that the columns have in this database."""
    here = columns(database)
    queries = {
        name: HASH.format(f"select {', '.join(_renamed(of, here[name]))} from {name}") for name, of in tables.items()
    }
    with duckdb.connect(database, read_only=True) as con:
        return {name: con.execute(query).fetchall()[0] for name, query in queries.items()}


def _renamed(names: list[str], here: list[str]) -> list[str]:
    return [RENAMED[name] if RENAMED.get(name) in here else name for name in names]


def run(settings: Settings) -> Outcome:
    return refresh(settings, Silent(), municipality=None, scope=None, hours=HOURS)


def test_a_refresh_fetches_no_figure_again_and_every_table_holds_the_rows_it_held(
    old: Settings, server: sample.Addresses
) -> None:
    tables, first = columns(old.folder.database), old.folder.published.resolve()
    before = content(old.folder.database, tables)
    outcome = run(old)
    assert (outcome.exit_code, outcome.loaded, outcome.stale) == (0, [], {})
    assert data_requests(server.requests) == []
    assert [one["status"] for one in server.requests if one["path"].endswith(".xlsx")] == [304]
    taken_over = old.folder.published.resolve()
    assert taken_over != first, "today's code has built it"
    assert differing(content(old.folder.database, tables), before) == []
    assert run(old).loaded == []
    assert old.folder.published.resolve() == taken_over, "nothing is left to do"


def test_its_archive_alone_gives_the_same_figures(old: Settings, server: sample.Addresses) -> None:
    tables = columns(old.folder.database)
    before = content(old.folder.database, tables)
    assert replay(old, Silent(), as_of=None).exit_code == 0
    assert differing(content(old.folder.database, tables), before) == []
    assert server.requests == []
