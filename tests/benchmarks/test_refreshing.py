"""A whole refresh of twelve tables, compared with a script after SSB's examples."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb
import pytest
import requests

import sample
from pipeline.runs import Outcome, refresh
from pipeline.settings import Settings
from pipeline.steps import Steps
from tests.benchmarks import synthetic
from tests.benchmarks.ratios import Ratio, seconds, show

pyjstat = pytest.importorskip("pyjstat.pyjstat", reason="pyjstat is not made for this Python")
AT_LEAST = 6
TURNS = 3
FORMS = ("parquet", "csv")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[sample.Addresses]:
    """The sample's server with the synthetic tables in memory, its rate limit out of the way."""
    with synthetic.served(tmp_path / "figures") as addresses:
        yield addresses


class Quiet:
    """Reports nothing."""

    def step(self, name: str) -> None: ...

    def progress(self, name: str, done: int, total: int) -> None: ...


def run_script(statbank: str, database: Path) -> None:
    """Load twelve tables into DuckDB with pyjstat's data frame, as in SSB's examples: labels only, no checks."""
    with duckdb.connect(database) as con:
        for table in synthetic.TABLES:
            query = synthetic.query(table)
            answer = requests.post(
                f"{statbank}/tables/{table}/data?lang=no&outputFormat=json-stat2", json=query, timeout=60
            )
            frame = pyjstat.Dataset.read(answer.text).write("dataframe")  # noqa: F841  (DuckDB reads it by its name)
            con.execute(f'create table "{table}" as from frame')


def write_files(database: Path, folder: Path) -> None:
    """Write the script's tables as the Parquet and CSV files that SSB offers too."""
    with duckdb.connect(database, read_only=True) as con:
        for table in synthetic.TABLES:
            for form in FORMS:
                con.execute(f"copy \"{table}\" to '{folder / table}.{form}'")


def read_files(folder: Path, form: str, database: Path) -> None:
    """Load the same tables from such files with DuckDB alone: not fetched, not archived, not checked."""
    with duckdb.connect(database) as con:
        for table in synthetic.TABLES:
            con.execute(f"create table \"{table}\" as from '{folder / table}.{form}'")


def run_grunnlag(server: sample.Addresses, catalogue: Path, home: Path) -> Outcome:
    """Run the pipeline: archive, checks, indicators with groups and ranks, Parquet, and the switch."""
    settings = Settings(
        home=home,
        catalogue=catalogue,
        statbank_url=server.statbank_url,
        klass_url=server.klass_url,
        spacing=0,
    )
    return refresh(settings, Steps(Quiet()), municipality=None, scope=None)


@pytest.mark.benchmark
def test_a_whole_refresh_beats_the_labels_only_script(server: sample.Addresses, tmp_path: Path) -> None:
    synthetic.write_catalogue(tmp_path / "catalogue")
    scripts, ours = "labels-only script (requests, pyjstat, DuckDB)", "grunnlag refresh (archive, checks, indicators)"
    homes = iter(tmp_path / f"home{turn}" for turn in range(TURNS))
    files = iter(tmp_path / f"script{turn}.duckdb" for turn in range(TURNS))
    times = seconds(
        {
            ours: lambda: run_grunnlag(server, tmp_path / "catalogue", next(homes)),
            scripts: lambda: run_script(server.statbank_url, next(files)),
        },
        repeats=TURNS,
    )
    write_files(tmp_path / "script0.duckdb", tmp_path)
    times |= seconds(
        {
            f"DuckDB reading the same tables as {form}, already on the disk": partial(
                read_files, tmp_path, form, tmp_path / f"{form}.duckdb"
            )
            for form in FORMS
        }
    )
    ratio = times[scripts] / times[ours]
    title = f"Refreshing 12 tables x 357 municipalities x 20 years ({synthetic.ROWS:,} rows, synthetic figures)"
    show(title, times, [Ratio("the script", "grunnlag refresh", ratio, f"at least {AT_LEAST}")])
    assert _rows(tmp_path / "home0" / "published" / "grunnlag.duckdb") == synthetic.ROWS
    assert ratio >= AT_LEAST


def _rows(database: Path) -> int:
    with duckdb.connect(database, read_only=True) as con:
        counted = con.execute("select sum(rows) from meta.source where starts_with(source_id, 'ssb_')").fetchone()
    return int(counted[0]) if counted else 0
