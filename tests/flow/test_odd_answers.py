"""Odd answers of a source: its tables keep their figures, the others load, and nothing ends as a fault of ours."""

from collections.abc import Callable, Iterable
from typing import Any

import orjson
import pytest

import extract.client
from extract.answer import Answer, read_json
from extract.client import Client
from pipeline.check import check
from pipeline.outcome import Outcome
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.lib.alterations import Altered
from tests.lib.content import rows
from tests.lib.small import Silent

ALL_FIGURES = "select count(*), sum(value) from mart.indicator"
CODES, CHANGES = "classifications/131/codes", "classifications/131/changes"

Change = Callable[[Any], object]
"""A function that changes the content of an answer in place, or returns another."""


def put(*keys: str | int, value: object) -> Change:
    """Return a change: put the value where the keys lead."""

    def change(content: Any) -> None:
        for key in keys[:-1]:
            content = content[key]
        content[keys[-1]] = value

    return change


def instead(value: object) -> Change:
    """Return a change to a whole other content."""
    return lambda _: value


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Change], None]:
    """Return a function that changes each answer whose path ends so. KLASS says that everything has changed."""
    send, changes = Client._send, dict[str, Change]()

    def altered(self: Client, request: dict[str, Any], query: dict[str, str]) -> Answer:
        answer = send(self, request, query)
        content = read_json(answer.body)
        for ending in [ending for ending in changes if request["path"].endswith(ending)]:
            content = changes[ending](content) or content
        return Answer(request, answer.status, {"content-type": "application/json"}, orjson.dumps(content))

    def everything_is_new(content: Any) -> None:
        for each in content["_embedded"]["classifications"]:
            each["lastModified"] = "2099-01-01"

    monkeypatch.setattr(extract.client.Client, "_send", altered)
    changes["classifications"] = everything_is_new
    return changes.__setitem__


def some(names: Iterable[str], step: int) -> list[Any]:
    """Return the names, of which the quick run tries one in `step`."""
    return [pytest.param(name, marks=[pytest.mark.long] if at % step else []) for at, name in enumerate(names)]


def _run(settings: Settings) -> Outcome:
    return refresh(settings, Silent(), municipality=None, scope=None)


KLASS = {
    "codes null": (CODES, put("codes", value=None)),
    "codes empty": (CODES, put("codes", value=[])),
    "codes a text": (CODES, put("codes", value="0301")),
    "codes of numbers": (CODES, put("codes", value=[301])),
    "no codes": (CODES, instead({"changes": []})),
    "a list": (CODES, instead([1, 2])),
    "a bad date": (CODES, put("codes", 5, "validFromInRequestedRange", value="2020-02-30")),
    "a number as date": (CODES, put("codes", 5, "validFromInRequestedRange", value=20200101)),
    "a number as end": (CODES, put("codes", 5, "validToInRequestedRange", value=2020)),
    "an object as name": (CODES, put("codes", 5, "name", value={"nb": "Oslo"})),
    "changes null": (CHANGES, put("codeChanges", value=None)),
    "changes of nulls": (CHANGES, put("codeChanges", value=[None])),
    "a change without a day": (CHANGES, put("codeChanges", 0, "changeOccurred", value=None)),
    "a change from a number": (CHANGES, put("codeChanges", 0, "oldCode", value=301)),
    "a change from a list": (CHANGES, put("codeChanges", 0, "oldCode", value=["0301"])),
}


@pytest.mark.parametrize("what", some(KLASS, 5))
def test_an_odd_list_of_municipalities_leaves_the_earlier_one(
    quick_home: Settings, odd: Callable[[str, Change], None], population_table: Altered, what: str
) -> None:
    before = rows(quick_home.folder.database, ALL_FIGURES)
    odd(*KLASS[what])
    population_table.announce()
    outcome = _run(quick_home)
    assert list(outcome.stale) == ["klass_131"], str(outcome)
    assert outcome.exit_code == 4
    assert outcome.loaded == ["ssb_06913"]
    assert rows(quick_home.folder.database, ALL_FIGURES) == before


