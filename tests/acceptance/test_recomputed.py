"""An indicator of every kind of definition, recomputed from the sample's files for all municipalities and years."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from catalogue.models import Catalogue
from tests.acceptance.conftest import Ask
from tests.acceptance.files import SUMMED_RELEASES
from tests.acceptance.recipes import MEASURES, RECIPES, on_todays_borders
from tests.lib.recomputation import changes
from tests.lib.spec import shipped_catalogue

KEY = ["code", "period", "breakdown", "vintage", "alternative"]
CELLS = {
    "population": 23_000,
    "share_80_plus": 23_000,
    "dependency_ratio": 7_700,
    "mean_age": 23_000,
    "women_per_man_20_39": 7_700,
    "population_growth_5y": 5_900,
    "age_groups": 77_000,
    "cohort_15_19_to_25_29": 4_100,
    "birth_surplus": 410,
    "birth_surplus_per_1000": 310,
    "growth_remainder": 360,
    "higher_education_share": 700,
    "education_levels": 3_600,
    "median_income_after_tax": 970,
    "out_commuting_share": 1_068,
    "centrality_index": 357,
    "child_welfare_measures": 170,
    "life_expectancy_by_education": 180,
    "projected_population": 17_100,
    "projected_share_80_plus": 17_100,
    "projected_population_growth_10y": 10_400,
    "newly_cultivated_land": 2_600,
    "distance_to_centre": 2_100,
    "greenhouse_gas_emissions_per_inhabitant": 221,
    "greenhouse_gas_emissions_change_5y": 119,
    "greenhouse_gas_emissions_by_sector": 2_100,
    "built_up_area_by_use": 2_400,
}
"""The smallest number of figures to compare."""
SUMMED = {
    "birth_surplus": 290,
    "higher_education_share": 660,
    "projected_population": 16_900,
    "projected_share_80_plus": 16_900,
}
ON_TODAYS_BORDERS = {"ssb_07459", "ssb_arealprofiler", "klass_128", "fhi_337", "fhi_507"} | {
    "miljodirektoratet_greenhouse_gases"
}
"""Figures that the source has on today's borders; the others are on the borders at the start of the period or release."""
PUBLISHED = """select municipality_code as code, period, breakdown, vintage, alternative, numerator, denominator, value,
        source_id, unit, borders::varchar as borders, on_todays_borders, symbol = 'withheld' or pooled_periods is not null as few
    from mart.indicator where indicator_id = ?"""


def _edition(day: str) -> str:
    """Return the last day on which a code or border changed."""
    return max(on for old, new, on in changes() if old != new and on <= day)


def _published(con: duckdb.DuckDBPyConnection, indicator: str) -> pd.DataFrame:
    """Return the indicator's rows on the borders they were published on, without those regrouped to today's borders."""
    rows = con.execute(PUBLISHED, [indicator]).df().astype({"code": str})
    rows["period"] = rows.period.str[:4].astype(int)
    begun = rows.vintage.fillna(rows.period.astype(str)) + "-01-01"
    own = rows.borders == begun.map({day: _edition(day) for day in begun.unique()})
    own |= rows.source_id.isin(ON_TODAYS_BORDERS) | rows.vintage.isin(SUMMED_RELEASES)
    assert rows[~own].on_todays_borders.all()
    return rows[own]


