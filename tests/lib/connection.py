"""A finished build, opened again to insert wrong rows."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.build import Build
from warehouse.sql import quoted


class Opened(Build):
    """A copy of a finished DuckDB file as the `work` of a build."""

    def __init__(self, database: Path, folder: Path) -> None:
        self.id = "opened"
        self.built_at = datetime.now(UTC)
        self.folder = folder
        shutil.copyfile(database, self.database)
        self.con = duckdb.connect()
        self.con.execute(f"attach {quoted(self.database)} as work")
        self.con.execute("use work")
        self.has_published = False


@contextmanager
def undone(build: Build) -> Iterator[Build]:
    """Roll back all changes that the block makes to the build."""
    build.con.execute("begin")
    try:
        yield build
    finally:
        build.con.execute("rollback")