METADATA, DATA = "tables/06913/metadata", "tables/06913/data"
TABLE = {
    "updated null": (METADATA, put("updated", value=None)),
    "updated an object": (METADATA, put("updated", value={"at": "2026-01-01"})),
    "updated no date": (METADATA, put("updated", value="yesterday")),
    "updated without a zone": (METADATA, put("updated", value="2026-01-01T08:00:00")),
    "no dimensions": (METADATA, put("dimension", value=None)),
    "a dimension that is a text": (METADATA, put("dimension", "Region", value="Region")),
    "codes that are numbers": (METADATA, put("dimension", "Tid", "category", "index", value=7)),
    "labels that are a list": (METADATA, put("dimension", "ContentsCode", "category", "label", value=["a"])),
    "no extension": (METADATA, put("extension", value=None)),
    "a list": (METADATA, instead([])),
    "figures updated null": (DATA, put("updated", value=None)),
    "figures updated no date": (DATA, put("updated", value="2026-13-45")),
    "figures updated never": (DATA, put("updated", value="")),
    "figures updated in a week": (DATA, put("updated", value="2026-W05-1")),
    "infinite sizes": (DATA, put("size", value=[10**18, 10**18, 10**18])),
    "negative sizes": (DATA, put("size", value=[-1, 2, 3])),
    "figures of texts": (DATA, put("value", value=["1"])),
    "figures too large": (DATA, put("value", value=[10**30])),
    "statuses that are numbers": (DATA, put("status", value={"0": 7})),
    "ids that are null": (DATA, put("id", value=None)),
}


@pytest.mark.parametrize("what", some(TABLE, 5))
def test_an_odd_table_keeps_its_figures_and_the_others_load(
    quick_home: Settings, odd: Callable[[str, Change], None], population_table: Altered, what: str
) -> None:
    before = rows(quick_home.folder.database, ALL_FIGURES)
    odd(*TABLE[what])
    population_table.announce()
    outcome = _run(quick_home)
    assert set(outcome.stale) <= {"ssb_06913"}, str(outcome)
    assert outcome.stale or outcome.loaded == ["ssb_06913"]
    assert rows(quick_home.folder.database, ALL_FIGURES) == before


LISTS = {
    "StatBank: updated null": ("tables", put("tables", 0, "updated", value=None)),
    "StatBank: updated an object": ("tables", put("tables", 0, "updated", value={})),
    "StatBank: a label that is a number": ("tables", put("tables", 0, "label", value=7)),
    "StatBank: no table": ("tables", instead({"tables": {}})),
    "StatBank: null": ("tables", instead({"tables": None})),
    "StatBank: tables that are numbers": ("tables", instead({"tables": [1]})),
    "KLASS: changed null": ("classifications", put("_embedded", "classifications", 0, "lastModified", value=None)),
    "KLASS: changed an object": ("classifications", put("_embedded", "classifications", 0, "lastModified", value={})),
    "KLASS: no link": ("classifications", put("_embedded", "classifications", 0, "_links", value={})),
    "KLASS: nothing": ("classifications", instead({"_embedded": None})),
}


@pytest.mark.parametrize("what", some(LISTS, 5))
def test_an_odd_list_stops_no_other_source(
    quick_home: Settings, odd: Callable[[str, Change], None], population_table: Altered, what: str
) -> None:
    before = rows(quick_home.folder.database, ALL_FIGURES)
    population_table.announce()
    odd(*LISTS[what])
    outcome = _run(quick_home)
    publisher = "ssb_" if what.startswith("StatBank") else "klass_"
    assert all(source.startswith(publisher) for source in outcome.stale), str(outcome)
    assert rows(quick_home.folder.database, ALL_FIGURES) == before


@pytest.mark.parametrize("what", some([*KLASS, *TABLE], 16))
def test_a_check_reports_an_odd_answer(quick_home: Settings, odd: Callable[[str, Change], None], what: str) -> None:
    odd(*(KLASS | TABLE)[what])
    report = check(quick_home, Silent())
    assert not report.unseen
    assert all(finding.drift.says.endswith((".", "?")) for finding in report.findings)


def test_a_wrong_certificate_of_one_service_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, quick_home: Settings, population_table: Altered
) -> None:
    before = rows(quick_home.folder.database, ALL_FIGURES)
    monkeypatch.setattr("extract.client.BACKOFF", lambda _: 0)
    settings = quick_home.model_copy(
        update={"klass_url": quick_home.klass_url.replace("http://", "https://").replace("127.0.0.1", "localhost")}
    )
    population_table.announce()
    outcome = _run(settings)
    assert {source[:6] for source in outcome.stale} == {"klass_"}
    assert outcome.exit_code == 2
    assert "cannot be used" in str(outcome)
    assert outcome.loaded == ["ssb_06913"]
    assert rows(quick_home.folder.database, ALL_FIGURES) == before
