"""Fixtures of several kinds of tests: a sample server, a small catalogue, and a good build of both."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, settings

import sample
from pipeline.settings import Settings
from sample.statbank import search
from tests.lib import small
from tests.lib.lakes import Analyst
from tests.lib.shared import shared
from transform import spreadsheet
from transform.workbook import Sheet, read_sheet
from warehouse import connection

FIRST = ("tests/flow/test_serve.py", "tests/flow/test_whole_catalogue.py", "tests/acceptance/test_figures.py")
"""The files that take longest; the last builds the sample. No worker waits for any of them at the end."""
THE_SAMPLES_DAY = datetime(2026, 11, 26, 12, tzinfo=UTC)
"""The time at the sample's servers, whose tables are updated on days of 2026."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --long."""
    parser.addoption("--long", action="store_true", help="try many random moments, selections and examples, not few")


def pytest_xdist_auto_num_workers() -> int:
    """Start a worker more than there are cores, because some tests wait for other processes."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Let Hypothesis try the same examples in every run, so that a failure can be repeated: 100, or 400 with --long.

    With --hypothesis-seed, let it try 4,000 others.
    """
    seeded = config.getoption("hypothesis_seed") is not None
    settings.register_profile(
        "grunnlag",
        derandomize=not seeded,
        deadline=None,
        database=None,
        max_examples=4000 if seeded else 400 if config.getoption("--long") else 100,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("grunnlag")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is for the long run, and begin with what takes longest."""
    if not config.getoption("--long"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("long")])
        items[:] = [item for item in items if not item.get_closest_marker("long")]
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


@pytest.fixture(scope="session", autouse=True)
def budgets(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the shared count of requests within the tests, also for child processes."""
    folder = str(tmp_path_factory.mktemp("tmp"))
    os.environ["TMPDIR"] = tempfile.tempdir = folder


@pytest.fixture(scope="session", autouse=True)
def thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let DuckDB use one thread where each core has a worker: builds then take a fifth less CPU time."""
    with pytest.MonkeyPatch.context() as patched:
        if "PYTEST_XDIST_WORKER" in os.environ and not request.config.getoption("--long"):
            patched.setattr(duckdb, "connect", partial(duckdb.connect, config={"threads": 1}))
            patched.setitem(connection.CONFIG, "threads", 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def workbook(request: pytest.FixtureRequest) -> Iterator[None]:
    """Read each workbook once in each worker, because the sample's takes seconds."""

    @cache
    def read(body: bytes, name: str | None, columns: tuple[str, ...], times: int) -> Sheet:
        return read_sheet(body, name, list(columns), times)

    with pytest.MonkeyPatch.context() as patched:
        if not request.config.getoption("--long"):
            patched.setattr(
                spreadsheet, "read_sheet", lambda body, name, columns, times: read(body, name, tuple(columns), times)
            )
        yield


@pytest.fixture(scope="session", autouse=True)
def day() -> Iterator[None]:
    """Stop the clock of the sample's servers in this process."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(search, "now", lambda: THE_SAMPLES_DAY)
        yield


@pytest.fixture(scope="session")
def ssb() -> Iterator[sample.Addresses]:
    """SSB on this machine, without a rate limit."""
    with sample.serve(calls_per_minute=100_000) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def small_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a catalogue that builds in seconds."""
    return shared(tmp_path_factory, "small_catalogue", small.small_catalogue)


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory, small_catalogue: Path, ssb: sample.Addresses) -> Settings:
    """A home whose published build is good. Tests must copy it, never change it."""

    def build(home: Path) -> None:
        assert not small.run(small.settings_for(home, small_catalogue, ssb)).built.stale

    return small.settings_for(shared(tmp_path_factory, "good", build), small_catalogue, ssb)


@pytest.fixture(scope="session")
def analyst() -> Analyst:
    """A connection to lakes."""
    return Analyst()
