"""Fill the source tables of a build: copy the published tables and apply new loads, or rebuild them from all loads.

Tables are copied only if the same code and catalogue made them. Loads are applied in the order they were accepted, and
each is compared with the table before it. So a copy, a copy with last night's load added, and a rebuild from the whole
archive give the same tables and the same `meta.revision`.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import duckdb

from catalogue.errors import UnexpectedShape
from catalogue.kinds import Source
from extract.archive import Load
from transform.lacking import with_lacking_codes
from transform.tables import Tables
from warehouse.build import Build
from warehouse.checks import check_source
from warehouse.difference import Difference
from warehouse.disk import DISK_ERRORS
from warehouse.load_comparison import Terms, compare, compare_codes
from warehouse.sql import Sql, listed, quoted, quoted_name

OF_A_SOURCE = ("meta.revision", "meta.check", "core.label")
"""The other tables that have rows about a source."""

Read = Callable[[Source, Load], Tables]
"""A function that reads the tables of a load from the archive."""


@dataclass(frozen=True)
class SourceLoads:
    """The loads that a source's tables are made of, and the fingerprint of the code and catalogue that made them."""

    loads: list[Load]
    made_by: str


def load_source(
    build: Build, source: Source, loads: list[Load], read: Read, made_by: str, *, accepted: int
) -> SourceLoads:
    """Put the source's tables into the build. The first `accepted` loads have passed their checks in an earlier run.

    Raise StopTable for a load that cannot be used; then call `discard_source`.
    """
    before, before_by = published_loads(build, source.id)
    done = 0
    if before and before_by == made_by and before == [load.load_id for load in loads[: len(before)]]:
        copy_source(build, source.id)
        done = len(before)
    for place, load in enumerate(loads[done:], start=done):
        same_question = place > 0 and loads[place - 1].asked == load.asked
        terms = Terms(checked=place >= accepted, same_question=same_question)
        try:
            _apply(build, source, load, read(source, load), terms)
        except DISK_ERRORS:
            raise
        except duckdb.Error as error:
            raise UnexpectedShape(f"{source.id} could not be loaded: {str(error).splitlines()[0]}.") from error
    return SourceLoads(loads, made_by)


def published_loads(build: Build, source_id: str) -> tuple[list[str], str]:
    """Return the ids of the loads in the source's published tables, and their `made_by`; both empty if there are none."""
    if not build.has_published:
        return [], ""
    found = build.rows("select loads, made_by from published.meta.source where source_id = ?", [source_id])
    return (list(found[0][0]), found[0][1]) if found else ([], "")


def copy_source(build: Build, source_id: str) -> None:
    """Copy a source's tables, labels, revisions and what was odd about its loads from the published build."""
    for name in map(quoted_name, _tables(build, "published", source_id)):
        build.con.execute(f"create table source.{name} as from published.source.{name}")
    for table in ("meta.revision", "core.label"):
        build.con.execute(f"insert into {table} from published.{table} where source_id = ?", [source_id])
    looks = "insert into meta.check from published.meta.check where source_id = ? and level = 'look'"
    with suppress(duckdb.BinderException):  # an older version published it without sources
        build.con.execute(looks, [source_id])  # not a load that was refused: this run may accept it


def discard_source(build: Build, source_id: str) -> None:
    """Remove what a failed load has put into the build."""
    for name in _tables(build, "work", source_id):
        build.con.execute(f"drop table source.{quoted_name(name)}")
    build.con.execute("drop table if exists source.incoming")
    for table in OF_A_SOURCE:
        build.con.execute(f"delete from {table} where source_id = ?", [source_id])


def _tables(build: Build, database: str, source_id: str) -> list[str]:
    query = """select table_name from duckdb_tables()
        where database_name = ? and schema_name = 'source' and (table_name = ? or starts_with(table_name, ? || '_'))"""
    return [name for (name,) in build.rows(query, [database, source_id, source_id])]


