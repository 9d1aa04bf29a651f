"""The whole catalogue at the size of live figures: its build, reading it, a night without news, and one municipality.

Tables that the sample lacks parts of are SYNTHETIC. Runs are measured in CPU seconds, each in a process of its own. The
physical limit of a build is its floor: to read, decode and load the same stored answers, and nothing else.
"""

from collections.abc import Iterator
from functools import partial
from statistics import median
from time import perf_counter

import duckdb
import pytest

from catalogue.load import HOME
from pipeline.settings import Settings
from tests.benchmarks.ratios import Limit, show
from tests.benchmarks.whole_runs import alone, floor, run
from tests.lib.whole_catalogue import served
from warehouse.connection import read_only

OVER_FLOOR, MEGABYTES, FILE_MEGABYTES = 4, 1200, 180
QUIET_REQUESTS, QUIET_SECONDS, MUNICIPALITY_SECONDS = 3, 1.5, 15
MILLISECONDS, PREVIEW = 20, 1000
READS = {
    "a municipality's whole mart.figure": "select * from mart.figure where municipality_code = '5055'",
    "a map of one indicator": """select municipality_code, value from mart.figure
        where indicator_id = 'share_80_plus' and is_newest""",
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of an empty home, whose server has everything in the shipped catalogue."""
    with served(tmp_path_factory.mktemp("whole"), HOME) as settings:
        yield settings


def _milliseconds(con: duckdb.DuckDBPyConnection, query: str) -> float:
    taken = []
    for _ in range(5):
        began = perf_counter()
        con.execute(query).fetchall()
        taken.append(1000 * (perf_counter() - began))
    return median(taken)


def _previews(con: duckdb.DuckDBPyConnection) -> list[float]:
    tables = con.execute("select schema_name, table_name from duckdb_tables()").fetchall()
    return [_milliseconds(con, f'from {schema}."{name}" limit 10') for schema, name in tables]


@pytest.mark.benchmark
def test_the_whole_catalogue_is_built_near_its_floor_and_read_at_once(asked: Settings) -> None:
    first = alone(run, asked)
    least = alone(floor, asked)
    quiet = alone(run, asked)
    one = alone(partial(run, municipality="5055"), asked)
    with read_only(asked.folder.database) as con:
        reads = [Limit(f"{name}, ms", _milliseconds(con, query), MILLISECONDS) for name, query in READS.items()]
        reads.append(Limit("the slowest preview, ms", max(_previews(con)), PREVIEW))
    limits = [
        Limit("the build after the fetch, in times its floor (read, decode and load)", first.build / least, OVER_FLOOR),
        Limit("most memory, MB", first.memory, MEGABYTES),
        Limit("the file, MB", asked.folder.database.resolve().stat().st_size / 1e6, FILE_MEGABYTES),
        Limit("a night without news, requests", quiet.requests, QUIET_REQUESTS),
        Limit("a night without news, CPU seconds", quiet.cpu, QUIET_SECONDS),
        Limit("one municipality on demand, CPU seconds", one.cpu, MUNICIPALITY_SECONDS),
        *reads,
    ]
    times = {"the whole run": first.cpu, "its build": first.build, "the floor": least}
    show("The whole catalogue at the size of live figures (CPU seconds, partly synthetic figures)", times, limits)
    assert [str(limit) for limit in limits if limit.found > limit.most] == []
