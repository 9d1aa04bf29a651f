"""The content of a published build, to compare with another build."""

from pathlib import Path

import duckdb

Content = dict[str, tuple[object, ...]]
"""Table -> (number of rows, hash that does not depend on their order)."""

OF_THE_RUN = ("meta.build", "meta.check", "meta.change")
"""Tables about the run itself: its id, its time, its checks, and what was published before it."""
HASH = "select count(*), sum(hash(line)) from (select columns(*)::varchar from ({})) as line"
"""Hashes text, because the hash of an ENUM depends on its other values."""


def content(database: Path, *, without: str | None = None) -> Content:
    """Return every table of source, core and mart, and of meta about the figures, except rows that contain `without`."""
    kept = f" where not contains(line::varchar, '{without}')" if without else ""
    return {name: of for name, of in _hashed(database, "from {}", kept).items() if name not in OF_THE_RUN}


def figures(database: Path) -> Content:
    """Return every table of source, core and mart, without the ids of the answers, which differ between fetches."""
    found = _hashed(database, "select columns(name -> name <> 'fetch_id') from {}")
    return {name: of for name, of in found.items() if not name.startswith("meta.")}


def _hashed(database: Path, query: str, kept: str = "") -> Content:
    with duckdb.connect(database, read_only=True) as con:
        names = con.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        queries = {name: HASH.format(query.format(name)) + kept for (name,) in names}
        return {name: con.execute(of).fetchall()[0] for name, of in queries.items()}


def differing(first: Content, second: Content) -> list[str]:
    """Return the tables that differ."""
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    """Return all rows of a query on a published file."""
    with duckdb.connect(database, read_only=True) as con:
        return con.execute(query).fetchall()
