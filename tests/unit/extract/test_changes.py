"""When a table is fetched again."""

from datetime import UTC, datetime, timedelta

import pytest

from extract.archive import Load
from extract.changes import OVERLAP_DAYS, asked, has_news, past_days
from tests.lib.spec import source

POPULATION = source()
OLD, NEW = "2026-02-01T07:00:00Z", "2026-03-01T07:00:00Z"


def _last(listed: str | None, updated: str | None = None, *, as_asked: bool = True, days_ago: int = 0) -> Load:
    loaded_at = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat()
    fingerprint = asked(POPULATION) if as_asked else "something else"
    return Load("l", "ssb_07459", "sample", None, fingerprint, updated, listed, ["f"], loaded_at)


@pytest.mark.parametrize(
    ("last", "listed", "news"),
    [
        (None, OLD, True),
        (None, None, True),
        (_last(OLD), OLD, False),
        (_last(OLD), NEW, True),
        (_last(NEW), OLD, True),  # the source went back: that too is a change
        (_last(OLD), None, False),  # not in today's listing: no change of late
        (_last(None, updated=OLD), NEW, True),
        (_last(None, updated=NEW), OLD, False),  # listed for the first time, for figures we already have
        (_last(None), OLD, True),
        (_last(OLD, as_asked=False), OLD, True),
        (_last(OLD, as_asked=False), None, True),
    ],
)
def test_a_table_is_fetched_when_it_is_new_changed_or_asked_for_otherwise(
    last: Load | None, listed: str | None, news: bool
) -> None:
    assert has_news(POPULATION, last, listed) is news


def test_the_listing_reaches_back_to_the_oldest_load_and_a_little_further() -> None:
    assert past_days([_last(OLD, days_ago=3), _last(OLD, days_ago=9)]) == 9 + OVERLAP_DAYS
    assert past_days([]) == OVERLAP_DAYS


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
