"""FHI's tables in a whole run: published as FHI has them. If FHI fails, only they are stale."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import sample
from catalogue.kinds import FhiSource
from catalogue.models import Catalogue
from extract.clock import Hours
from pipeline.check import check, check_against, record
from pipeline.replay import replay
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.flow.tiny import tiny_catalogue
from tests.lib.alterations import altered
from tests.lib.apis import Time
from tests.lib.content import content, differing, rows
from tests.lib.fhi import Span, write_table
from tests.lib.small import Silent, settings_for
from tests.lib.spec import shipped_catalogue

ALSO = ("psychological_symptoms", "psychological_symptoms_youth", "bullying_7th_grade")
STALE = "select source_id, stale_reason from meta.source where stale_reason is not null order by all"
DIVIDED = {"1508": 2024, "1580": 2024} | dict.fromkeys(("1806", "1875", "5055", "5056", "5059"), 2020)
"""Municipalities that a division made, and their first year: for earlier years FHI has the figure of another area."""
BULLYING = """select municipality_code, period, value, symbol from mart.indicator
    where indicator_id = 'bullying_7th_grade' order by all"""
DATA = "/api/open/v1/nokkel/Table/{}/data"


def spec_of(catalogue: Catalogue, source_id: str) -> FhiSource:
    spec = catalogue.sources[source_id].spec
    assert isinstance(spec, FhiSource)
    return spec


@pytest.fixture(scope="module")
def fhi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sample.Addresses]:
    """SSB and FHI, with two SYNTHETIC tables: one of single years and one of three years each."""
    folder, catalogue = tmp_path_factory.mktemp("fhi"), shipped_catalogue()
    write_table(folder, spec_of(catalogue, "fhi_370"), Span(), 100, 200)
    write_table(folder, spec_of(catalogue, "fhi_806"), Span(years=3), 5, 20)
    with sample.serve(calls_per_minute=100_000) as addresses:
        addresses.fhi.add(folder)
        yield addresses


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, fhi: sample.Addresses) -> Settings:
    """A home with both tables and one table of SSB's. Tests must copy it, never change it."""
    folder = tmp_path_factory.mktemp("loaded")
    catalogue = tiny_catalogue(folder / "catalogue", tables=("06913", "370", "806"), also=ALSO)
    settings = settings_for(folder / "home", catalogue, fhi)
    assert run(settings) == {}
    return settings


@pytest.fixture
def home(tmp_path: Path, loaded: Settings) -> Settings:
    """A copy of that home, for a run."""
    shutil.copytree(loaded.home, tmp_path / "home", symlinks=True)
    return loaded.model_copy(update={"home": tmp_path / "home"})


@pytest.fixture
def kept(fhi: sample.Addresses) -> Iterator[sample.Addresses]:
    """FHI, whose tables are restored after the test."""
    before = dict(fhi.fhi.tables)
    yield fhi
    fhi.fhi.tables.clear()
    fhi.fhi.tables.update(before)
    fhi.faults.clear()


def run(settings: Settings, municipality: str | None = None) -> dict[str, str]:
    """Run, and return the stale tables."""
    outcome = refresh(settings, Silent(), municipality=municipality, scope=None, hours=Hours(Time().clock))
    assert outcome.home.exists()
    return {str(source): str(why) for source, why in rows(database(settings), STALE)}


def database(settings: Settings) -> Path:
    return settings.folder.published / "grunnlag.duckdb"


def announce(fhi: sample.Addresses, number: int, *, by: float = 1.0, updated: str = "2099-01-01T05:00:00Z") -> None:
    """Let FHI publish the table again, with its figures multiplied."""
    table = fhi.fhi.tables["nokkel", number]
    figures = [value if isinstance(value, str) else value * by for value in table.values.ravel()]
    values = np.array(figures, dtype=object).reshape(table.values.shape)
    fhi.fhi.tables["nokkel", number] = replace(table, modified=updated, values=values)


