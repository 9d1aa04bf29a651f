"""When a table is fetched again."""

from datetime import UTC, datetime, timedelta

import pytest

from catalogue.kinds import FhiSource, Source
from extract.archive import Load
from extract.freshness import OVERLAP_DAYS, asked, has_news, past_days
from tests.lib.spec import source

POPULATION = source()
OLD, NEW = "2026-02-01T07:00:00Z", "2026-03-01T07:00:00Z"


NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)


def _last(updated: str | None = None, *, as_asked: bool = True, days_ago: int = 0) -> Load:
    loaded_at = (NOW - timedelta(days=days_ago)).isoformat()
    fingerprint = asked(POPULATION) if as_asked else "something else"
    return Load("l", "ssb_07459", "sample", None, fingerprint, updated, None, ["f"], loaded_at)


@pytest.mark.parametrize(
    ("last", "seen", "listed", "news"),
    [
        (None, None, OLD, True),
        (None, None, None, True),
        (_last(), OLD, OLD, False),
        (_last(), OLD, NEW, True),
        (_last(), NEW, OLD, True),  # the source went back: that too is a change
        (_last(), OLD, None, False),  # not in today's listing: no change of late
        (_last(updated=OLD), None, NEW, True),
        (_last(updated=NEW), None, OLD, False),  # listed for the first time, for figures we already have
        (_last(), None, OLD, True),
        (_last(as_asked=False), OLD, OLD, True),
        (_last(as_asked=False), OLD, None, True),
    ],
)
def test_a_source_is_fetched_when_it_is_new_changed_or_asked_for_otherwise(
    last: Load | None, seen: str | None, listed: str | None, news: bool
) -> None:
    assert has_news(POPULATION, last, seen, listed) is news


def test_the_listing_reaches_back_to_the_oldest_load_and_a_little_further() -> None:
    assert past_days([_last(days_ago=3), _last(days_ago=9)], NOW) == 9 + OVERLAP_DAYS
    assert past_days([], NOW) == OVERLAP_DAYS
    assert past_days([_last(days_ago=-9)], NOW) == OVERLAP_DAYS


def test_other_codes_are_another_question_and_other_words_are_not() -> None:
    ages = {"Kjonn": "all", "Alder": ["000"], "Tid": "all"}
    words = {
        "title": {"nb": "Innbyggere", "en": "Inhabitants"},
        "checks": {"municipalities": 9},
        "bands": {"Alder": [0]},
    }
    assert asked(source(select=ages)) != asked(POPULATION)
    assert asked(source(region={"dimension": "Region", "codelist": "agg_KommSummer"})) != asked(POPULATION)
    assert asked(source(**words)) == asked(POPULATION)


def test_how_a_source_is_known_is_no_other_question() -> None:
    assert asked(source(known="recorded", recorded_in="somewhere")) == asked(POPULATION)


FHI = {
    "kind": "fhi",
    "bank": "kpr",
    "table": "634",
    "title": {"nb": "Brukere", "en": "Users"},
    "contents": {"Antall": {"kind": "flow", "additive": True}},
    "period": {"grain": "year", "refers_to": "the year"},
    "checks": {"municipalities": 1},
    "licence": "open",
}


def test_a_key_that_came_later_counts_only_where_a_file_has_it() -> None:
    """The first fingerprint is the one that the version before the key gave."""
    without, with_it = (
        asked(Source.model_validate({"id": "fhi_634", "spec": FhiSource.model_validate(FHI | extra)}))
        for extra in ({}, {"dated_regions": "Sted"})
    )
    assert without == "84310cbdaa3b091b"
    assert with_it != without
