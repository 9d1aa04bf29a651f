"""What a published build holds, to compare with another's."""

from pathlib import Path

import duckdb

Content = dict[str, list[tuple[object, ...]]]

OF_THE_RUN = {"meta.build", "meta.check"}
"""Tables about the run itself: its id, its time, what it checked."""


def content(database: Path) -> Content:
    """Every table of source, core and mart, and meta's about the figures: its rows, in order of all columns."""
    with duckdb.connect(database, read_only=True) as con:
        names = con.execute("select schema_name || '.' || table_name from duckdb_tables() order by all").fetchall()
        kept = [name for (name,) in names if name not in OF_THE_RUN]
        return {name: con.execute(f"from {name} order by all").fetchall() for name in kept}


def figures(database: Path) -> Content:
    """Every table of source, core and mart without the ids of the answers, which no two fetches share."""
    with duckdb.connect(database, read_only=True) as con:
        query = "select schema_name || '.' || table_name from duckdb_tables() where schema_name <> 'meta' order by all"
        names = [name for (name,) in con.execute(query).fetchall()]
        but_ids = "select columns(name -> name <> 'fetch_id') from"
        return {name: con.execute(f"{but_ids} {name} order by all").fetchall() for name in names}


def differing(one: Content, other: Content) -> list[str]:
    """The tables that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    """All rows of a query on a published file."""
    with duckdb.connect(database, read_only=True) as con:
        return con.execute(query).fetchall()
