"""Checks of a published build: the file opens, and its Parquet files have the same content."""

from pathlib import Path

import duckdb

CONTENT = "select count(*), sum(hash(line)) from (select columns(*)::varchar from {}) as line"
"""Counts each distinct row of a table, as text, because Parquet has no ENUM."""


def assert_parquet_is_the_same(published: Path) -> None:
    """Check that every table has a Parquet file with the same columns and rows, and that there are no other files."""
    with duckdb.connect(published / "grunnlag.duckdb", read_only=True) as con:
        con.execute("set enable_geoparquet_conversion = false")  # the file itself has geometries as WKB
        found = con.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        tables = {name: f"read_parquet('{published}/parquet/{name}.parquet')" for (name,) in found}
        for table, file in tables.items():
            names = "select column_name from (describe from {})"
            assert con.execute(names.format(file)).fetchall() == con.execute(names.format(table)).fetchall(), table
            assert con.execute(CONTENT.format(file)).fetchall() == con.execute(CONTENT.format(table)).fetchall(), table
    assert len(tables) > 20
    assert {path.stem for path in (published / "parquet").glob("*.parquet")} == tables.keys()


def assert_whole(published: Path) -> None:
    """Check that the published build opens, has its id and no WAL, and that its Parquet files belong to it."""
    with duckdb.connect(published / "grunnlag.duckdb", read_only=True) as con:
        assert con.execute("select count(*), count(state) from meta.build").fetchall() == [(1, 1)]
    assert not (published / "grunnlag.duckdb.wal").exists()
    assert_parquet_is_the_same(published)
