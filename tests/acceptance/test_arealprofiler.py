"""SSB's land use profiles in the published file and on the pages, compared with the sample's figures."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

import sample
from catalogue.load import load_catalogue
from publish.content.municipality import municipality_content
from publish.content.place import Place, read_base
from tests.acceptance.conftest import Ask
from warehouse.read_content import ContentReader

FIGURES = Path(sample.__file__).parent / "figures" / "arealprofiler" / "figures.parquet"
DIVIDED = {"1508", "1580", "1806", "1875", "3905", "3907", "5055", "5056", "5059"}
"""Successors of a municipality that was divided in 2017 (Tønsberg, Sandefjord), 2020 or 2024. The source has some of their
figures from before on other borders."""

SERIES = """
    select label.label as statistikkvariabel, split_part(breakdown, '=', 2) as klasse, municipality_code as kommunenr,
        period::int as år, value, symbol
    from mart.indicator as figure
    inner join core.indicator as words using (indicator_id)
    inner join core.label as label
        on label.source_id = 'ssb_arealprofiler' and label.dimension = 'contents'
            and words.computed_as like '%''' || label.code || ''')'
    where words.source_id = 'ssb_arealprofiler'"""


@pytest.fixture(scope="module")
def compared(published: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Every figure of the file with the published figure of the same label."""
    key = ["statistikkvariabel", "klasse", "kommunenr", "år"]
    stored = pd.read_parquet(FIGURES).assign(klasse=lambda rows: rows.klasse.fillna(""))
    here = published.execute(SERIES).df().fillna({"klasse": ""})
    return stored.merge(here, on=key, how="outer", indicator="where")


def test_the_published_figures_are_exactly_those_of_the_sample(compared: pd.DataFrame) -> None:
    ours = compared[compared["where"] != "both"]
    assert set(ours["where"]) == {"right_only"}  # rows that say why there is no figure from before a division
    assert set(ours.kommunenr) <= DIVIDED
    assert set(ours.symbol) == {"not_existing"}
    compared = compared[compared["where"] == "both"]
    other = compared[(compared.verdi != compared.value) & ~(compared.verdi.isna() & compared.value.isna())]
    assert set(other.symbol) == {"not_existing"}
    assert set(other.kommunenr) == DIVIDED
    assert set(other["år"]) <= set(range(2015, 2025))  # sums of four years to 2024 reach back before 1 January 2024
    assert len(compared) - len(other) > 72_500


def test_an_empty_cell_of_the_source_is_never_a_figure(compared: pd.DataFrame) -> None:
    empty = compared[compared.verdi.isna() & (compared["where"] == "both")]
    assert len(empty) == 466
    assert set(empty.symbol) == {"missing", "not_existing"}
    assert empty.value.isna().all()


def test_all_36_indicators_have_texts_and_a_source(ask: Ask) -> None:
    assert ask("select count(*), count(distinct title) from core.indicator where source_id = 'ssb_arealprofiler'") == [
        (36, 36)
    ]
    url = "https://www.ssb.no/natur-og-miljo/areal/arealprofiler"
    assert ask("select number, url, stale_reason from meta.source where source_id = 'ssb_arealprofiler'") == [
        ("", url, None)
    ]


def test_counts_are_summed_for_groups_but_shares_and_distances_are_not(ask: Ask) -> None:
    basis = """select distinct group_basis from mart.indicator_group
        inner join core.indicator using (indicator_id) where source_id = 'ssb_arealprofiler' and additive = {} order by all"""
    assert ask(basis.format("true")) == [("incomplete",), ("sum",)]
    assert ask(basis.format("false")) == [("not_summable",)]
    stored = pd.read_parquet(FIGURES)
    homes = stored[(stored.statistikkvariabel == "Nye boliger siste 4 år") & (stored["år"] == 2024)]
    [(county,)] = ask(
        """select distinct county_value from mart.indicator
        where indicator_id = 'new_dwellings' and county_code = '50' and period = '2024'"""
    )
    assert county == homes[homes.kommunenr.str.startswith("50")].verdi.sum()


def test_the_content_of_a_municipality_has_the_land_use_profiles(published_folder: Path) -> None:
    with ContentReader(published_folder / "grunnlag.duckdb") as reader:
        (heim,) = (each for each in reader.municipalities() if each.code == "5055")
        content = municipality_content(Place(reader, read_base(reader, load_catalogue()), heim))
    rows = {row.indicator_id: row.text for chapter in content.chapters if chapter.table for row in chapter.table.rows}
    assert rows["distance_to_centre"].replace("\u00a0", " ") == "9,4 km"
    lacking = {gap.title for chapter in content.chapters for gap in chapter.gaps}
    assert "Nedbygd jordbruksareal, årlig gjennomsnitt" in lacking  # a zero from before there was a Heim
    uses = next(chart for chapter in content.chapters for chart in chapter.charts if chart.id == "arealbruk")
    assert dict(zip(uses.categories, uses.series[0].values, strict=True))["Veg"] == pytest.approx(43.2, abs=0.05)
    assert "SSB, Indikatorer for arealprofiler" in uses.source_words


def test_a_figure_of_four_years_begins_three_years_before_its_period(ask: Ask) -> None:
    query = """select distinct period_start::varchar, period_end::varchar, title from mart.figure
        where indicator_id = ? and period = '2023'"""
    assert ask(query, "new_dwellings") == [("2020-01-01", "2023-12-31", "Nye boliger siste fire år")]
    assert ask(query, "cultivated_land_converted") == [("2023-01-01", "2023-12-31", "Omdisponert dyrka jord i året")]


def _impossible(label: str) -> float:
    """Return the share of municipalities whose figures cannot be sums of four years.

    Such a sum is at most the sum that ends the year before and the one that ends three years later together: each of its
    years is in one of these.
    """
    rows = pd.read_parquet(FIGURES).query("statistikkvariabel == @label").sort_values("år")
    series = rows.groupby("kommunenr").verdi
    return float((rows.verdi > series.shift(1) + series.shift(-3)).groupby(rows.kommunenr).any().mean())


def test_converted_land_is_of_single_years_but_new_dwellings_are_of_four() -> None:
    assert _impossible("Omdisponering av dyrket jord siste 4 år. Dekar") > 0.5
    assert _impossible("Omdisponering av dyrkbar jord siste 4 år. Dekar") > 0.5
    assert _impossible("Nye boliger siste 4 år") < 0.02


def test_the_share_of_60_and_over_is_that_of_1_january(ask: Ask) -> None:
    cells = pd.read_parquet(FIGURES.parents[1] / "07459" / "figures.parquet").query("Tid == '2023'")
    cells = cells[cells.Region.astype(str).str.startswith("K-")]
    cells = cells.assign(code=cells.Region.astype(str).str[2:], age=cells.Alder.astype(str).str[:3].astype(int))
    share = 100 * cells[cells.age >= 60].groupby("code").value.sum() / cells.groupby("code").value.sum()
    query = "select municipality_code, value from mart.figure where indicator_id = 'share_over_60' and period = '2023'"
    actual = {code: value for code, value in ask(query) if value is not None}
    assert len(actual) == 355
    assert all(abs(value - share[code]) < 0.2 for code, value in actual.items())
    assert ask("select stands_on from core.indicator where indicator_id = 'share_over_60'") == [("01-01",)]
