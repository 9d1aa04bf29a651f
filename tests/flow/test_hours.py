"""From 04:55 to 08:15 SSB shows zeros for the figures of the day: a run stops, or archives without publishing."""

from datetime import datetime, timedelta

import pytest

import sample
from catalogue.errors import Closed
from extract.archive import Archive
from extract.clock import OSLO, Clock, Hours
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.lib.alterations import Altered
from tests.lib.small import Silent

EARLY = datetime(2026, 11, 25, 6, 0, tzinfo=OSLO)


def _at(moment: datetime, *, anyhow: bool = False) -> Hours:
    return Hours(Clock(now=lambda: moment), live=True, anyhow=anyhow)


def test_a_run_in_closed_hours_stops_with_the_reason_before_any_request(
    quick_home: Settings, ssb: sample.Addresses
) -> None:
    before = len(ssb.requests)
    with pytest.raises(Closed, match=r"Until 08:15 Oslo time"):
        refresh(quick_home, Silent(), municipality=None, scope=None, hours=_at(EARLY))
    assert len(ssb.requests) == before


def test_a_run_that_ignores_closed_hours_archives_and_publishes_nothing(
    quick_home: Settings, population_table: Altered
) -> None:
    population_table.announce("2026-11-25T04:00:00Z")
    published, loads = quick_home.folder.published.resolve(), Archive(quick_home.folder.archive).loads("sample")
    outcome = refresh(quick_home, Silent(), municipality=None, scope=None, hours=_at(EARLY, anyhow=True))
    assert str(outcome) == (
        "Archived ssb_06913; nothing was published, because SSB shows zeros for some figures until 08:15 Oslo time."
    )
    assert outcome.exit_code == 0
    assert quick_home.folder.published.resolve() == published
    assert Archive(quick_home.folder.archive).loads("sample") == loads
    newest = list(Archive(quick_home.folder.archive).fetches().values())[-1]
    assert newest.request["path"] == "tables/06913/data"


def test_answers_archived_in_closed_hours_are_fetched_again_afterwards(
    quick_home: Settings, population_table: Altered, ssb: sample.Addresses
) -> None:
    population_table.announce("2026-11-25T04:00:00Z")
    with ssb.statbank.before_publication("06913", "2025", 0):
        refresh(quick_home, Silent(), municipality=None, scope=None, hours=_at(EARLY, anyhow=True))
    later = _at(EARLY + timedelta(hours=3))
    assert refresh(quick_home, Silent(), municipality=None, scope=None, hours=later).loaded == ["ssb_06913"]


def test_a_run_that_reaches_closed_hours_stops_and_the_next_run_resumes(
    quick_home: Settings, population_table: Altered
) -> None:
    population_table.announce("2026-11-25T01:00:00Z")
    moments = iter([EARLY - timedelta(hours=2)] * 4)
    hours = Hours(Clock(now=lambda: next(moments, EARLY)), live=True)
    outcome = refresh(quick_home, Silent(), municipality=None, scope=None, hours=hours)
    assert outcome.exit_code == 3
    assert outcome.stale["ssb_06913"].startswith(
        "Until 08:15 Oslo time SSB shows zeros for figures it is about to publish"
    )
