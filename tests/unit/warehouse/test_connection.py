"""No connection reaches a file, the network or an extension, or changes its configuration."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.build import Build
from warehouse.connection import connect, lock, read_only
from warehouse.home import Home

KINDS = ("empty", "build", "read-only")

FORBIDDEN = (
    "from read_csv('/etc/passwd')",
    "from read_text('/etc/passwd')",
    "from read_blob('{folder}/other.txt')",
    "from '{folder}/other.parquet'",
    "from glob('/etc/*')",
    "copy (select 1) to '{folder}/out.csv'",
    "copy (select 1) to '{folder}/parquet/../out.csv'",
    "export database '{folder}/out'",
    "attach '{folder}/other.duckdb'",
    "attach 'http://127.0.0.1:9/other.duckdb'",
    "from read_csv('http://127.0.0.1:9/a.csv')",
    "install httpfs",
    "load httpfs",
    "load '{folder}/other.duckdb_extension'",
    "create secret (type s3)",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "set allowed_directories = ['/']",
    "reset allowed_directories",
    "set temp_directory = '/tmp'",
    "set custom_user_agent = 'a'",
    "from a_variable_in_python",
)


@pytest.fixture(params=KINDS)
def con(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of each kind."""
    home = Home(tmp_path / "home").prepare()
    build = Build(home, None)
    if request.param == "build":
        yield build.con
        build.con.close()
        return
    build.checkpoint()
    opened = connect() if request.param == "empty" else read_only(build.database)
    if request.param == "empty":
        lock(opened)
    with opened:
        yield opened


def test_no_statement_reaches_outside(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    a_variable_in_python = con.execute("select 1 as one").df()  # noqa: F841
    with duckdb.connect(str(tmp_path / "other.duckdb")) as other:
        other.execute("create table t as select 1 as one")
        other.execute(f"copy t to '{tmp_path}/other.parquet'")
    (tmp_path / "other.txt").write_text("secret")
    done = []
    for statement in FORBIDDEN:
        try:
            con.execute(statement.format(folder=tmp_path)).fetchall()
            done.append(statement)
        except duckdb.Error:
            pass
    assert done == []
    assert not list(tmp_path.glob("out*"))


def test_several_readers_of_one_file(tmp_path: Path) -> None:
    build = Build(Home(tmp_path).prepare(), None)
    build.checkpoint()
    with read_only(build.database) as one, read_only(build.database) as another:
        assert one.execute("select 1").fetchall() == another.execute("select 1").fetchall()


def test_a_build_writes_only_into_its_folder_of_parquet_files(tmp_path: Path) -> None:
    build = Build(Home(tmp_path).prepare(), None)
    build.parquet.mkdir()
    build.con.execute(f"copy (select 1 as one) to '{build.parquet}/t.parquet'")
    with pytest.raises(duckdb.PermissionException):
        build.con.execute(f"copy (select 1 as one) to '{build.folder}/t.parquet'")
    assert [path.name for path in build.parquet.iterdir()] == ["t.parquet"]
    build.abandon()


@pytest.mark.parametrize("folder", ["comma, here", "quote ' here", "bracket ] here"])
def test_a_home_with_odd_signs_in_its_path_works(folder: str, tmp_path: Path) -> None:
    build = Build(Home(tmp_path / folder).prepare(), None)
    build.parquet.mkdir()
    build.con.execute("copy (select 1 as one) to $path", {"path": str(build.parquet / "t.parquet")})
    build.abandon()