def test_every_figure_is_published_or_the_reason_why_there_is_none(loaded: Settings, fhi: sample.Addresses) -> None:
    table = fhi.fhi.tables["nokkel", 806]
    places = {each.code: list(each.labels) for each in table.dimensions}
    picked = {"KJONN": "0", "SPM_ID": "479", "TRINN": "7", "MEASURE_TYPE": "MEIS"}
    rest = tuple(places[name].index(code) for name, code in picked.items())
    expected = []
    for region, code in enumerate(places["GEO"]):
        for time, period in enumerate(places["AAR"]):
            value = table.values[(region, time, *rest)]
            figure = (None, "confidential") if value == ":" else (value, "published")
            if int(period[-4:]) < DIVIDED.get(code, 0):
                figure = (None, "not_existing")
            expected += [(code, period.replace("_", "-"), *figure)] if len(code) == 4 else []
    assert rows(database(loaded), BULLYING) == sorted(expected, key=lambda row: row[:2])


def test_country_and_counties_have_fhis_own_figures(loaded: Settings) -> None:
    query = """select distinct group_basis, members_with_value < members from mart.indicator_group
        where indicator_id = 'bullying_7th_grade' and group_kind = 'county' and value is not null"""
    assert {basis for basis, _ in rows(database(loaded), query)} == {"source"}


def test_years_and_spans_of_years_are_different_grains(loaded: Settings) -> None:
    query = """select distinct indicator_id, period, period_end - period_start > 366 from mart.indicator
        where indicator_id in ('psychological_symptoms', 'bullying_7th_grade') order by all"""
    assert rows(database(loaded), query) == [
        *(("bullying_7th_grade", f"{end - 2}-{end}", True) for end in (2022, 2023, 2024)),
        *(("psychological_symptoms", f"{year}", False) for year in (2022, 2023, 2024)),
    ]


def test_a_table_has_its_source_and_address(loaded: Settings) -> None:
    query = """select number, url, licence, updated::varchar from meta.source where source_id = 'fhi_806'"""
    assert rows(database(loaded), query) == [
        ("806", "https://statistikk.fhi.no", "Fri bruk når FHI oppgis som kilde", "2026-03-02 05:00:00")
    ]


def test_a_night_without_changes_takes_one_request_to_fhi(home: Settings, fhi: sample.Addresses) -> None:
    before = len(fhi.requests)
    assert run(home) == {}
    asked = [each["path"] for each in fhi.requests[before:] if "/open/" in each["path"]]
    assert asked == ["/api/open/v1/nokkel/Table"]


def test_only_the_table_with_news_is_fetched_and_the_revision_is_kept(home: Settings, kept: sample.Addresses) -> None:
    announce(kept, 806, by=1.05)
    before = len(kept.requests)
    assert run(home) == {}
    posted = [each["path"] for each in kept.requests[before:] if each["method"] == "POST" and "/open/" in each["path"]]
    assert posted == [DATA.format(806)]
    query = "select distinct source_id, round(new_value / old_value, 2) from meta.revision where source_id like 'fhi%'"
    assert rows(database(home), query) == [("fhi_806", 1.05)]


def test_a_table_published_again_with_equal_figures_is_fetched_once_and_revises_nothing(
    home: Settings, kept: sample.Addresses
) -> None:
    announce(kept, 806)
    assert run(home) == {}
    assert rows(database(home), "select count(*) from meta.revision where source_id like 'fhi%'") == [(0,)]
    before = len(kept.requests)
    assert run(home) == {}
    assert [each["method"] for each in kept.requests[before:] if "/open/" in each["path"]] == ["GET"]


