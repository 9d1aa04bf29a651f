"""What a published build must be at any moment: a file that opens, and Parquet of the same content beside it."""

from pathlib import Path

import duckdb

CONTENT = "select count(*), sum(hash(line)) from (select columns(*)::varchar from {}) as line"
"""A table's rows whatever their order, each as many times; text, because Parquet knows no ENUM."""


def assert_parquet_is_the_same(published: Path) -> None:
    """Every table of the file has a Parquet file with the same columns and rows, and there is none besides."""
    with duckdb.connect(published / "grunnlag.duckdb", read_only=True) as con:
        found = con.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        tables = {name: f"read_parquet('{published}/parquet/{name}.parquet')" for (name,) in found}
        for table, file in tables.items():
            names = "select column_name from (describe from {})"
            assert con.execute(names.format(file)).fetchall() == con.execute(names.format(table)).fetchall(), table
            assert con.execute(CONTENT.format(file)).fetchall() == con.execute(CONTENT.format(table)).fetchall(), table
    assert len(tables) > 20
    assert {path.stem for path in (published / "parquet").glob("*.parquet")} == tables.keys()


def assert_whole(published: Path) -> None:
    """The published build opens, says what it is, has no WAL, and its Parquet belongs to it."""
    with duckdb.connect(published / "grunnlag.duckdb", read_only=True) as con:
        assert con.execute("select count(*), count(state) from meta.build").fetchall() == [(1, 1)]
    assert not (published / "grunnlag.duckdb.wal").exists()
    assert_parquet_is_the_same(published)
