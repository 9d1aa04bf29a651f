"""The sources beside population and FHI are fetched from the stand-in, and Telemark's figures are those of its files."""

import csv
from collections import Counter
from pathlib import Path

import pytest

import sample
from pipeline.runs import refresh
from pipeline.settings import Settings
from sample.statbank.tables import FIGURES
from tests.flow.tiny import tiny_catalogue
from tests.lib.content import rows
from tests.lib.small import Silent, replace, settings_for


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, ssb: sample.Addresses) -> Settings:
    """A home with these sources alone."""
    folder = tmp_path_factory.mktemp("telemark")
    catalogue = tiny_catalogue(
        folder / "catalogue", tables=("06913", "12044"), also=("traffic_killed_or_severely_injured",)
    )
    replace(catalogue / "sources/ssb/12044.yaml", "municipalities: 300", "municipalities: 17")
    settings = settings_for(folder / "home", catalogue, ssb)
    assert refresh(settings, Silent(), municipality=None, scope=None).stale == {}
    return settings


def _figures(home: Settings, indicator: str) -> dict[tuple[str, str], float]:
    query = f"""select municipality_code, period, value from mart.indicator
        where indicator_id = '{indicator}' and municipality_code like '40%' and on_todays_borders"""
    return {(code, period): value for code, period, value in rows(home.folder.database, query)}


def _stored(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_killed_and_severely_injured_in_traffic_are_those_of_the_file(home: Settings) -> None:
    told: Counter[tuple[str, str]] = Counter()
    for row in _stored(FIGURES / "12044/figures.csv"):
        if row["Region"] != "0" and row["ContentsCode"] != "PersonerSkadd":
            told[row["Region"].removeprefix("K-"), row["Tid"]] += int(row["value"])
    assert _figures(home, "traffic_killed_or_severely_injured") == told
    assert len(told) == 17 * 23
