"""A new kind of source needs one class, three small files and a line in each list, and no other edit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import catalogue.kinds
import extract.kinds
import pipeline.kinds
import transform.kinds
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.lib.content import rows
from tests.lib.scripted import Says, scripted
from tests.lib.small import Silent
from tests.toykind.extract import CsvFiles
from tests.toykind.pipeline import CsvUpdates
from tests.toykind.spec import CsvSource
from tests.toykind.transform import read_csv

FILE = b"code;value\n5001;12\n5055;3\n"

SOURCE = """\
kind: csv
title: {nb: Badeplasser, en: Bathing places}
url: {url}/places.csv
year: "2025"
contents: {places: {kind: stock, additive: true}}
period: {grain: year, refers_to: 1 January}
checks: {municipalities: 2}
licence: CC BY 4.0
"""

INDICATOR = """\
title: {nb: Badeplasser, en: Bathing places}
why: {nb: Folk vil bade der de bor., en: People want to bathe where they live.}
definition: {nb: Antall badeplasser i kommunen., en: The number of bathing places in the municipality.}
question: {nb: Hvor mange badeplasser er det?}
says: {nb: "Det er {value} badeplasser i kommunen"}
what: {nb: antallet badeplasser}
from: csv_places
numerator: sum(value)
unit: cases
kind: stock
good: higher
decimals: 0
checks: {min: 0, max: 100}
"""


@pytest.fixture
def with_csv(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The smallest catalogue, a source of a new kind and an indicator of it."""
    monkeypatch.setitem(catalogue.kinds.KINDS, "csv", CsvSource)
    monkeypatch.setitem(extract.kinds.ADAPTERS, "csv", CsvFiles)
    monkeypatch.setitem(transform.kinds.READERS, "csv", read_csv)
    monkeypatch.setitem(pipeline.kinds.KINDS, "csv", CsvUpdates)
    with scripted(Says(FILE, content_type="text/csv")) as server:
        _write(tiny.catalogue / "sources/csv/places.yaml", SOURCE.replace("{url}", server.url))
        _write(tiny.catalogue / "indicators/land/bathing_places.yaml", INDICATOR)
        yield tiny


def test_an_indicator_of_a_new_kind_of_source_is_published(with_csv: Settings) -> None:
    outcome = refresh(with_csv, Silent(), municipality=None, scope=None)
    assert (outcome.stale, outcome.exit_code) == ({}, 0)
    found = """select municipality_code, period, value, unit from mart.indicator
        where indicator_id = 'bathing_places' and on_todays_borders order by all"""
    assert rows(with_csv.folder.database, found) == [("5001", "2025", 12.0, "cases"), ("5055", "2025", 3.0, "cases")]
    cited = "select publisher, kind, cited_as from meta.source where source_id = 'csv_places'"
    assert rows(with_csv.folder.database, cited) == [("A county", "csv", "Badeplasser")]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
