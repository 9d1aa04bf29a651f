"""Bring the tables of a lake to the content of a build, by the rows that differ."""

from collections.abc import Iterable

import duckdb

from catalogue.errors import BadSetting
from warehouse.sql import Sql, listed, quoted, quoted_name

Table = tuple[str, str]
"""Schema and name."""


def bring_to_build(con: duckdb.DuckDBPyConnection) -> None:
    """Give the database `lake` the tables and comments of the database `build`, in one transaction.

    Do nothing if it has them. Raise BadSetting if it has figures of another origin.
    """
    old, new = _tables(con, "lake"), _tables(con, "build")
    [(build_id, origin)] = con.execute("select build_id, origin from build.meta.build").fetchall()
    if ("meta", "build") in old:
        [(its_build, its_origin)] = con.execute("select build_id, origin from lake.meta.build").fetchall()
        if its_build == build_id:
            return
        if its_origin != origin:
            raise BadSetting(f"The lake has {its_origin} figures, not {origin} ones; give these another GRUNNLAG_LAKE.")
    con.execute("begin")
    for table in old.keys() - new.keys():
        con.execute(f"drop table {_named('lake', table)}")
    for table, columns in new.items():
        (_merge if old.get(table) == columns else _create)(con, table, columns)
    for kind, path, text in con.execute(_COMMENTS).fetchall():
        con.execute(f"comment on {kind} {_named('lake', path)} is {quoted(text)}")
    con.execute("call lake.set_commit_message('grunnlag', ?)", [build_id])
    con.execute("commit")


def _tables(con: duckdb.DuckDBPyConnection, database: str) -> dict[Table, dict[str, str]]:
    """Return table -> column -> its type in the lake, in the columns' order."""
    tables: dict[Table, dict[str, str]] = {}
    for schema, name, column, kind in con.execute(_COLUMNS, [database]).fetchall():
        tables.setdefault((schema, name), {})[column] = kind
    return tables


_COLUMNS = """select schema_name, table_name, column_name, if(data_type like 'ENUM(%', 'VARCHAR', data_type)
    from duckdb_tables() inner join duckdb_columns() using (database_name, schema_name, table_name)
    where database_name = ? order by schema_name, table_name, column_index"""
"""A lake does not know ENUM."""

_COMMENTS = """with said as (
        select database_name, 'table' as kind, [schema_name, table_name] as path, comment from duckdb_tables()
        union all
        select database_name, 'column', [schema_name, table_name, column_name], duckdb_columns.comment
        from duckdb_columns() inner join duckdb_tables() using (database_name, schema_name, table_name)
    )
    select kind, path, comment from said where database_name = 'build' and comment is not null
    except select kind, path, comment from said where database_name = 'lake'"""


def _create(con: duckdb.DuckDBPyConnection, table: Table, columns: dict[str, str]) -> None:
    con.execute(f"create schema if not exists lake.{quoted_name(table[0])}")
    typed = listed(Sql(f"{quoted_name(name)} {kind}") for name, kind in columns.items())
    con.execute(f"create or replace table {_named('lake', table)} ({typed})")  # not `as`: a lake knows no collations
    con.execute(f"insert into {_named('lake', table)} {_rows(table, columns)}")


def _merge(con: duckdb.DuckDBPyConnection, table: Table, columns: dict[str, str]) -> None:
    """Delete the rows that the build does not have, and insert those that the lake does not have."""
    lake = _named("lake", table)
    old, new = (_hashed(_named(database, table), columns, table[0]) for database in ("lake", "build"))
    sums = "select count(*), sum(hash) from"
    if con.execute(f"{sums} ({old}) except {sums} ({new})").fetchall() == []:
        return
    con.execute(f"""create or replace temp table difference as
        select old.row as gone, new.row as come from ({_counted(old)}) as old
        full join ({_counted(new)}) as new using (hash, copy)
        where old.row is null or new.row is null""")
    if table != ("meta", "fetch"):
        con.execute(f"delete from {lake} where rowid in (select gone from temp.difference where gone is not null)")
    come = "rowid in (select come from temp.difference where come is not null)"
    con.execute(f"insert into {lake} {_rows(table, columns)} where {come}")


def _rows(table: Table, columns: dict[str, str]) -> Sql:
    """Return a query of the build's rows in the lake's types."""
    typed = listed(Sql(f"{quoted_name(name)}::{kind} as {quoted_name(name)}") for name, kind in columns.items())
    return Sql(f"select {typed} from {_named('build', table)}")


def _hashed(source: Sql, columns: dict[str, str], schema: str) -> Sql:
    """Return a query of row id and hash.

    A fetch whose figures are not new is no difference, so `fetch_id` is left out, except where it is the key.
    """
    compared = [name for name in columns if name != "fetch_id" or schema == "meta"]
    values = listed(Sql(f"{quoted_name(name)}::{columns[name]}") for name in compared)
    return Sql(f"select rowid as row, hash({values}) as hash from {source}")


def _counted(hashed: Sql) -> Sql:
    """Return the query with a number that tells equal rows apart."""
    return Sql(f"select *, row_number() over (partition by hash) as copy from ({hashed})")


def _named(database: str, path: Iterable[str]) -> Sql:
    return Sql(".".join([database, *map(quoted_name, path)]))