def _figures(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a figure, by KEY."""
    absent = {name: None for name in KEY if name not in rows}
    keyed = rows.assign(**absent).astype(dict.fromkeys(KEY[2:], object)).fillna(dict.fromkeys(KEY[2:], ""))
    return keyed.set_index(KEY).dropna(subset=MEASURES, how="all")


def _side_by_side(ours: pd.DataFrame, actual: pd.DataFrame) -> pd.DataFrame:
    """Return both side by side. Fail if one has a key that the other lacks."""
    both = ours[MEASURES].add_suffix("_ours").join(actual, how="outer", validate="1:1")
    missing = both.index.difference(actual.index).union(both.index.difference(ours.index))
    assert missing.empty, f"on one side alone: {len(missing)}, such as {missing[0]}"
    return both


def _on_few(both: pd.DataFrame) -> "pd.Series[bool]":
    """Return, for each row, whether its value is withheld or pooled because it rests on too few people."""
    return both.denominator_ours < both.unit.map({"per_1000": 2000}).fillna(50)


@pytest.mark.parametrize("indicator", CELLS)
def test_an_indicator_equals_the_recomputed_figures(published: duckdb.DuckDBPyConnection, indicator: str) -> None:
    both = _side_by_side(_figures(RECIPES[indicator]().reset_index()), _figures(_published(published, indicator)))
    assert len(both) >= CELLS[indicator]
    few = _on_few(both)
    assert (both.few == few).all()
    for counted in ("numerator", "denominator"):  # tonnes have decimals, whose sum depends on their order
        assert np.allclose(both[f"{counted}_ours"], both[counted], rtol=1e-12, atol=1e-9, equal_nan=True), counted
    alone = both[~few]
    assert np.allclose(alone.value_ours, alone.value, rtol=1e-12, atol=6e-7, equal_nan=True)


@pytest.mark.parametrize("indicator", SUMMED)
def test_a_count_on_todays_borders_is_the_sum_of_merged_municipalities(
    published: duckdb.DuckDBPyConnection, indicator: str
) -> None:
    rows = (
        published.execute(f"{PUBLISHED} and on_todays_borders", [indicator]).df().astype({"code": str, "period": int})
    )
    ours = RECIPES[indicator]().reset_index()
    already = ours.get("vintage", pd.Series("", ours.index)).isin(SUMMED_RELEASES)
    ours = pd.concat([ours[already], on_todays_borders(ours[~already])])
    both = _side_by_side(_figures(ours), _figures(rows))
    assert len(both) >= SUMMED[indicator]
    for counted in ("numerator", "denominator"):
        assert np.array_equal(both[f"{counted}_ours"], both[counted], equal_nan=True), counted


FIGURES = {"population": 7_700, "share_80_plus": 7_700, "birth_surplus": 290, "projected_share_80_plus": 410}


@pytest.mark.parametrize("indicator", FIGURES)
def test_a_figure_stands_once_in_mart_figure_as_recomputed(
    published: duckdb.DuckDBPyConnection, indicator: str
) -> None:
    """The whole, on the borders of today, of the newest release in its main alternative; nothing from before a break."""
    ours = RECIPES[indicator]().reset_index()
    if indicator == "birth_surplus":
        ours = on_todays_borders(ours).assign(value=lambda sums: sums.numerator)
    absent = {"breakdown": "", "vintage": "", "alternative": "MMMM"}
    ours = ours.assign(**{name: value for name, value in absent.items() if name not in ours})
    ours = ours[(ours.breakdown == "") & (ours.vintage == ours.vintage.max()) & (ours.alternative == "MMMM")]
    query = "select municipality_code as code, period, value, reason from mart.figure where indicator_id = ?"
    actual = (
        published.execute(query, [indicator]).df().astype({"code": str, "period": int}).set_index(["code", "period"])
    )
    assert actual.index.is_unique
    shown = actual.dropna(subset="value")
    value = ours.set_index(["code", "period"]).value.reindex(shown.index)
    assert len(shown) >= FIGURES[indicator]
    assert np.allclose(value, shown.value, rtol=1e-12, atol=6e-7)
    lacking = ours.dropna(subset="value").set_index(["code", "period"]).index.difference(shown.index)
    assert actual.reason.reindex(lacking).notna().all()


def _kind(catalogue: Catalogue, indicator: str) -> frozenset[str]:
    """Return the keys of a definition that decide how it is computed, and the kind of its source."""
    definition = catalogue.indicators[indicator].definition
    measured = catalogue.indicators[definition.of].definition if definition.of else definition
    source = catalogue.sources[str(measured.source)].spec
    words = ["numerator", "denominator", "per", "value", "of", "function", "by", "denominator_years_before"]
    kind = {word for word in words if getattr(definition, word)}
    if definition.by and (definition.denominator or definition.per):
        kind.add(f"denominator_over {definition.denominator_over}")
    return frozenset({*kind, "releases" if getattr(source, "releases", None) else source.kind})


def test_an_indicator_of_every_kind_is_recomputed(ask: Ask) -> None:
    catalogue = shipped_catalogue()
    shown = [one for (one,) in ask("select distinct indicator_id from mart.indicator where value is not null")]
    kinds = {_kind(catalogue, indicator): indicator for indicator in shown}
    assert len(kinds) >= 17
    assert {kinds[kind] for kind in kinds.keys() - {_kind(catalogue, one) for one in CELLS}} == set()
    assert RECIPES.keys() == CELLS.keys()
