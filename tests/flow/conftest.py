"""Homes to run in: one that was built and may be changed, and what a run asks the sample for."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sample
from pipeline.settings import Settings
from tests.flow.request_log import Asked, data_requests
from tests.flow.tiny import tiny_catalogue
from tests.lib.alterations import Altered, altered
from tests.lib.small import settings_for


@pytest.fixture
def home(good: Settings, tmp_path: Path) -> Settings:
    """A copy of the good home, to run in."""
    shutil.copytree(good.home, tmp_path / "home", symlinks=True)
    return good.model_copy(update={"home": tmp_path / "home"})


@pytest.fixture
def asked(ssb: sample.Addresses) -> Callable[[], list[Asked]]:
    """Gives the data requests made since the test began."""
    before = len(ssb.requests)
    return lambda: data_requests(ssb.requests[before:])


@pytest.fixture
def tiny(tmp_path: Path, ssb: sample.Addresses) -> Settings:
    """An empty home with the smallest catalogue."""
    return settings_for(tmp_path / "home", tiny_catalogue(tmp_path / "catalogue"), ssb)


@pytest.fixture
def population_table(ssb: sample.Addresses) -> Iterator[Altered]:
    """06913 at the source, to be altered."""
    with altered(ssb, "06913") as table:
        yield table
