"""One whole build of the shipped catalogue from the sample, made by the plain pipeline, without Prefect."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import sample
from catalogue.load import HOME
from pipeline.runs import refresh
from tests.lib.shared import shared
from tests.lib.small import Silent, settings_for

Rows = list[tuple[Any, ...]]
Ask = Callable[..., Rows]


@pytest.fixture(scope="session")
def published_folder(tmp_path_factory: pytest.TempPathFactory, ssb: sample.Addresses) -> Path:
    """The published folder: grunnlag.duckdb and parquet/. Tests must not change anything in it."""

    def build(home: Path) -> None:
        outcome = refresh(settings_for(home, HOME, ssb), Silent(), municipality=None, scope=None)
        assert outcome.exit_code == 0, str(outcome)

    return shared(tmp_path_factory, "whole", build) / "published"


@pytest.fixture(scope="session")
def analysts_file(published_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file under another name: DuckDB opens a file with one configuration in a process, and ours is locked."""
    link = tmp_path_factory.mktemp("analyst") / "grunnlag.duckdb"
    os.link(published_folder / "grunnlag.duckdb", link)
    return link


@pytest.fixture(scope="session")
def published(analysts_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the published file, as an analyst opens it."""
    with duckdb.connect(analysts_file, read_only=True) as con:
        yield con


@pytest.fixture(scope="session")
def ask(published: duckdb.DuckDBPyConnection) -> Ask:
    """A function that queries the published file: query, parameters -> rows."""
    return lambda query, *parameters: published.execute(query, parameters).fetchall()
