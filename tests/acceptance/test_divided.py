"""Municipalities that were divided have no figure of another area, and say why; recomputed from the workbook's figures."""

from pathlib import Path

import pandas as pd
import pytest

import sample
from tests.acceptance.conftest import Ask

WORKBOOK = Path(sample.__file__).parent / "figures" / "arealprofiler" / "figures.parquet"
DIVIDED = {**dict.fromkeys(["1508", "1580"], 2024), **dict.fromkeys(["1806", "1875", "5055", "5056", "5059"], 2020)}
"""Municipality -> the year that began with its division. Most series of the workbook begin earlier."""
MEASURED_ON_A_MAP = {
    "accessible_shore_share": "Andel potensielt tilgjengelig strandsoneareal. Prosent",
    "distance_to_centre": "Boliger, gj.avst. sentrumssone. Km",
    "distance_to_workplaces": "Boligenes gj.avst. til arbeidsplassklynger. Km",
    "business_buildings_distance_to_centre": "Næringsbyggs nærhet til sentrumssone. Kilometer",
}
"""Indicator whose figures are of today's area also before a division -> the workbook's label."""
ON_LATER_BORDERS = {"centrality_class", "centrality_index", "voter_turnout_municipal"}
"""Indicators of KLASS 128 and of elections, which are for the municipalities of the next year."""


@pytest.mark.parametrize(("code", "year"), DIVIDED.items())
def test_only_what_is_measured_on_a_map_has_a_figure_from_before_the_division(ask: Ask, code: str, year: int) -> None:
    query = """select distinct indicator_id from mart.indicator
        where municipality_code = ? and on_todays_borders and year(period_end) < ?
            and coalesce(value, numerator, denominator) is not null"""
    assert {name for (name,) in ask(query, code, year)} - ON_LATER_BORDERS == MEASURED_ON_A_MAP.keys()


@pytest.mark.parametrize("label", MEASURED_ON_A_MAP.values())
def test_what_is_measured_on_a_map_hardly_moves_at_the_division(label: str) -> None:
    stored = pd.read_parquet(WORKBOOK).query("statistikkvariabel == @label").set_index(["kommunenr", "år"]).verdi
    for code, year in DIVIDED.items():
        assert stored[code][year] == pytest.approx(stored[code][year - 1], rel=0.03), code
    assert stored["1508"][2023] != pytest.approx(stored["1580"][2023], rel=0.03)


def test_a_county_is_no_sum_without_its_divided_municipalities(ask: Ask) -> None:
    """The workbook has Hemne's net migration as Heim's, so its municipalities of Trøndelag sum to 1,945 in 2019."""
    stored = pd.read_parquet(WORKBOOK).query(
        "statistikkvariabel == 'Netto innflytting. Antall personer' and år == 2019"
    )
    assert stored[stored.kommunenr.str.startswith("50")].verdi.sum() == 1945
    query = """select distinct county_basis from mart.indicator
        where indicator_id = 'net_migration_profile' and county_code = '50' and period = ?"""
    assert ask(query, "2019") == [("incomplete",)]
    assert ask(query, "2020") == [("sum",)]


@pytest.mark.parametrize("code", DIVIDED)
def test_every_row_without_a_figure_says_which_division(ask: Ask, code: str) -> None:
    query = """select distinct break_reason is not null from mart.indicator
        where municipality_code = ? and on_todays_borders and symbol = 'not_existing'"""
    assert ask(query, code) == [(True,)]


@pytest.mark.parametrize("code", ["1508", "1580"])
def test_alesund_and_haram_have_a_row_for_each_year_before_they_were_divided(ask: Ask, code: str) -> None:
    query = """select period::int, reason from mart.figure
        where municipality_code = ? and indicator_id = 'population' and period_end < '2024-01-01' order by period"""
    reason = "1507 Ålesund ble delt 1.1.2024 mellom 1508 Ålesund og 1580 Haram."
    assert ask(query, code) == [(year, reason) for year in range(2005, 2024)]


def test_no_figure_is_lacking_because_of_borders_without_a_reason(ask: Ask) -> None:
    assert ask("select count(*) from mart.indicator where symbol = 'not_existing' and break_reason is null") == [(0,)]
