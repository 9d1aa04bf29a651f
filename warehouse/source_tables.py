"""Source tables in a build: copied when nothing that made them changed, else made again from the accepted loads.

Loads are applied in the order they were accepted, each compared with what stood before; so copying, adding last night's
load, and replaying everything from the archive give the same tables and the same `meta.revision`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from catalogue.errors import UnexpectedShape
from catalogue.kinds import Source
from extract.archive import Load
from transform.tables import Tables
from warehouse.build import Build, quoted
from warehouse.checks import check_source
from warehouse.load_comparison import Terms, compare

OF_A_SOURCE = ("meta.revision", "meta.notice", "core.label")
"""What stands in other tables about a source's own."""

Read = Callable[[Source, Load], Tables]
"""Gives the tables of a load from the archive."""


@dataclass(frozen=True)
class Made:
    """How a source's tables in the build came to be."""

    loads: list[Load]
    made_by: str


def bring(build: Build, source: Source, loads: list[Load], read: Read, made_by: str, *, accepted: int) -> Made:
    """Put the source's tables into the build; the first `accepted` loads have passed their checks before.

    Raises StopTable when a load cannot be used; `discard` then clears up.
    """
    before, before_by = published_made(build, source.id)
    done = 0
    if before and before_by == made_by and before == [load.load_id for load in loads[: len(before)]]:
        copy(build, source.id)
        done = len(before)
    for place, load in enumerate(loads[done:], start=done):
        alike = place > 0 and loads[place - 1].asked == load.asked
        terms = Terms(checked=place >= accepted, same_question=alike)
        try:
            _apply(build, source, load, read(source, load), terms)
        except duckdb.Error as error:
            raise UnexpectedShape(f"{source.id} could not be loaded: {str(error).splitlines()[0]}.") from error
    return Made(loads, made_by)


def published_made(build: Build, source_id: str) -> tuple[list[str], str]:
    """The loads in the source's published tables and the fingerprint of what made them; empty where there are none."""
    if not build.has_published:
        return [], ""
    found = build.rows("select loads, made_by from published.meta.source where source_id = ?", [source_id])
    return (list(found[0][0]), found[0][1]) if found else ([], "")


def copy(build: Build, source_id: str) -> None:
    """Copy a source's tables, labels, revisions and notices from the published build as they are."""
    for name in _tables(build, "published", source_id):
        build.con.execute(f'create table source."{name}" as from published.source."{name}"')
    for table in OF_A_SOURCE:
        build.con.execute(f"insert into {table} from published.{table} where source_id = ?", [source_id])


def discard(build: Build, source_id: str) -> None:
    """Remove what a failed load left in the build."""
    for name in _tables(build, "work", source_id):
        build.con.execute(f'drop table source."{name}"')
    build.con.execute("drop table if exists source.incoming")
    for table in OF_A_SOURCE:
        build.con.execute(f"delete from {table} where source_id = ?", [source_id])


def _tables(build: Build, database: str, source_id: str) -> list[str]:
    query = """select table_name from duckdb_tables()
        where database_name = ? and schema_name = 'source' and (table_name = ? or starts_with(table_name, ? || '_'))"""
    return [name for (name,) in build.rows(query, [database, source_id, source_id])]


