"""Write the published build to a DuckLake too: the same tables, with their history, for many readers at once.

Only the rows that differ are written, in one transaction for each build. So a version of the lake is a build, and what
changed between two of them is a query. A row that is equal in all but `fetch_id` stays as it is: it keeps the fetch
that first had it, and `meta.fetch` keeps that fetch.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import duckdb

from catalogue.errors import BadSetting, SourceUnavailable
from warehouse.connection import connect, lock
from warehouse.lake_tables import bring_to_build
from warehouse.sql import quoted

POSTGRES = "postgres:"
"""How the address of a catalogue in PostgreSQL begins; any other is the path of a file."""


@dataclass(frozen=True)
class Lake:
    """A DuckLake: the address of its catalogue, and the folder or S3 address of its Parquet files."""

    catalogue: str
    files: str


def write_lake(lake: Lake, database: Path) -> None:
    """Bring the lake to the content of a finished build, in one transaction. Do nothing if it has that build.

    Raise BadSetting if an extension is missing or the lake has figures of another origin, and SourceUnavailable if the
    lake cannot be written; it then stays at the build it had.
    """
    try:
        with _catalogue(lake) as address, _attached(lake, address, database) as con:
            bring_to_build(con)
    except (duckdb.Error, OSError) as error:
        raise SourceUnavailable(
            f"The lake {lake.catalogue} cannot be written ({str(error).splitlines()[0]})."
        ) from error


@contextmanager
def _catalogue(lake: Lake) -> Iterator[str]:
    """Yield the address to attach: of a catalogue in a file a copy, which replaces the file at the end.

    A process that writes a DuckDB file shuts out all others; readers of a file that was replaced go on with theirs.
    """
    if lake.catalogue.startswith(POSTGRES):
        yield lake.catalogue
        return
    file = Path(lake.catalogue)
    copy = file.with_name(f".{file.name}")
    for left in (copy, copy.with_name(f"{copy.name}.wal")):
        left.unlink(missing_ok=True)
    if file.exists():
        shutil.copyfile(file, copy)
    yield str(copy)
    copy.replace(file)


@contextmanager
def _attached(lake: Lake, address: str, database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection with the databases `build` and `lake`, without access to other files."""
    with connect() as con:
        load_extension(con, "ducklake")
        if address.startswith(POSTGRES):
            load_extension(con, "postgres_scanner")
        if "://" in lake.files:
            load_extension(con, "httpfs")  # it reads AWS's environment variables, and DUCKDB_S3_ENDPOINT
            if "DUCKDB_S3_ENDPOINT" in os.environ:
                con.execute("set s3_url_style = 'path'")  # a server of one's own rarely has a host name for each bucket
        else:
            Path(lake.files).mkdir(parents=True, exist_ok=True)
        con.execute(f"attach {quoted(database)} as build (read_only)")
        con.execute(f"attach {quoted(f'ducklake:{address}')} as lake (data_path {quoted(lake.files)})")
        lock(con, lake.files)
        yield con


def load_extension(con: duckdb.DuckDBPyConnection, extension: str) -> None:
    """Load an extension from its Python package. DuckDB's own way downloads it, and keeps it in the user's home."""
    package = f"duckdb_extension_{extension}"
    found = find_spec(package)
    if not (found and found.origin):
        raise BadSetting(f"GRUNNLAG_LAKE needs the package {package.replace('_', '-')}; install Grunnlag with [lake].")
    path = Path(found.origin).parent / "extensions" / f"v{duckdb.__version__}" / f"{extension}.duckdb_extension"
    con.execute(f"load {quoted(path)}")
