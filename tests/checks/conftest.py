"""A good build in which tests plant wrong rows."""

from collections.abc import Iterator

import pytest

from pipeline.settings import Settings
from tests.lib.connection import Opened


@pytest.fixture(scope="session")
def opened(good: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A copy of the good build. Change it only within `undone`."""
    build = Opened(good.folder.database, tmp_path_factory.mktemp("opened"))
    yield build
    build.con.close()
