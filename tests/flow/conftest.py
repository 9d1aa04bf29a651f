"""Homes for runs, the requests of a run to the sample, and the command line."""

import logging
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tenacity import wait_none

import extract.client
import sample
from cli import show
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.flow.request_log import Asked, data_requests
from tests.flow.shell import Result, clean_environment, exit_code
from tests.flow.tiny import tiny_catalogue
from tests.lib.alterations import Altered, altered
from tests.lib.shared import shared
from tests.lib.small import Silent, settings_for

QUICK = ("06913", "06944", "09429")


@pytest.fixture(scope="module")
def server() -> Iterator[sample.Addresses]:
    """A server of the sample that only one module uses, so its tests may change the tables."""
    with sample.serve(calls_per_minute=100_000) as addresses:
        yield addresses


@pytest.fixture
def home(good: Settings, tmp_path: Path) -> Settings:
    """A copy of the good home, to run in."""
    shutil.copytree(good.home, tmp_path / "home", symlinks=True)
    return good.model_copy(update={"home": tmp_path / "home"})


@pytest.fixture(scope="session")
def quick(tmp_path_factory: pytest.TempPathFactory, ssb: sample.Addresses) -> Settings:
    """A home with three StatBank tables, in which a build takes a third of the time. Tests must copy it, never change it."""

    def build(folder: Path) -> None:
        catalogue = tiny_catalogue(folder / "catalogue", tables=QUICK, also=("higher_education_share", "households"))
        outcome = refresh(settings_for(folder / "home", catalogue, ssb), Silent(), municipality=None, scope=None)
        assert outcome.exit_code == 0, str(outcome)

    folder = shared(tmp_path_factory, "quick", build)
    return settings_for(folder / "home", folder / "catalogue", ssb)


@pytest.fixture
def quick_home(quick: Settings, tmp_path: Path) -> Settings:
    """A copy of the home with three tables, to run in."""
    shutil.copytree(quick.home, tmp_path / "home", symlinks=True)
    return quick.model_copy(update={"home": tmp_path / "home"})


@pytest.fixture
def asked(ssb: sample.Addresses) -> Callable[[], list[Asked]]:
    """Return a function that returns the data requests since the test began."""
    before = len(ssb.requests)
    return lambda: data_requests(ssb.requests[before:])


@pytest.fixture
def tiny(tmp_path: Path, ssb: sample.Addresses) -> Settings:
    """An empty home with the smallest catalogue."""
    return settings_for(tmp_path / "home", tiny_catalogue(tmp_path / "catalogue"), ssb)


@pytest.fixture
def population_table(ssb: sample.Addresses) -> Iterator[Altered]:
    """Table 06913 at the source, which a test may change."""
    with altered(ssb, "06913") as table:
        yield table


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Result]]:
    """Return a function that runs `grunnlag` with words and settings (GRUNNLAG_<NAME>), without waits between retries."""

    def run(*words: str, **settings: object) -> Result:
        capfd.readouterr()
        with monkeypatch.context() as patched:
            for name, value in settings.items():
                patched.setenv(f"GRUNNLAG_{name.upper()}", str(value))
            code = exit_code(*words)
        return Result(code, *capfd.readouterr())

    for name in os.environ.keys() - clean_environment().keys():
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(extract.client, "BACKOFF", wait_none())
    monkeypatch.setattr(show.console, "width", 120)
    monkeypatch.setattr(sys, "argv", sys.argv)
    # Remove pytest's and Prefect's handlers: the command line sets up its own.
    monkeypatch.setattr(logging.root, "handlers", [])
    before = signal.getsignal(signal.SIGTERM)
    yield run
    signal.signal(signal.SIGTERM, before)
