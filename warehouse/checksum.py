"""The published file's checksum, in the format of `sha256sum -c`. Nothing is copied from a file that was changed."""

import hashlib
from pathlib import Path

SUFFIX = ".sha256"


def checksum_file(database: Path) -> Path:
    """Return the path of a file's checksum: `grunnlag.duckdb.sha256`."""
    return database.with_name(f"{database.name}{SUFFIX}")


def write_checksum(database: Path) -> None:
    """Write the checksum of a finished file."""
    checksum_file(database).write_text(checksum_line(database), encoding="ascii")


def checksum_line(path: Path) -> str:
    """Return a file's line for `sha256sum -c`."""
    return f"{_sha256(path)}  {path.name}\n"


def is_intact(database: Path) -> bool:
    """Return whether a file matches its checksum; False if it has none."""
    try:
        promised = checksum_file(database).read_text(encoding="ascii").split()
        return bool(promised) and promised[0] == _sha256(database)
    except (OSError, UnicodeDecodeError):
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
