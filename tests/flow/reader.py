"""A reader of the published file, or of a lake, in a separate process: `python -m tests.flow.reader <database> <way>`.

The way is held, reopened or lake. It queries the file repeatedly until its standard input is closed. For each line of
input it queries once more, and then writes what it has seen so far, as JSON.
"""

import select
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb
import orjson

from tests.lib.lakes import Analyst
from warehouse.lake import POSTGRES, Lake

ROOT = Path(__file__).parents[2]
QUERY = """select (select build_id from meta.build), (select sum(value) from source.ssb_06913),
    (select count(*) from mart.indicator), (select count(*) from core.observation)"""
PAUSE, PAUSE_OF_A_LAKE = 0.01, 0.5


@dataclass
class Seen:
    """The number of queries, the builds seen, and the errors."""

    asked: int = 0
    builds: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def look(self, ask: Callable[[], str]) -> None:
        """Query once; record a new build or an error."""
        self.asked += 1
        try:
            build = ask()
        except duckdb.Error as error:
            self.errors.append(str(error))
            return
        if build not in self.builds:
            self.builds.append(build)


class Reader:
    """A reader in a separate process."""

    def __init__(self, database: str, way: str) -> None:
        command = [sys.executable, "-m", "tests.flow.reader", database, way]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def seen(self) -> Seen:
        """Make it query once more, and return what it has seen so far."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()
        return Seen(**orjson.loads(self._process.stdout.readline()))


def _read(ask: Callable[[], str], pause: float = PAUSE) -> None:
    seen = Seen()
    while True:
        wanted = select.select([sys.stdin], [], [], pause)[0]
        if wanted and not sys.stdin.readline():
            return
        seen.look(ask)
        if wanted:
            sys.stdout.write(orjson.dumps(asdict(seen)).decode() + "\n")
            sys.stdout.flush()


def _asking(con: duckdb.DuckDBPyConnection) -> str:
    found = con.execute(QUERY).fetchall()
    return str(found[0][0])


def _held(database: str) -> None:
    with duckdb.connect(database, read_only=True) as con:
        _read(lambda: _asking(con))


def _reopened(database: str) -> None:
    def ask() -> str:
        with duckdb.connect(database, read_only=True) as con:
            return _asking(con)

    _read(ask)


def _lake(catalogue: str) -> None:
    """Read what each version of a lake has in its tables together; attach a catalogue in a file each time."""
    in_database = catalogue.startswith(POSTGRES)
    analyst, lake = Analyst(*["postgres_scanner"] if in_database else []), Lake(catalogue, "")
    query = "select (select build_id from meta.build), (select string_agg(value, ',' order by value) from mart.figure)"

    def ask() -> str:
        if not in_database:
            analyst.attach(lake)
        return str(analyst.rows(query)[0])

    analyst.attach(lake)
    _read(ask, PAUSE_OF_A_LAKE)


if __name__ == "__main__":
    {"held": _held, "reopened": _reopened, "lake": _lake}[sys.argv[2]](sys.argv[1])