def test_while_fhi_is_down_its_figures_stay_and_ssbs_changes_are_loaded(home: Settings, kept: sample.Addresses) -> None:
    before = rows(database(home), BULLYING)
    kept.faults.add("503", "/open/v1/", None)
    with altered(kept, "06913") as population:
        population.put(1, Region="5055", ContentsCode="Fodselsoverskudd", Tid="2025")
        population.announce()
        stale = run(home)
    assert set(stale) == {"fhi_370", "fhi_806"}
    assert all("answered 503 to every attempt; try again later" in why for why in stale.values())
    assert rows(database(home), BULLYING) == before
    changed = "select count(*) from meta.revision where source_id = 'ssb_06913'"
    assert rows(database(home), changed) == [(1,)]


def test_a_table_that_has_drifted_stops_only_itself(home: Settings, kept: sample.Addresses, tmp_path: Path) -> None:
    announce(kept, 806)
    announce(kept, 370)
    table = kept.fhi.tables["nokkel", 806]
    others = [replace(each, code="KLASSE") if each.code == "TRINN" else each for each in table.dimensions]
    kept.fhi.tables["nokkel", 806] = replace(table, dimensions=others)
    stale = run(home)
    assert set(stale) == {"fhi_806"}
    assert stale["fhi_806"].endswith("the catalogue and the table differ in KLASSE, TRINN.")
    for report in (record(home, Silent(), tmp_path / "bundle"), check_against(home, Silent(), tmp_path / "bundle")):
        assert [(each.source_id, each.drift.says) for each in report.findings] == [("fhi_806", stale["fhi_806"])]


def test_check_finds_nothing_if_nothing_has_drifted(home: Settings) -> None:
    assert check(home, Silent()).findings == []


def test_a_run_for_one_municipality_sends_no_request_to_fhi(home: Settings, fhi: sample.Addresses) -> None:
    before = len(fhi.requests)
    assert run(home, "5055") == {}
    assert not [each for each in fhi.requests[before:] if "/open/" in each["path"]]


def test_tables_that_the_sample_lacks_are_not_requested(tmp_path: Path) -> None:
    catalogue = tiny_catalogue(tmp_path / "catalogue", tables=("06913", "370", "806"), also=ALSO)
    with sample.serve(calls_per_minute=100_000) as bare:
        bare.fhi.tables.clear()
        assert run(settings_for(tmp_path / "home", catalogue, bare)) == {}
        assert not [each for each in bare.requests if "/open/" in each["path"]]


@pytest.mark.long
def test_every_figure_that_fhi_publishes_as_a_value_comes_of_its_table(tmp_path: Path) -> None:
    """Each table is SYNTHETIC, with figures within the checks of its indicators."""
    catalogue = shipped_catalogue()
    indicators = {
        each.id: each.definition
        for each in catalogue.indicators.values()
        if (each.definition.source or "").startswith("fhi_") and not each.definition.per
    }
    tables = sorted({str(each.source) for each in indicators.values()})
    with sample.serve(calls_per_minute=100_000) as addresses:
        for table in tables:
            spec = spec_of(catalogue, table)
            bounds = [each.checks for each in indicators.values() if each.source == table]
            low, high = max(each.min for each in bounds), min(each.max for each in bounds)
            write_table(tmp_path / "tables", spec, Span(years=3 if spec.period.grain == "years" else 1), low, high)
        addresses.fhi.add(tmp_path / "tables")
        numbers = tuple(table.removeprefix("fhi_") for table in tables)
        small = tiny_catalogue(tmp_path / "catalogue", tables=("06913", *numbers), also=tuple(indicators))
        settings = settings_for(tmp_path / "home", small, addresses)
        assert run(settings) == {}
    query = """select indicator_id, count(distinct municipality_code) > 340 from mart.indicator
        where source_id like 'fhi%' and value is not null group by all order by all"""
    assert rows(database(settings), query) == [(name, True) for name in sorted(indicators)]


@pytest.mark.long
def test_a_rebuild_from_the_archive_gives_the_same(home: Settings) -> None:
    before = content(database(home))
    shutil.rmtree(home.home / "builds")
    (home.home / "published").unlink()
    replay(home, Silent(), as_of=None)
    assert differing(before, content(database(home))) == []
