"""Education, compared with SSB's own percentages and with the sample's counts."""

from pathlib import Path

import pandas as pd
import pytest

import sample
from tests.acceptance.conftest import Ask

FILE = Path(sample.__file__).parent / "figures" / "09429" / "figures.parquet"
KNOWN = ["01", "02a", "11", "03a", "04a"]
HIGHER = ["03a", "04a"]
SHARES = {
    "higher_education_share": HIGHER,
    "short_higher_education_share": ["03a"],
    "long_higher_education_share": ["04a"],
}


@pytest.fixture(scope="module")
def cells() -> pd.DataFrame:
    """Both sexes, on the codes in force in each year: a row for each region and year, a column for each contents and level."""
    rows = pd.read_parquet(FILE).astype({"Kjonn": str, "Tid": str, "Region": str, "Nivaa": str})
    rows = rows[rows.Kjonn == "0"].set_index(["Region", "Tid", "ContentsCode", "Nivaa"]).value
    return rows.unstack(["ContentsCode", "Nivaa"])


def _shares(ask: Ask, indicator: str) -> "pd.Series[float]":
    """Return the shares on the codes in force in each year, by region and year."""
    query = """select region, period, borders, value from core.observation
        where indicator_id = ? and breakdown is null and value is not null and length(region) = 4"""
    rows = pd.DataFrame(ask(query, indicator), columns=["Region", "Tid", "borders", "value"])
    return rows.sort_values("borders").groupby(["Region", "Tid"]).value.first()


@pytest.mark.parametrize(("indicator", "levels"), SHARES.items())
def test_a_share_is_ssbs_own_percentage_in_every_year_that_has_both(
    ask: Ask, cells: pd.DataFrame, indicator: str, levels: list[str]
) -> None:
    percent = cells["PersonerProsent"][levels].dropna().sum(axis=1)
    both = pd.concat({"ours": _shares(ask, indicator), "theirs": percent}, axis=1, join="inner")
    assert len(both) == 16 * 18 + 6 * 17
    assert set(both.index.get_level_values("Tid")) == {str(year) for year in range(2004, 2026)}
    assert (both.ours - both.theirs).abs().max() < 0.1


def test_those_of_unknown_level_are_counted_from_2025_only(ask: Ask, cells: pd.DataFrame) -> None:
    persons = cells["Personer"].loc["4003"]
    for year, levels in (("2024", KNOWN), ("2025", [*KNOWN, "09a"])):
        share = 100 * persons.loc[year, HIGHER].sum() / persons.loc[year, levels].sum()
        assert _shares(ask, "higher_education_share")["4003", year] == pytest.approx(share)


@pytest.mark.parametrize("indicator", [*SHARES, "education_levels"])
def test_the_change_of_definition_is_a_shift_that_no_change_is_measured_across(ask: Ask, indicator: str) -> None:
    query = """select distinct period, shift_on::varchar, change_1y is not null from mart.indicator
        where indicator_id = ? and municipality_code = '4003' and on_todays_borders and value is not null
            and period >= '2023' order by period"""
    assert ask(query, indicator) == [("2023", "2025-01-01", True), ("2024", "2025-01-01", True), ("2025", None, False)]
    assert ask("select count(*) from mart.since('2023-12-31') where indicator_id = ?", indicator) == [(0,)]


def test_where_the_source_has_the_total_alone_there_is_no_share_and_the_row_says_why(ask: Ask) -> None:
    query = """select distinct value, symbol from mart.indicator
        where indicator_id = 'higher_education_share' and county_code = '50' and period >= '2020'"""
    rows = ask(query)
    assert {value for value, _ in rows} == {None}
    assert None not in {symbol for _, symbol in rows}


def test_the_levels_are_ssbs_own_percentages_and_are_not_summed(ask: Ask, cells: pd.DataFrame) -> None:
    query = """select municipality_code, right(breakdown, -6), value from mart.indicator
        where indicator_id = 'education_levels' and period = '2024' and value is not null"""
    actual = {(code, level): value for code, level, value in ask(query)}
    theirs = cells["PersonerProsent"].xs("2024", level="Tid")[KNOWN].stack()
    assert len(actual) == 357 * len(KNOWN)
    assert actual == theirs.to_dict()
    assert ask("select additive from core.indicator where indicator_id = 'education_levels'") == [(False,)]
