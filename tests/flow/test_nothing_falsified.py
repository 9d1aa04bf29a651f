"""Implausible updates are refused, and the earlier figures stay. Unusual updates are published with a notice."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace as with_parts
from pathlib import Path

import numpy as np
import pytest

import sample
from pipeline.replay import replay
from pipeline.runs import refresh
from pipeline.settings import Settings
from sample.statbank.state import Stored
from tests.flow.tiny import tiny_catalogue
from tests.lib.alterations import TOMORROW
from tests.lib.content import content, differing, rows
from tests.lib.few import few
from tests.lib.small import Silent, settings_for

SOURCE, TABLE = "ssb_06913", "06913"
Change = Callable[[np.ndarray, dict[str, int]], np.ndarray]
"""Returns a table's changed values, from its values and dimension -> axis."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, server: sample.Addresses) -> Settings:
    """A home with one table. Tests must copy it, never change it."""
    folder = tmp_path_factory.mktemp("falsified")
    settings = settings_for(folder / "home", tiny_catalogue(folder / "catalogue"), server)
    assert refresh(settings, Silent(), municipality=None, scope=None).exit_code == 0
    return settings


@pytest.fixture
def home(built: Settings, tmp_path: Path, server: sample.Addresses) -> Iterator[Settings]:
    shutil.copytree(built.home, tmp_path / "home", symlinks=True)
    yield built.model_copy(update={"home": tmp_path / "home"})
    server.statbank.clear()


def alter(server: sample.Addresses, change: Change) -> None:
    """Publish the table with changed values."""

    def changed(stored: Stored) -> Stored:
        cube = stored.cube
        axes = {variable.code: axis for axis, variable in enumerate(stored.table.variables)}
        values = change(cube.cells.values.copy(), axes)
        return with_parts(stored, altered=with_parts(cube, cells=with_parts(cube.cells, values=values)))

    server.statbank.change(TABLE, changed)
    server.statbank.with_updated(TABLE, TOMORROW)


def _half_without_figures(values: np.ndarray, axes: dict[str, int]) -> np.ndarray:
    half = [slice(None)] * values.ndim
    half[axes["Region"]] = slice(0, None, 2)
    values[tuple(half)] = np.nan
    return values


WRONG: dict[str, Change] = {
    "every figure doubled": lambda values, _: values * 2,
    "every figure halved": lambda values, _: values * 0.5,
    "half of the municipalities without figures": _half_without_figures,
    "every figure by 1.2": lambda values, _: values * 1.2,
}


@pytest.mark.parametrize("wrong", few(WRONG, 1))
def test_w5_figures_that_are_no_update_are_kept_out_night_after_night(
    home: Settings, server: sample.Addresses, wrong: str
) -> None:
    before = content(home.folder.database)
    alter(server, WRONG[wrong])
    outcomes = [refresh(home, Silent(), municipality=None, scope=None) for _ in range(2)]
    assert [outcome.exit_code for outcome in outcomes] == [4, 4]
    assert [list(outcome.stale) for outcome in outcomes] == [[SOURCE], [SOURCE]]
    assert differing(before, content(home.folder.database)) == ["meta.source"]
    refused = rows(home.folder.database, "select source_id, load_id from meta.check where level = 'stop' and wrong > 0")
    assert refused == [(SOURCE, None)]


def test_w5_an_update_that_is_odd_is_published_and_the_run_says_so(home: Settings, server: sample.Addresses) -> None:
    alter(server, lambda values, _: np.rint(values * 1.05))
    outcome = refresh(home, Silent(), municipality=None, scope=None)
    assert (outcome.stale, outcome.loaded) == ({}, [SOURCE])
    assert "Worth a look: ssb_06913: " in str(outcome)
    assert "of Folkemengde were revised, the median by 5.0 %" in str(outcome)
    noticed = rows(
        home.folder.database,
        "select source_id, count(*) from meta.check where level = 'look' and source_id is not null group by all",
    )
    assert noticed[0][0] == SOURCE
    before = content(home.folder.database)
    replay(home, Silent(), as_of=None)
    assert differing(before, content(home.folder.database)) == []
    assert "Worth a look" not in str(refresh(home, Silent(), municipality=None, scope=None))


def test_w5_a_few_revisions_are_no_matter(home: Settings, server: sample.Addresses) -> None:
    def a_few(values: np.ndarray, axes: dict[str, int]) -> np.ndarray:
        some = [slice(None)] * values.ndim
        some[axes["Tid"]], some[axes["Region"]] = slice(-2, None), slice(0, None, 5)
        values[tuple(some)] += 1
        return values

    alter(server, a_few)
    outcome = refresh(home, Silent(), municipality=None, scope=None)
    assert (outcome.exit_code, outcome.loaded, outcome.notices) == (0, [SOURCE], [])
    assert rows(home.folder.database, "select count(*) > 0 from meta.revision") == [(True,)]
