"""A good build that can be spoilt."""

from collections.abc import Iterator

import pytest

from pipeline.settings import Settings
from tests.lib.connection import Opened


@pytest.fixture(scope="session")
def opened(good: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A copy of the good build; spoil it within `undone` only."""
    build = Opened(good.folder.database, tmp_path_factory.mktemp("opened"))
    yield build
    build.con.close()
