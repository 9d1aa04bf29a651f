"""Land that passed to another municipality without a change in KLASS; recomputed from the sample's file of 06913."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import sample
from catalogue.load import SEEDS, load_catalogue
from publish.content.notes import notes
from publish.content.place import Place, read_base
from tests.acceptance.conftest import Ask
from warehouse.read_content import ContentReader

MOVEMENTS = Path(sample.__file__).parent / "figures" / "06913" / "figures.csv"
PARTS = {
    "5054": ["5054"],
    "5006": ["5004", "5039"],
    "5007": ["5005", "5040", "5048"],
    "5060": ["5050", "5051"],
}
"""Municipality -> what it was in 2019: Indre Fosen, Steinkjer, Namsos and Nærøysund."""
UNEXPLAINED = {"5054": 70, "5006": -69, "5007": 54, "5060": -52}


@cache
def _cells() -> "pd.Series[float]":
    rows = pd.read_csv(MOVEMENTS, dtype={"Region": str})
    return rows.set_index(["ContentsCode", "Region", "Tid"]).value


def _remainder(code: str, parts: list[str]) -> float:
    """Return what births, deaths and moves of 2019 leave unexplained of the change in population."""
    before = sum(_cells()["Folkemengde"][part][2019] for part in parts)
    explained = sum(_cells()[name][part][2019] for name in ("Fodselsoverskudd", "Nettoinnflytting") for part in parts)
    return float(_cells()["Folkemengde"][code][2020] - before - explained)


@pytest.mark.parametrize(("code", "parts"), PARTS.items())
def test_what_is_unexplained_is_too_much_for_corrections(ask: Ask, code: str, parts: list[str]) -> None:
    assert _remainder(code, parts) == UNEXPLAINED[code]
    query = """select distinct unexplained, is_unexplained from mart.growth_components
        where municipality_code = ? and period = '2019'"""
    assert ask(query, code) == [(UNEXPLAINED[code], True)]


def test_only_those_four_are_marked_and_by_the_limits_of_the_seed(ask: Ask) -> None:
    limits = pd.read_csv(SEEDS / "remainder_limits.csv").iloc[0]
    query = """select municipality_code, period from mart.growth_components
        where abs(unexplained) >= ? and abs(unexplained) >= ? * population_start / 1000"""
    assert set(ask(query, int(limits.persons), float(limits.per_1000))) == {(code, "2019") for code in PARTS}
    query = "select municipality_code, shift_on::varchar from core.series_shift where indicator_id is null"
    assert set(ask(query)) == {(code, "2020-01-01") for code in PARTS}


@pytest.mark.parametrize("code", PARTS)
def test_growth_across_the_shift_is_marked_and_has_no_figure(ask: Ask, code: str) -> None:
    query = """select period, value, rank, county_rank, break_on::varchar, break_reason like '%1.1.2020.'
        from mart.indicator
        where indicator_id = 'population_growth_1y' and municipality_code = ? and on_todays_borders
            and period between '2019' and '2021' order by period"""
    before, across, after = ask(query, code)
    assert None not in (before[1], after[1])
    assert across == ("2020", None, None, None, "2020-01-01", True)


@pytest.mark.parametrize("code", PARTS)
def test_both_sides_of_the_shift_stand_but_no_change_is_measured_across_it(ask: Ask, code: str) -> None:
    query = """select period, value is not null, change_1y is not null, shift_on::varchar from mart.figure
        where indicator_id = 'population' and municipality_code = ? and period between '2019' and '2021' order by period"""
    assert ask(query, code) == [
        ("2019", True, True, "2020-01-01"),
        ("2020", True, False, None),
        ("2021", True, True, None),
    ]
    query = "select count(*) from mart.since(?) where indicator_id = 'population' and municipality_code = ?"
    assert ask(query, "2019-06-01", code) == [(0,)]
    assert ask(query, "2020-06-01", code) == [(1,)]


@pytest.mark.parametrize("code", PARTS)
def test_cohorts_have_no_change_across_the_shift(ask: Ask, code: str) -> None:
    query = """select distinct from_period, change is not null, shift_on::varchar, shift_reason like '%1.1.2020.'
        from mart.cohort_change
        where municipality_code = ? and from_period in ('2014', '2015', '2019', '2020') order by from_period"""
    assert ask(query, code) == [
        ("2014", True, None, None),
        ("2015", False, "2020-01-01", True),
        ("2019", False, "2020-01-01", True),
        ("2020", True, None, None),
    ]


def test_shares_are_compared_across_a_shift(ask: Ask) -> None:
    """Seventy persons of ten thousand hardly change the share of the oldest."""
    query = """select change_5y is not null, shift_on from mart.figure
        where indicator_id = 'share_80_plus' and municipality_code = '5054' and period = '2022'"""
    assert ask(query) == [(True, None)]


def test_growth_that_is_not_measured_is_not_replaced_by_that_of_an_earlier_year(ask: Ask) -> None:
    query = "select value, reason from mart.figure_newest where indicator_id = ? and municipality_code = '5054'"
    reason = "Verrabotn ble overført fra Verran (nå Steinkjer) til Indre Fosen 1.1.2020."
    assert ask(query, "population_growth_10y") == [(None, reason)]


def test_the_page_says_what_shifted(published_folder: Path) -> None:
    with ContentReader(published_folder / "grunnlag.duckdb") as reader:
        (fosen,) = (each for each in reader.municipalities() if each.code == "5054")
        place = Place(reader, read_base(reader, load_catalogue()), fosen)
    assert not place.has("population_growth_10y")
    assert (
        "Verrabotn ble overført fra Verran (nå Steinkjer) til Indre Fosen 1.1.2020. Vekst over denne datoen"
        in " ".join(notes(place))
    )
