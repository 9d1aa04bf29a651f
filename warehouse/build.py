"""A build: a new DuckDB file, with the published one attached read-only to copy from."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse.checksum import is_intact, write_checksum
from warehouse.connection import connect, lock
from warehouse.home import DATABASE, Home
from warehouse.sql import SQL, quoted, quoted_name
from warehouse.switch import new_folder

if TYPE_CHECKING:  # pandas takes a second to import, and some commands only read a build
    import pandas as pd

CODE = ("catalogue", "transform", "warehouse", "sql")
STORAGE = "v1.2.0"
"""The storage version that DuckDB 1.2 and later can read, and so R, DBeaver, Power BI and older clients."""


class Build:
    """An unfinished build: its folder, and a connection in which the database `work` is the new file.

    Tables are copied from the published build if it has the same `origin`; with None, nothing is copied.
    """

    def __init__(self, home: Home, origin: str | None) -> None:
        self.id = new_folder(home)
        self.built_at = datetime.now(UTC)
        self.folder = home.builds / self.id
        self.con = connect()
        self.con.execute("set preserve_insertion_order = false; set TimeZone = 'UTC'")
        # After a crash the build is thrown away, so it needs no write-ahead log, which would write everything twice.
        self.con.execute(
            f"attach {quoted(self.database)} as work (storage_version '{STORAGE}', recovery_mode 'no_wal_writes')"
        )
        self.has_published = origin is not None and self._attach_published(home, origin)
        lock(self.con, self.parquet)
        self.con.execute("use work")
        for schema in ("source", "core", "mart", "meta"):
            self.con.execute(f"create schema {schema}")

    @property
    def database(self) -> Path:
        """The new DuckDB file."""
        return self.folder / DATABASE

    @property
    def parquet(self) -> Path:
        """The folder of the Parquet files, the only one in which SQL can write and read files."""
        return self.folder / "parquet"

    def _attach_published(self, home: Home, origin: str) -> bool:
        """Attach the published build. Return whether tables may be copied from it.

        Not from one of another origin, because the sample and the live figures must never mix, and not from one that
        cannot be read or has another schema: then everything is made again from the archive.
        """
        if not is_intact(home.database):
            return False
        try:
            self.con.execute(f"attach {quoted(home.database)} as published (read_only)")
            self.con.execute("select source_id, loads, made_by from published.meta.source limit 0")
            return self.rows("select origin from published.meta.build") == [(origin,)]
        except duckdb.Error:
            return False

    def run_sql(self, name: str) -> None:
        """Run the file sql/<name>.sql: it makes one object with its comments."""
        self.con.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))

    def rows(self, query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self.con.execute(query, parameters).fetchall()

    def has(self, source_table: str) -> bool:
        """Return whether the schema `source` has the table."""
        try:
            self.con.execute(f"from source.{quoted_name(source_table)} limit 0")
        except duckdb.CatalogException:
            return False
        return True

    @contextmanager
    def shown(self, name: str, frame: "pd.DataFrame") -> Iterator[None]:
        """Let SQL read the frame as temp.<name> inside a `with`."""
        self.con.register(name, frame)
        try:
            yield
        finally:
            self.con.unregister(name)

    def insert(self, table: str, frame: "pd.DataFrame") -> None:
        """Insert the rows of a frame into a table, column by column name."""
        with self.shown("inserted", frame):
            self.con.execute(f"insert into {table} by name from temp.inserted")

    def checkpoint(self) -> None:
        """Write everything into the one file, close it and make it read-only. No write-ahead log is left."""
        self.con.execute("use memory")
        self.con.execute("checkpoint work")
        self.con.execute("detach work")
        self.con.close()
        self.database.chmod(0o444)
        write_checksum(self.database)

    def abandon(self) -> None:
        """Close a build that will not be published, and remove its folder."""
        with suppress(duckdb.Error):
            self.con.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def code_hash() -> str:
    """Return a fingerprint of all code, SQL and seeds that turn stored bytes into tables."""
    digest = hashlib.sha256()
    for folder in CODE:
        for path in sorted((SQL.parent / folder).rglob("*")):
            if path.suffix in (".py", ".sql", ".csv", ".topojson"):
                digest.update(str(path.relative_to(SQL.parent)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
