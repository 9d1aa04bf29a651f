"""The whole shipped catalogue: every source fetched, every indicator with figures, and all checks passed.

Tables that the sample lacks parts of are SYNTHETIC here, and nowhere else.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import sample
from catalogue.load import HOME
from extract.clock import Hours
from pipeline.check import check_against, record
from pipeline.runs import Outcome, refresh
from pipeline.settings import Settings
from tests.lib.apis import Time
from tests.lib.content import rows
from tests.lib.small import Silent, replace
from tests.lib.spec import shipped_catalogue
from tests.lib.whole_catalogue import served

YEARS = '["2015", "2016", "2021", "2022", "2023", "2024", "2025", "2026"]'


FEWER = {
    "07459": ("Tid: all", f"Tid: {YEARS}"),
    "03321": ('Tid: "newest 3"', 'Tid: "newest 1"'),
    "13864": ('Tid: "newest 3"', 'Tid: "newest 1"'),
    "projection": ('since: "2005"', 'since: "2022"'),
}
"""The largest tables: periods in the catalogue, and fewer. The acceptance tests build the sample with all of them."""


@pytest.fixture(scope="module")
def catalogue(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped catalogue; except with `--long`, with fewer periods of the largest tables."""
    home = tmp_path_factory.mktemp("whole") / "catalogue"
    shutil.copytree(HOME, home, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for table, periods in () if request.config.getoption("--long") else FEWER.items():
        replace(home / f"sources/ssb/{table}.yaml", *periods)
    return home


@pytest.fixture(scope="module")
def asked(catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a home whose server has everything in the catalogue."""
    with served(tmp_path_factory.mktemp("synthetic"), catalogue) as settings:
        yield settings


@pytest.fixture(scope="module")
def ran(asked: Settings) -> Outcome:
    """The outcome of a run that fetches, builds, checks and publishes everything."""
    return refresh(asked, Silent(), municipality=None, scope=None, hours=Hours(Time().clock))


def test_the_catalogue_has_over_130_definitions_and_some_in_every_theme() -> None:
    shipped = shipped_catalogue()
    assert len(shipped.indicators) > 130
    assert {indicator.theme for indicator in shipped.indicators.values()} == {theme.id for theme in shipped.themes}


def test_every_source_loads_and_every_check_passes(ran: Outcome, asked: Settings) -> None:
    assert (ran.exit_code, ran.stale) == (0, {})
    unloaded = "select source_id, stale_reason from meta.source where loaded_at is null or stale_reason is not null"
    assert rows(asked.folder.database, unloaded) == []


def test_every_indicator_has_figures(ran: Outcome, asked: Settings) -> None:
    assert ran.exit_code == 0
    empty = """select indicator_id from core.indicator
        where indicator_id not in (select indicator_id from mart.indicator where value is not null)"""
    assert rows(asked.folder.database, empty) == []


def test_kostra_s_newest_figures_are_provisional_until_june(ran: Outcome, asked: Settings) -> None:
    assert ran.exit_code == 0
    symbols = """select distinct period, symbol from mart.indicator
        where indicator_id = 'net_operating_result' and value is not null order by all"""
    assert rows(asked.folder.database, symbols) == [
        ("2023", "published"),
        ("2024", "published"),
        ("2025", "provisional"),
    ]


def test_ratios_of_kostra_are_compared_with_its_own_figures_of_the_groups(ran: Outcome, asked: Settings) -> None:
    assert ran.exit_code == 0
    query = """select group_kind, group_code, group_basis, value from mart.indicator_group
        where indicator_id = 'net_operating_result' and period = '2024'
        and borders = (select max(borders) from mart.indicator_group)
        and (group_kind, group_code) in (('country', '0'), ('county', '50'), ('kostra_group', 'EKG03')) order by all"""
    found = rows(asked.folder.database, query)
    assert [row[:3] for row in found] == [
        ("country", "0", "source"),
        ("county", "50", "source"),
        ("kostra_group", "EKG03", "source"),
    ]
    country, county, kostra = (float(str(row[3])) for row in found)
    assert county / country == pytest.approx(1.001)
    assert kostra / country == pytest.approx(1.004)


def test_counts_of_kostra_are_summed_from_its_municipalities_alone(ran: Outcome, asked: Settings) -> None:
    assert ran.exit_code == 0
    loaded = (
        "select distinct region from source.ssb_13995 where length(region) != 4 and region not like 'EKG%' order by all"
    )
    assert rows(asked.folder.database, loaded) == [("0",), ("50",)]
    observed = "select distinct length(region) from core.observation where indicator_id = 'social_assistance_per_1000'"
    assert rows(asked.folder.database, observed) == [(4,)]


def test_the_check_reports_nothing_and_its_answers_fit_in_a_bundle(
    ran: Outcome, asked: Settings, tmp_path: Path
) -> None:
    assert ran.exit_code == 0
    recorded = record(asked, Silent(), tmp_path / "bundle.zip")
    for report in (recorded, check_against(asked, Silent(), tmp_path / "bundle.zip")):
        assert [(finding.source_id, finding.drift.says) for finding in report.findings] == []
        assert report.unseen == {}
        assert sorted(report.agreed) == sorted(shipped_catalogue().sources)


def test_what_is_synthetic_says_so_and_is_not_in_the_sample(ran: Outcome, asked: Settings) -> None:
    assert ran.exit_code == 0
    labels = "select distinct label from core.label where source_id = 'ssb_12134'"
    assert rows(asked.folder.database, labels) == [("SYNTHETIC",)]
    with sample.serve() as addresses:
        assert "12134" not in addresses.held
