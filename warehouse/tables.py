"""Source tables in a build: copied when nothing that made them changed, else made again from the accepted loads.

Loads are applied in the order they were accepted, each compared with what stood before; so copying, adding last night's
load, and replaying everything from the archive give the same tables and the same `meta.revision`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from catalogue.errors import CheckFailed
from catalogue.models import Source
from extract.archive import Load
from transform.tables import Tables
from warehouse.build import Build
from warehouse.checks import check_source

VANISHED_LIMIT = 0.01
"""More than this share of a table's cells gone at once is a fault at the source, not a revision."""

Read = Callable[[Source, Load], Tables]
"""Gives the tables of a load from the archive."""

_NOT_IN_KEY = {"value", "symbol", "borders", "fetch_id"}


@dataclass(frozen=True)
class Made:
    """How a source's tables in the build came to be."""

    loads: list[Load]
    made_by: str


def bring(build: Build, source: Source, loads: list[Load], read: Read, made_by: str) -> Made:
    """Put the source's tables into the build. Raises StopTable when a load cannot be used; `discard` then clears up."""
    before, before_by = published_made(build, source.id)
    rest = loads
    if before and before_by == made_by and before == [load.load_id for load in loads[: len(before)]]:
        copy(build, source.id)
        rest = loads[len(before) :]
    for load in rest:
        _apply(build, source, load, read(source, load))
    return Made(loads, made_by)


def published_made(build: Build, source_id: str) -> tuple[list[str], str]:
    """The loads in the source's published tables and the fingerprint of what made them; empty where there are none."""
    if not build.has_published:
        return [], ""
    found = build.rows("select loads, made_by from published.meta.source where source_id = ?", [source_id])
    return (list(found[0][0]), found[0][1]) if found else ([], "")


def copy(build: Build, source_id: str) -> None:
    """Copy a source's tables, labels and revisions from the published build as they are."""
    for name in _tables(build, "published", source_id):
        build.con.execute(f'create table source."{name}" as from published.source."{name}"')
    for table in ("meta.revision", "core.label"):
        build.con.execute(f"insert into {table} from published.{table} where source_id = ?", [source_id])


def discard(build: Build, source_id: str) -> None:
    """Remove what a failed load left in the build."""
    for name in _tables(build, "work", source_id):
        build.con.execute(f'drop table source."{name}"')
    for table in ("meta.revision", "core.label"):
        build.con.execute(f"delete from {table} where source_id = ?", [source_id])


def _tables(build: Build, database: str, source_id: str) -> list[str]:
    query = """select table_name from duckdb_tables()
        where database_name = ? and schema_name = 'source' and (table_name = ? or starts_with(table_name, ? || '_'))"""
    return [name for (name,) in build.rows(query, [database, source_id, source_id])]


def _apply(build: Build, source: Source, load: Load, tables: Tables) -> None:
    """Replace the load's scope in the source's tables, after its checks, and log what it revised."""
    for name, frame in tables.frames.items():
        build.con.register("incoming_frame", frame)
        build.con.execute(f"create or replace temp table incoming as select {_casts(build)} from incoming_frame")
        build.con.unregister("incoming_frame")
        check_source(build, source, load.complete)
        if build.has(name) and "value" in frame:
            _record_revisions(build, source.id, name, load)
        _replace(build, name, load)
    build.con.register("labels", tables.labels)
    build.con.execute("delete from core.label where source_id = ?", [source.id])
    build.con.execute("insert into core.label select ?, dimension, code, label from labels", [source.id])
    build.con.unregister("labels")


def _casts(build: Build) -> str:
    """The columns as they are stored: text for categories, dates for days."""
    columns = build.rows("select column_name, column_type from (describe incoming_frame)")
    days = {"borders", "valid_from", "valid_to", "borders_from", "occurred"}
    types = {name: "date" if name in days else "varchar" if "ENUM" in kind else kind for name, kind in columns}
    return ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in types.items())


def _replace(build: Build, name: str, load: Load) -> None:
    if not build.has(name):
        build.con.execute(f'create table source."{name}" as from temp.incoming')
    elif load.scope is None:
        build.con.execute(f'create or replace table source."{name}" as from temp.incoming')
    else:
        build.con.execute(f'delete from source."{name}" where region in (select unnest(?))', [load.scope])
        build.con.execute(f'insert into source."{name}" by name from temp.incoming')


def key_columns(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The columns that identify a cell: region, the source's dimensions, contents, period."""
    columns = [name for (name,) in con.execute(f"select column_name from (describe {table})").fetchall()]
    return [name for name in columns if name not in _NOT_IN_KEY and not name.endswith(("_from", "_to"))]


def _record_revisions(build: Build, source_id: str, name: str, load: Load) -> None:
    """Write each earlier cell of the load's scope that changed or vanished. Raises CheckFailed for too many vanished."""
    key = key_columns(build.con, "temp.incoming")
    scope = "true" if load.scope is None else "old.region in (select unnest($scope))"
    cell = " || ';' || ".join(f"'{column}=' || old.\"{column}\"" for column in key)
    query = f"""insert into meta.revision
        select $source, {cell}, old.region, old.period, old.value, old.symbol,
            new.value, new.symbol, new.fetch_id, $load
        from source."{name}" as old left join temp.incoming as new using ({", ".join(f'"{column}"' for column in key)})
        where {scope} and (old.value is distinct from new.value or old.symbol is distinct from new.symbol)
        order by all"""
    parameters = {"source": source_id, "load": load.load_id} | ({} if load.scope is None else {"scope": load.scope})
    build.con.execute(query, parameters)
    _stop_if_too_much_vanished(build, source_id, name, load)


def _stop_if_too_much_vanished(build: Build, source_id: str, name: str, load: Load) -> None:
    query = "select count(*) from meta.revision where source_id = ? and load_id = ? and fetch_id is null"
    vanished = build.rows(query, [source_id, load.load_id])[0][0]
    held = build.rows(
        f'select count(*) from source."{name}" where ? is null or region in (select unnest(?))', [load.scope] * 2
    )
    if vanished > VANISHED_LIMIT * held[0][0] and load.complete:
        raise CheckFailed(
            f"{source_id}: {vanished} of {held[0][0]} figures are gone from the source; the earlier ones stay."
        )
