"""When a source is fetched again."""

from datetime import UTC, datetime, timedelta

import pytest

from catalogue import load_catalogue
from catalogue.kinds import FhiSource, Source
from catalogue.spreadsheet import SpreadsheetSource
from extract.archive import Load
from extract.freshness import OVERLAP_DAYS, is_due, past_days, request_fingerprint
from tests.lib.spec import source

POPULATION = source()
OLD, NEW = "2026-02-01T07:00:00Z", "2026-03-01T07:00:00Z"


NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)


def _last(updated: str | None = None, *, same_request: bool = True, days_ago: int = 0) -> Load:
    loaded_at = (NOW - timedelta(days=days_ago)).isoformat()
    fingerprint = request_fingerprint(POPULATION) if same_request else "something else"
    return Load("l", "ssb_07459", "sample", None, fingerprint, updated, None, ["f"], loaded_at)


@pytest.mark.parametrize(
    ("last", "seen", "listed", "due"),
    [
        (None, None, OLD, True),
        (None, None, None, True),
        (_last(), OLD, OLD, False),
        (_last(), OLD, NEW, True),
        (_last(), NEW, OLD, True),  # an earlier time is a change too
        (_last(), OLD, None, False),  # not in today's listing: no recent change
        (_last(), OLD, "", True),  # listed without a time: it may have changed
        (_last(updated=OLD), None, "", True),
        (_last(updated=OLD), None, NEW, True),
        (_last(updated=NEW), None, OLD, False),  # listed for the first time, for figures that are already loaded
        (_last(), None, OLD, True),
        (_last(same_request=False), OLD, OLD, True),
        (_last(same_request=False), OLD, None, True),
    ],
)
def test_a_source_is_due_when_it_is_new_or_changed_or_its_request_changed(
    last: Load | None, seen: str | None, listed: str | None, due: bool
) -> None:
    assert is_due(POPULATION, last, seen, listed) is due


def test_the_listing_reaches_back_to_the_oldest_load_with_an_overlap() -> None:
    assert past_days([_last(days_ago=3), _last(days_ago=9)], NOW) == 9 + OVERLAP_DAYS
    assert past_days([], NOW) == OVERLAP_DAYS
    assert past_days([_last(days_ago=-9)], NOW) == OVERLAP_DAYS


def test_other_codes_change_the_request_and_other_texts_do_not() -> None:
    ages = {"Kjonn": "all", "Alder": ["000"], "Tid": "all"}
    words = {
        "title": {"nb": "Innbyggere", "en": "Inhabitants"},
        "checks": {"municipalities": 9},
        "bands": {"Alder": [0]},
    }
    region = {"dimension": "Region", "codelist": "agg_KommSummer"}
    assert request_fingerprint(source(select=ages)) != request_fingerprint(POPULATION)
    assert request_fingerprint(source(region=region)) != request_fingerprint(POPULATION)
    assert request_fingerprint(source(**words)) == request_fingerprint(POPULATION)


def test_how_a_source_is_known_does_not_change_the_request() -> None:
    assert request_fingerprint(source(known="recorded", recorded_in="somewhere")) == request_fingerprint(POPULATION)


def test_what_the_catalogue_says_of_contents_does_not_decide_what_is_fetched() -> None:
    (shipped,) = [one for name, one in load_catalogue().sources.items() if name == "ssb_arealprofiler"]
    spec = shipped.spec
    assert isinstance(spec, SpreadsheetSource)
    plain = {
        code: each.model_copy(update={"years": 1, "of_todays_area": False}) for code, each in spec.contents.items()
    }
    before = shipped.model_copy(update={"spec": spec.model_copy(update={"contents": plain})})
    assert before != shipped
    assert request_fingerprint(before) == request_fingerprint(shipped)


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


def test_a_key_added_later_counts_only_in_a_file_that_has_it() -> None:
    """The first fingerprint is that of the version before the key."""
    without, with_it = (
        request_fingerprint(Source.model_validate({"id": "fhi_634", "spec": FhiSource.model_validate(FHI | extra)}))
        for extra in ({}, {"dated_regions": "Sted"})
    )
    assert without == "84310cbdaa3b091b"
    assert with_it != without