def _apply(build: Build, source: Source, load: Load, tables: Tables, terms: Terms) -> None:
    """Replace the load's scope in the source's tables. Record its revisions and what is odd about it.

    Only a new load is checked. A load that was accepted earlier stays accepted, whatever newer checks say.
    """
    found = [Difference("answer", says, stops=False, shows=True) for says in tables.notices]
    for name, frame in tables.frames.items():
        frame = with_lacking_codes(frame, source.spec) if source.spec.key else frame
        with build.shown("incoming_frame", frame):
            build.con.execute(f"create or replace table source.incoming as select {_stored(build)} from incoming_frame")
        if terms.checked:
            check_source(build, source, load.complete, tables.extent)
        key = key_columns(build, "incoming", source)
        same_key = build.has(name) and key_columns(build, name, source) == key
        replaced = _replaced(source, load, newest=same_key and source.spec.only_newest)
        if source.spec.key and same_key:
            _record_revisions(build, source.id, name, load, replaced, key)
            found += compare(build, source, name, replaced, load, terms)
        elif build.has(name) and not source.spec.key:
            found += compare_codes(build, source, name, terms)
        _replace(build, name, replaced)
    with build.shown("labels", tables.labels):
        same = "(dimension, code) in (select (dimension, code) from labels)"
        build.con.execute(f"delete from core.label where source_id = ? and {same}", [source.id])
        build.con.execute("insert into core.label select ?, dimension, code, label from labels", [source.id])
    for each in found:
        row = [each.key, each.says, source.id, load.load_id]
        build.con.execute("insert into meta.check values (?, ?, 1, null, 'look', ?, ?)", row)


def _stored(build: Build) -> Sql:
    """Return the columns of the incoming frame in their stored types: days as dates, categories as enumerations.

    Storing text instead of enumerations takes twice the time.
    """
    days = {"borders", "valid_from", "valid_to", "borders_from", "occurred"}
    names = [name for (name,) in build.rows("select column_name from (describe incoming_frame)")]
    columns = {name: quoted_name(name) for name in names}
    return listed(Sql(f"{column}::date as {column}") if name in days else column for name, column in columns.items())


def key_columns(build: Build, name: str, source: Source) -> list[str]:
    """Return the key columns that a table has in the build, sorted. An earlier catalogue may have had other dimensions."""
    columns = {column for (column,) in build.rows(f"select column_name from (describe source.{quoted_name(name)})")}
    return sorted(columns - {"value", "symbol", "borders", "fetch_id", *source.spec.bounds})


def _replaced(source: Source, load: Load, *, newest: bool) -> Sql:
    """Return the condition that selects the rows a load replaces: its regions, its release.

    With `newest`, only its periods too, because earlier periods were not fetched.
    """
    parts = [f"region in ({listed(quoted(code) for code in load.scope)})"] if load.scope is not None else []
    if source.spec.has_releases:
        parts.append("vintage in (select vintage from source.incoming)")
    if newest:
        parts.append("period in (select period from source.incoming)")
    return Sql(" and ".join(parts) or "true")


def _replace(build: Build, name: str, replaced: Sql) -> None:
    """Replace the rows of the table that meet the condition `replaced` with the load's rows."""
    table = f"source.{quoted_name(name)}"
    if replaced != "true" and build.has(name):
        rest = f"select * from {table} where not ({replaced})"
        build.con.execute(f"create or replace temp table together as {rest} union all by name from source.incoming")
        build.con.execute(f"create or replace table source.incoming as select {_coded(build, name)} from together")
    build.con.execute(f"drop table if exists {table}")
    build.con.execute(f"alter table source.incoming rename to {quoted_name(name)}")


def _coded(build: Build, name: str) -> Sql:
    """Return the columns of `together`. The table's enumerations are extended with new codes."""
    kinds = build.rows(f"select column_name, column_type from (describe source.{quoted_name(name)})")
    return listed(_enum(build, column) if kind.startswith("ENUM") else quoted_name(column) for column, kind in kinds)


def _enum(build: Build, name: str) -> Sql:
    column = quoted_name(name)
    codes = build.rows(f"select distinct {column} from together where {column} is not null order by all")
    return Sql(f"{column}::enum({listed(quoted(code) for (code,) in codes)}) as {column}")


def _record_revisions(build: Build, source_id: str, name: str, load: Load, replaced: Sql, key: list[str]) -> None:
    """Record each cell that meets the condition `replaced` and that the load changes or no longer has."""
    cell = " || ';' || ".join(f"{quoted(column + '=')} || old.{quoted_name(column)}" for column in key)
    query = f"""insert into meta.revision
        select $source, {cell}, old.region, old.period, old.value, old.symbol,
            new.value, new.symbol, new.fetch_id, $load
        from (from source.{quoted_name(name)} where {replaced}) as old
        left join source.incoming as new using ({listed(quoted_name(column) for column in key)})
        where (old.value is distinct from new.value or old.symbol is distinct from new.symbol)
        order by all"""
    build.con.execute(query, {"source": source_id, "load": load.load_id})
