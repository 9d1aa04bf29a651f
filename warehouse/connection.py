"""Opens every connection to DuckDB, without access to the network, to extensions and to other files.

No later statement can change that: the configuration is locked. So an expression of the catalogue that gets past the
parser still reads no file, and writes none.
"""

from pathlib import Path

import duckdb

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
LOCKED = {"enable_external_access": "false", "lock_configuration": "true"}


def connect() -> duckdb.DuckDBPyConnection:
    """Return a connection to an empty database in memory. It may attach files until `lock` is called."""
    return duckdb.connect(config=CONFIG)


def lock(con: duckdb.DuckDBPyConnection, writes: Path | str | None = None) -> None:
    """Close the connection's access to all files but those attached, and those in the folder that it `writes`."""
    if writes is not None:
        con.execute("set allowed_directories = [?]", [f"{writes}/"])
    for name, value in LOCKED.items():
        con.execute(f"set {name} = {value}")


def read_only(database: Path) -> duckdb.DuckDBPyConnection:
    """Return a locked connection to a finished build, which it cannot change."""
    return duckdb.connect(database, read_only=True, config=CONFIG | LOCKED)
