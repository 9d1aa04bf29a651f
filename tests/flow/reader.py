"""A reader of the published file in a separate process: `python -m tests.flow.reader <database> held|reopened`.

It asks again and again until its standard input is closed. For each line there it asks once more and then tells, as JSON,
what it has seen so far.
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
    """How often it asked, the builds it saw and what went wrong."""

    asked: int = 0
    builds: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def look(self, ask: Callable[[], str]) -> None:
        """Ask, and keep what is new."""
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
