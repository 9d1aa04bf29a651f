"""Nights of faults, revisions, drift, crashes and new catalogues: nothing is lost, and every difference is explained."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from tenacity import wait_none

import extract.client
import sample
from catalogue.load import load_catalogue
from sample.statbank import search
from tests.flow.child import Nursery
from tests.flow.nights import Nights
from tests.flow.tiny import tiny_catalogue
from tests.lib.few import few
from tests.lib.small import settings_for
from verify.comparison import verify

EVERY = ("quiet", "revision", "period", "wrong", "drift", "down", "flaky", "full", "crash", "kill", "clock", "budget")
EVERY += ("upgrade", "damage", "replay", "restore")
SHORT = ("wrong", "crash", "upgrade")
"""Each night that builds takes about three seconds of CPU time."""
SEEDS = few([1], 0)
YEAR = 365

Begin = Callable[[int, Nursery | None], Nights]


@pytest.fixture
def begin(server: sample.Addresses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Return a function that begins nights in a home with a published build."""
    begun: list[Nights] = []

    def begin(seed: int, nursery: Nursery | None) -> Nights:
        settings = settings_for(tmp_path / "home", tiny_catalogue(tmp_path / "catalogue"), server)
        nights = Nights(settings, server, seed, nursery)
        begun.append(nights)
        monkeypatch.setattr(search, "now", lambda: nights.day)
        assert nights.run() == 0
        return nights

    monkeypatch.setattr(extract.client, "BACKOFF", wait_none())
    yield begin
    for nights in begun:
        nights.close()


def play(nights: Nights, kinds: list[str], seed: int) -> None:
    """Play the nights, and check each one. Then compare every figure with its recomputation from the archive."""
    for number, kind in enumerate(kinds, start=1):
        said = f"seed {seed}, night {number} of {kind}"
        try:
            night = nights.night(kind)
            night.assert_in_order(nights.truth)
        except AssertionError as error:
            raise AssertionError(f"{said}: {error}") from error
    folder = nights.settings.folder
    found = verify(folder.database, folder.archive, load_catalogue(nights.settings.catalogue), lambda done, total: None)
    assert (found.differences, found.skipped) == ([], {})
    assert found.values > 300


def test_a_few_nights(begin: Begin) -> None:
    play(begin(5055, None), list(SHORT), 5055)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_of_nights(seed: int, begin: Begin) -> None:
    draw = Random(seed)
    with Nursery() as nursery:
        play(begin(seed, nursery), [draw.choice(EVERY) for _ in range(YEAR)], seed)
