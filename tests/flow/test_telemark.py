"""The sources beside population and FHI are fetched from the stand-in, and Telemark's figures are those of its files."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import sample
from pipeline.runs import refresh
from pipeline.settings import Settings
from sample.statbank.tables import FIGURES
from sample.workbook import Row, workbook_of
from tests.flow.tiny import tiny_catalogue
from tests.lib.content import rows
from tests.lib.small import Silent, settings_for

EMISSIONS = "greenhouse_gas_emissions"
IMDI = ("settlement", "immigration_reasons", "time_in_norway")
OF_IMDI = ("refugees_settled", "immigrants_by_reason", "immigrants_under_5_years_in_norway")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, ssb: sample.Addresses) -> Settings:
    """A home with these sources alone."""
    folder = tmp_path_factory.mktemp("telemark")
    indicators = (
        "traffic_killed_or_severely_injured",
        "unemployed",
        "unemployment_rate",
        EMISSIONS,
        f"{EMISSIONS}_by_sector",
        *OF_IMDI,
    )
    tables = ("06913", "12044", "hl060", "greenhouse_gases", *IMDI)
    catalogue = tiny_catalogue(folder / "catalogue", tables=tables, also=indicators)
    enabled = {"enable": ", ".join(f"imdi_{table}" for table in IMDI)}
    settings = settings_for(folder / "home", catalogue, ssb).model_copy(update=enabled)
    assert refresh(settings, Silent(), municipality=None, scope=None).stale == {}
    return settings


def _figures(home: Settings, indicator: str) -> dict[tuple[str, str], float]:
    query = f"""select municipality_code, period, value from mart.indicator
        where indicator_id = '{indicator}' and municipality_code like '40%' and on_todays_borders and breakdown is null"""
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


@pytest.mark.parametrize(
    ("indicator", "sheet"),
    [("unemployed", "3. Kommune Antall"), ("unemployment_rate", "4. Kommune Prosent av arbeidsst")],
)
def test_unemployment_by_month_is_that_of_the_file(home: Settings, indicator: str, sheet: str) -> None:
    stored = [row for row in _stored(FIGURES / "nav/figures.csv") if row["sheet"] == sheet]
    assert _figures(home, indicator) == {(row["region"], row["period"]): float(row["value"]) for row in stored}
    assert len(stored) == 17 * 12


def test_emissions_and_their_sectors_are_those_of_the_file(home: Settings) -> None:
    stored = pd.read_parquet(FIGURES / "miljodirektoratet/figures.parquet").rename(columns={"År": "year"})
    by = ["Kommunenummer", "year", "Sektor"]
    sectors = stored.groupby(by, observed=True)["Utslipp (tonn CO2-ekvivalenter)"].sum()
    query = f"""select municipality_code, period::int, breakdown[8:], numerator from mart.indicator
        where indicator_id = '{EMISSIONS}_by_sector' and on_todays_borders"""
    told = {tuple(key): value for *key, value in rows(home.folder.database, query)}
    assert told == pytest.approx(sectors.to_dict(), abs=0.001)
    whole = {
        (code, str(year)): value for (code, year), value in sectors.groupby(level=[0, 1], observed=True).sum().items()
    }
    assert _figures(home, EMISSIONS) == pytest.approx(whole, abs=0.001)
    assert len(whole) == 17 * 13


def test_refugees_settled_are_those_of_the_file_on_the_borders_of_each_year(home: Settings) -> None:
    stored = pd.read_parquet(FIGURES / "imdi/bosatt_anmodede.parquet").astype(str)
    stored = stored[(stored.Bosetting == "Faktisk bosetting") & (stored.Enhet == "Personer")]
    query = """select municipality_code, period, coalesce(value::int::varchar, symbol) from mart.indicator
        where indicator_id = 'refugees_settled' and municipality_code < '39' and symbol <> 'not_existing'"""
    words = {":": "confidential", ".": "not_applicable"}
    told = {(code, period): value for code, period, value in rows(home.folder.database, query)}
    assert told == {
        (row.Kommunenummer, row.År): words.get(row.Antall, row.Antall) for row in stored.itertuples() if row.Antall
    }
    assert _figures(home, "refugees_settled")["4003", "2019"] == float(told["0806", "2019"]) > 0


def test_immigrants_by_reason_and_time_in_norway_are_those_of_the_files(home: Settings) -> None:
    stored = pd.read_parquet(FIGURES / "imdi/befolkning_innvandringsgrunn.parquet").astype(str)
    stored = stored[(stored["Kjønn"] == "Alle") & (stored.Kommunenummer == "4003") & (stored["År"] == "2025")]
    found = rows(
        home.folder.database,
        """select breakdown[7:], numerator::int::varchar from mart.indicator
        where indicator_id = 'immigrants_by_reason' and municipality_code = '4003' and period = '2025'""",
    )
    assert dict(found) == {
        row.Innvandringsgrunn: row.Antall for row in stored.itertuples() if row.Innvandringsgrunn != "Alle"
    }
    new = "select numerator, denominator from mart.indicator where indicator_id = 'immigrants_under_5_years_in_norway'"
    assert (1237, 5422) in rows(home.folder.database, f"{new} and municipality_code = '4001'")


def _sheets(year: int, *months: float) -> bytes:
    """A workbook of Nav's with the same figures for each municipality of Telemark."""
    codes = sorted({row["region"] for row in _stored(FIGURES / "nav/figures.csv")})
    names = ("Januar", "Februar", "Mars")[: len(months)]
    head: list[Row] = [(None, f"{names[0]} - {names[-1].lower()} {year}"), (None, None, *names)]
    rows: list[Row] = [(None, f"{code} Et sted", *months) for code in codes]
    return workbook_of({name: [*head, *rows] for name in ("3. Kommune Antall", "4. Kommune Prosent av arbeidsst")})


def test_nights_of_a_workbook_behind_a_link(home: Settings, tmp_path: Path) -> None:
    shutil.copytree(home.home, tmp_path / "home", symlinks=True)
    before = _figures(home, "unemployed")
    with sample.serve(calls_per_minute=100_000) as server:
        settings = settings_for(tmp_path / "home", home.catalogue, server)

        def night() -> tuple[dict[str, str], list[str]]:
            server.requests.clear()
            stale = refresh(settings, Silent(), municipality=None, scope=None).stale
            return stale, [each["path"].rpartition("/")[2] for each in server.requests if "ledig" in each["path"]]

        assert night() == ({}, ["helt-ledige"])
        server.unemployed.address = "/_/attachment/download/1:1/202601_HL060.xlsx"
        server.unemployed.body = workbook_of({"3. Kommune Antall": [("Noe annet",)]})
        stale, _ = night()
        assert list(stale) == ["nav_hl060"]
        assert (
            "The workbook has no sheet 4. Kommune Prosent av arbeidsst; it has 3. Kommune Antall." in stale["nav_hl060"]
        )
        assert _figures(settings, "unemployed") == before
        server.unemployed.body = _sheets(2026, 7.0, 6.0)
        assert night()[0] == {}
        after = _figures(settings, "unemployed")
        assert {key: after[key] for key in before} == before
        assert {after[key] for key in after.keys() - before.keys()} == {7.0, 6.0}
