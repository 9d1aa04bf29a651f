"""Rebuilding from the archive gives the same tables, whatever happened before."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import sample
from pipeline.settings import Settings
from tests.lib import small
from tests.lib.alterations import Altered, altered
from tests.lib.content import content, differing, rows
from tests.lib.few import few

Anew = Callable[[Settings], Settings]
Event = Callable[[Settings, Altered], None]


@pytest.fixture
def copied(good: Settings, tmp_path: Path) -> Settings:
    """A copy of the home `good`."""
    home = shutil.copytree(good.home, tmp_path / "home", symlinks=True)
    return good.model_copy(update={"home": home})


@pytest.fixture
def anew(tmp_path: Path) -> Anew:
    """Build in a new home that has only a copy of the archive."""

    def build(settings: Settings) -> Settings:
        home = tmp_path / "fresh"
        shutil.copytree(settings.folder.archive, home / "archive")
        fresh = settings.model_copy(update={"home": home})
        ran = small.run(fresh)
        assert (ran.built.loaded, ran.built.stale, ran.fetched.candidates) == ([], {}, {})
        return fresh

    return build


def _same(one: Settings, other: Settings) -> None:
    built, rebuilt = content(one.folder.database), content(other.folder.database)
    different = differing(built, rebuilt)
    assert not different, f"these tables differ: {different}"


def test_a_second_run_without_changes_builds_nothing(copied: Settings) -> None:
    before = copied.folder.published.resolve()
    assert small.run(copied).built.build_id is None
    assert copied.folder.published.resolve() == before


def test_a_build_with_copied_tables_is_the_same(copied: Settings, good: Settings, ssb: sample.Addresses) -> None:
    with altered(ssb, "06944") as table:
        table.announce()
        assert [load.source_id for load in small.run(copied).built.loaded] == ["ssb_06944"]
    figures = ("core.observation", "mart.indicator", "mart.figure", "mart.figure_newest")
    apart = {"meta.fetch", "meta.load", "meta.source", "source.ssb_06944", *figures}
    assert set(differing(content(copied.folder.database), content(good.folder.database))) == apart
    for table in figures:
        query = f"select * exclude (fetch_id) from {table} order by all"
        assert rows(copied.folder.database, query) == rows(good.folder.database, query)
    assert rows(copied.folder.database, "from meta.revision") == []


@pytest.mark.long
def test_a_rebuild_from_the_archive_is_the_same(good: Settings, anew: Anew) -> None:
    _same(anew(good), good)


def _whole_table(settings: Settings, ssb_06913: Altered) -> None:
    """Let SSB revise one figure, remove one, and announce the update."""
    ssb_06913.put(17, Region="5055", ContentsCode="Fodselsoverskudd", Tid="2024")
    ssb_06913.put(None, Region="5001", ContentsCode="Nettoinnflytting", Tid="2019")
    ssb_06913.announce()
    assert [load.source_id for load in small.run(settings).built.loaded] == ["ssb_06913"]


def _one_municipality(settings: Settings, ssb_06913: Altered) -> None:
    """Let SSB revise two municipalities, and fetch one of them."""
    ssb_06913.put(23, Region="5055", ContentsCode="Fodselsoverskudd", Tid="2024")
    ssb_06913.put(99, Region="5007", ContentsCode="Fodselsoverskudd", Tid="2024")
    assert "ssb_06913" in [load.source_id for load in small.run(settings, "5055").built.loaded]


HEIM = "region = '5055' and period = '2024' and cell like '%Fodselsoverskudd%'"
ORDERS: dict[str, tuple[list[Event], list[tuple[int]], int]] = {
    "whole, then one": ([_whole_table, _one_municipality], [(17,), (23,)], 0),
    "one, then whole": ([_one_municipality, _whole_table], [(23,), (17,)], 1),
}
"""Event, Heim's births afterwards, and the number of revised figures of Namsos."""


@pytest.mark.parametrize("order", few(ORDERS, 1))
def test_a_rebuild_from_the_archive_has_the_same_revisions(
    order: str, copied: Settings, anew: Anew, ssb: sample.Addresses
) -> None:
    events, heim, namsos = ORDERS[order]
    with altered(ssb, "06913") as table:
        for event in events:
            event(copied, table)
        _same(anew(copied), copied)
    of_heim = f"select new_value from meta.revision natural join meta.load where {HEIM} order by loaded_at"
    assert rows(copied.folder.database, of_heim) == heim
    gone = "select region, period, new_value, new_symbol from meta.revision where fetch_id is null"
    assert rows(copied.folder.database, gone) == [("5001", "2019", None, None)]
    assert rows(copied.folder.database, "select count(*) from meta.revision where region = '5007'") == [(namsos,)]