def _apply(build: Build, source: Source, load: Load, tables: Tables, terms: Terms) -> None:
    """Replace the load's scope in the source's tables, and log what it revised and what was odd about it.

    A load that is new is checked; one that was accepted stays accepted, also by checks that came later.
    """
    notices = list(tables.notices)
    for name, frame in tables.frames.items():
        build.con.register("incoming_frame", frame)
        build.con.execute(f"create or replace table source.incoming as select {_stored(build)} from incoming_frame")
        build.con.unregister("incoming_frame")
        if terms.checked:
            check_source(build, source, load.complete)
        key = key_columns(build, "incoming", source)
        alike = build.has(name) and key_columns(build, name, source) == key
        within = _within(source, load, newest=alike and source.spec.only_newest)
        if source.spec.key and alike:
            _record_revisions(build, source.id, name, load, within, key)
            notices += compare(build, source, name, within, load, terms)
        _replace(build, name, within)
    build.con.register("labels", tables.labels)
    same = "(dimension, code) in (select (dimension, code) from labels)"
    build.con.execute(f"delete from core.label where source_id = ? and {same}", [source.id])
    build.con.execute("insert into core.label select ?, dimension, code, label from labels", [source.id])
    build.con.unregister("labels")
    for says in notices:
        build.con.execute("insert into meta.notice values (?, ?, ?)", [source.id, load.load_id, says])


def _stored(build: Build) -> str:
    """The columns as they are stored: days as dates, and codes as they come, coded: text would take twice the time."""
    days = {"borders", "valid_from", "valid_to", "borders_from", "occurred"}
    names = [name for (name,) in build.rows("select column_name from (describe incoming_frame)")]
    return ", ".join(f'"{name}"::date as "{name}"' if name in days else f'"{name}"' for name in names)


def key_columns(build: Build, name: str, source: Source) -> list[str]:
    """Return the key of a table as it stands, sorted: an earlier catalogue may have asked for other dimensions."""
    columns = {column for (column,) in build.rows(f'select column_name from (describe source."{name}")')}
    return sorted(columns - {"value", "symbol", "borders", "fetch_id", *source.spec.bounds})


def _within(source: Source, load: Load, *, newest: bool) -> str:
    """The condition for a row of the table to be in the part that a load replaces: its regions, its release.

    Where the `newest` periods alone are asked for, its periods too.
    """
    parts = [f"region in ({', '.join(quoted(code) for code in load.scope)})"] if load.scope is not None else []
    if source.spec.has_releases:
        parts.append("vintage in (select vintage from source.incoming)")
    if newest:
        parts.append("period in (select period from source.incoming)")
    return " and ".join(parts) or "true"


def _replace(build: Build, name: str, within: str) -> None:
    """Put the load's rows in place of the table, or of the part of it `within` which they are."""
    if within != "true" and build.has(name):
        rest = f'select * from source."{name}" where not ({within})'
        build.con.execute(f"create or replace temp table together as {rest} union all by name from source.incoming")
        build.con.execute(f"create or replace table source.incoming as select {_coded(build, name)} from together")
    build.con.execute(f'drop table if exists source."{name}"')
    build.con.execute(f'alter table source.incoming rename to "{name}"')


def _coded(build: Build, name: str) -> str:
    """The columns of `together`, coded as in the table, with the codes that are new to it."""
    kinds = build.rows(f'select column_name, column_type from (describe source."{name}")')
    return ", ".join(_enum(build, column) if kind.startswith("ENUM") else f'"{column}"' for column, kind in kinds)


def _enum(build: Build, column: str) -> str:
    codes = build.rows(f'select distinct "{column}" from together where "{column}" is not null order by all')
    return f'"{column}"::enum({", ".join(quoted(code) for (code,) in codes)}) as "{column}"'


def _record_revisions(build: Build, source_id: str, name: str, load: Load, within: str, key: list[str]) -> None:
    """Write each earlier cell `within` what the load replaces that changed or vanished."""
    cell = " || ';' || ".join(f"'{column}=' || old.\"{column}\"" for column in key)
    query = f"""insert into meta.revision
        select $source, {cell}, old.region, old.period, old.value, old.symbol,
            new.value, new.symbol, new.fetch_id, $load
        from (from source."{name}" where {within}) as old
        left join source.incoming as new using ({", ".join(f'"{column}"' for column in key)})
        where (old.value is distinct from new.value or old.symbol is distinct from new.symbol)
        order by all"""
    build.con.execute(query, {"source": source_id, "load": load.load_id})
