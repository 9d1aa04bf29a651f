"""A reader of the published file in a process of its own: `python -m tests.flow.reader <database> held|reopened`.

It asks until its standard input is closed and then tells, as JSON, what it saw.
"""

import select
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

import duckdb
import orjson

QUERY = """select (select build_id from meta.build), (select sum(value) from source.ssb_06913),
    (select count(*) from mart.indicator), (select count(*) from core.observation)"""


@dataclass
class Seen:
    """How often it asked, the longest it waited for an answer (seconds), the builds it saw and what went wrong."""

    asked: int = 0
    longest: float = 0.0
    builds: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def _read(ask: Callable[[], str]) -> Seen:
    seen = Seen()
    while not select.select([sys.stdin], [], [], 0.002)[0]:
        begun = time.monotonic()
        try:
            build = ask()
        except duckdb.Error as error:
            seen.errors.append(str(error))
            continue
        seen.asked += 1
        seen.longest = max(seen.longest, time.monotonic() - begun)
        if build not in seen.builds:
            seen.builds.append(build)
        if seen.asked == 1:
            sys.stdout.write("ready\n")
            sys.stdout.flush()
    return seen


def _asking(con: duckdb.DuckDBPyConnection) -> str:
    found = con.execute(QUERY).fetchall()
    return str(found[0][0])


def _held(database: str) -> Seen:
    with duckdb.connect(database, read_only=True) as con:
        return _read(lambda: _asking(con))


def _reopened(database: str) -> Seen:
    def ask() -> str:
        with duckdb.connect(database, read_only=True) as con:
            return _asking(con)

    return _read(ask)


if __name__ == "__main__":
    way = {"held": _held, "reopened": _reopened}[sys.argv[2]]
    sys.stdout.write(orjson.dumps(asdict(way(sys.argv[1]))).decode() + "\n")
