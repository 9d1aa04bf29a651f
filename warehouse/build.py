"""A build: a new DuckDB file made beside the published one, which is attached read-only to copy from."""

import hashlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.checksum import is_intact, write_checksum
from warehouse.home import DATABASE, Home
from warehouse.switch import new_folder

SQL = Path(__file__).resolve().parents[1] / "sql"
CODE = ("catalogue", "transform", "warehouse", "sql")
STORAGE = "v1.2.0"
"""The oldest storage version in use among R, DBeaver, Power BI and older clients."""


class Build:
    """One unfinished build: its folder and a connection whose `work` database is the new file.

    Tables may be copied from the published build of the same `origin`; from none when that is None.
    """

    def __init__(self, home: Home, origin: str | None) -> None:
        self.id = new_folder(home)
        self.built_at = datetime.now(UTC)
        self.folder = home.builds / self.id
        self.con = duckdb.connect()
        self.con.execute("set preserve_insertion_order = false; set TimeZone = 'UTC'")
        # A build that a crash cuts short is thrown away, so nothing is written twice, to a log first.
        self.con.execute(
            f"attach {quoted(self.database)} as work (storage_version '{STORAGE}', recovery_mode 'no_wal_writes')"
        )
        self.has_published = origin is not None and self._attach_published(home, origin)
        self.con.execute("use work")
        for schema in ("source", "core", "mart", "meta"):
            self.con.execute(f"create schema {schema}")

    @property
    def database(self) -> Path:
        """The new DuckDB file."""
        return self.folder / DATABASE

    def _attach_published(self, home: Home, origin: str) -> bool:
        """Attach the published build to copy from, unless its figures are of another origin: those never mix.

        A file that cannot be read, does not match its checksum (or has none), or was made in another shape by an older
        Grunnlag, is nothing to copy from either: then everything is made again from the archive.
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
        """Run the file sql/<name>.sql: one object and its comments."""
        self.con.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))

    def rows(self, query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self.con.execute(query, parameters).fetchall()

    def has(self, source_table: str) -> bool:
        """True when the build has a table of that name in `source`."""
        try:
            self.con.execute(f'from source."{source_table}" limit 0')
        except duckdb.CatalogException:
            return False
        return True

    def checkpoint(self) -> None:
        """Write everything into one file, close it, make it read-only and write its checksum; no WAL is left beside it."""
        self.con.execute("use memory")
        self.con.execute("checkpoint work")
        self.con.execute("detach work")
        self.con.close()
        self.database.chmod(0o444)
        write_checksum(self.database)

    def abandon(self) -> None:
        """Close a build that will not be published; its folder is cleared away by the next one."""
        with suppress(duckdb.Error):
            self.con.close()


def quoted(value: object) -> str:
    """A text literal for the few statements that take no parameters."""
    return "'" + str(value).replace("'", "''") + "'"


def code_hash() -> str:
    """A fingerprint of all code, SQL and seeds that turn bytes into tables."""
    digest = hashlib.sha256()
    for folder in CODE:
        for path in sorted((SQL.parent / folder).rglob("*")):
            if path.suffix in (".py", ".sql", ".csv"):
                digest.update(str(path.relative_to(SQL.parent)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
