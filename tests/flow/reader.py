"""A reader of the published file in a separate process: `python -m tests.flow.reader <database> held|reopened`.

It queries the file repeatedly until its standard input is closed. For each line of input it queries once more, and then
writes what it has seen so far, as JSON.
"""

import select
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

import duckdb
import orjson

QUERY = """select (select build_id from meta.build), (select sum(value) from source.ssb_06913),
    (select count(*) from mart.indicator), (select count(*) from core.observation)"""
PAUSE = 0.01


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


def _read(ask: Callable[[], str]) -> None:
    seen = Seen()
    while True:
        wanted = select.select([sys.stdin], [], [], PAUSE)[0]
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


if __name__ == "__main__":
    {"held": _held, "reopened": _reopened}[sys.argv[2]](sys.argv[1])
