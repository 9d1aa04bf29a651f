"""Small finished builds, and a reader's connection to the lake that they are written to."""

from pathlib import Path
from typing import Any

import duckdb

from warehouse.lake import Lake, load_extension

BASE = """create schema meta; create schema mart;
    create table meta.build as select '{build_id}' as build_id, 'sample' as origin;
    create table meta.fetch as select '{build_id}' as fetch_id;
    create table mart.figure (code varchar collate nocase, sex enum('1', '2'), value integer, fetch_id varchar);
    insert into mart.figure select code, sex, value, '{build_id}'
        from (values ('5055', '1', 10), ('5055', '2', 11), ('5001', '1', null)) as cells(code, sex, value);
    comment on table mart.figure is 'The county''s figures.'; comment on column mart.figure.value is 'Persons.';
    create view figure as from mart.figure;"""
"""What a build has: figures with a cell for each kind of value, and what it was made from."""


def build(folder: Path, build_id: str, change: str = "") -> Path:
    """Make a build with these figures and a change in them."""
    path = folder / f"{build_id}.duckdb"
    with duckdb.connect(path) as con:
        con.execute(BASE.format(build_id=build_id))
        con.execute(change)
    return path


class Analyst:
    """A connection that asks one lake after another, because loading extensions takes longest."""

    def __init__(self, *more: str) -> None:
        self._con = duckdb.connect()
        for extension in ("ducklake", *more):
            load_extension(self._con, extension)

    def attach(self, lake: Lake) -> None:
        """Ask the newest version of a lake from now on."""
        self._con.execute("use memory; detach database if exists lake")
        self._con.execute(f"attach 'ducklake:{lake.catalogue}' as lake (read_only); use lake")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self._con.execute(query).fetchall()

    def changed(self, schema: str, table: str, version: int) -> list[tuple[Any, ...]]:
        """Return what a version changed in a table: insert or delete, then the row."""
        of = f"ducklake_table_changes('lake', '{schema}', '{table}', {version}, {version})"
        return self.rows(f"select change_type, * exclude (change_type, snapshot_id, rowid) from {of} order by all")
