"""The marts of demography, on tables small enough to calculate by hand."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from catalogue.kinds import Source
from catalogue.models import Catalogue, Theme
from tests.lib.spec import WORDS, statbank
from warehouse.build import Build
from warehouse.catalogue_tables import read_seeds
from warehouse.core import STEPS
from warehouse.demography import make_demography_views
from warehouse.home import Home

MARTS = (
    "growth_components",
    "population_pyramid",
    "cohort_change",
    "projection",
    "projected_change",
    "projection_hit_rate",
)
OBJECTS = ("core/service_age", *(f"mart/{mart}" for mart in MARTS))
QUARTERS = ("2025K1", "2025K2", "2025K3", "2025K4")
FLOW = {"kind": "flow", "additive": True}
YEARLY = dict.fromkeys(("Folkemengde", "Fodselsoverskudd", "Nettoinnflytting"), FLOW)
QUARTERLY = dict.fromkeys(("Tilflytting7", "Fraflytting8", "Innvandring5", "Utvandring6", "Nettoinnflytting9"), FLOW)


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """A build with Heim on today's borders, three years and four quarters, and no source tables."""
    build = Build(Home(tmp_path).prepare(), None)
    build.run_sql("core/period")
    build.run_sql("core/observation")
    build.con.execute(
        "create table core.municipality (code varchar, valid_from date, valid_to date, borders_from date)"
    )
    build.con.execute("insert into core.municipality values ('5055', '2020-01-01', null, '2020-01-01')")
    build.con.execute("create table core.regrouping (region varchar, borders date, today_code varchar, parts smallint)")
    build.con.execute("insert into core.regrouping values ('5055', '2024-01-01', '5055', 1)")
    build.con.execute(
        "create table core.series_break (municipality_code varchar, additive boolean, break_on date, break_reason varchar)"
    )
    build.con.execute(
        "create table core.series_shift (indicator_id varchar, municipality_code varchar, shift_on date, shift_reason varchar)"
    )
    build.con.execute("create table core.small_number (unit varchar, denominator integer)")
    build.con.execute("insert into core.small_number values ('percent', 50), ('per_1000', 2000)")
    years = [(year, f"{year}-01-01", f"{year}-12-31", "year") for year in ("2021", "2025", "2026")]
    starts = ("2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01")
    quarters = [(name, start, "2025-12-31", "quarter") for name, start in zip(QUARTERS, starts, strict=True)]
    build.con.executemany("insert into core.period values (?, ?, ?, ?)", years + quarters)
    yield build
    build.abandon()


def _catalogue(**contents: dict[str, dict[str, object]]) -> Catalogue:
    sources = {
        name: Source.model_validate({"id": name, "spec": statbank(table=name[4:], contents=of, select={"Tid": "all"})})
        for name, of in contents.items()
    }
    return Catalogue(
        themes=[Theme.model_validate({"id": "demography", "title": WORDS})], sources=sources, indicators={}
    )


def _make_marts(build: Build, catalogue: Catalogue) -> None:
    read_seeds(build)
    make_demography_views(build, catalogue)
    for step in STEPS:
        if step in OBJECTS:
            build.run_sql(str(step))


def _fill(build: Build, source_id: str, cells: list[tuple[str, str, float]]) -> None:
    """Make a source table of Heim: contents, period, value."""
    frame = pd.DataFrame(cells, columns=["contents", "period", "value"])
    build.con.register("cells", frame.assign(region="5055", symbol="published", fetch_id="f"))
    build.con.execute(f"create table source.{source_id} as select *, date '2024-01-01' as borders from cells")


def _year(build: Build, domestic: float, foreign: float) -> list[tuple[object, ...]]:
    """Return the components of 2025, with these moves in each quarter and a net migration of 8 in the year."""
    year = [("Folkemengde", "2025", 100), ("Fodselsoverskudd", "2025", -3), ("Nettoinnflytting", "2025", 8)]
    _fill(build, "ssb_06913", [*year, ("Folkemengde", "2026", 106)])
    moves = {"Tilflytting7": domestic + 5, "Fraflytting8": 5, "Innvandring5": foreign + 2, "Utvandring6": 2}
    moves["Nettoinnflytting9"] = domestic + foreign
    _fill(build, "ssb_01222", [(code, quarter, value) for code, value in moves.items() for quarter in QUARTERS])
    _make_marts(build, _catalogue(ssb_06913=YEARLY, ssb_01222=QUARTERLY))
    return build.rows(
        """select population_start, birth_surplus, domestic_net_migration, foreign_net_migration, net_migration,
            unexplained, population_end from mart.growth_components where period = '2025'"""
    )


def test_without_their_sources_the_marts_exist_and_are_empty(build: Build) -> None:
    _make_marts(build, _catalogue())
    assert [build.rows(f"select count(*) from mart.{mart}") for mart in MARTS] == [[(0,)]] * len(MARTS)


def test_four_quarters_split_a_years_migration_into_domestic_and_foreign(build: Build) -> None:
    assert _year(build, domestic=3, foreign=-1) == [(100, -3, 12, -4, 8, 1, 106)]


def test_quarters_that_do_not_sum_to_the_years_net_migration_are_not_used(build: Build) -> None:
    assert _year(build, domestic=3, foreign=0) == [(100, -3, None, None, 8, 1, 106)]


def test_a_table_without_ages_and_sexes_gives_no_pyramid(build: Build) -> None:
    _fill(build, "ssb_07459", [("Personer1", "2025", 100)])
    _make_marts(build, _catalogue(ssb_07459={"Personer1": FLOW}))
    assert build.rows("select count(*) from mart.population_pyramid") == [(0,)]


def _make_cohort(build: Build, persons: int) -> None:
    """Make the marts from so many men aged 15 in 2021, and 55 aged 20 in 2026."""
    cells = pd.DataFrame({"period": ["2021", "2026"], "alder_from": [15, 20], "value": [persons, 55]})
    build.con.register(
        "cells", cells.assign(region="5055", kjonn="1", contents="Personer1", symbol="published", fetch_id="f")
    )
    build.con.execute("create table source.ssb_07459 as select *, date '2024-01-01' as borders from cells")
    _make_marts(build, _catalogue(ssb_07459={"Personer1": FLOW}))


@pytest.mark.parametrize(
    ("persons", "told"),
    [
        (50, (5.0, 10.0, None)),
        (49, (6.0, None, "Holdt tilbake: tallet ville bygge på 49, færre enn grensen på 50.")),
        (0, (55.0, None, "Holdt tilbake: tallet ville bygge på 0, færre enn grensen på 50.")),
    ],
)
def test_the_change_of_a_small_cohort_is_given_in_persons_only(
    build: Build, persons: int, told: tuple[object, ...]
) -> None:
    _make_cohort(build, persons)
    assert build.rows("select change, change_pct, withheld_reason from mart.cohort_change") == [told]


SHIFT = "insert into core.series_shift values (null, '5055', ?, 'Lund ble overført.')"


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2021-01-01", (5.0, 10.0, None, None)),
        ("2021-01-02", (None, None, "2021-01-02", "Lund ble overført.")),
        ("2026-01-01", (None, None, "2026-01-01", "Lund ble overført.")),
        ("2026-01-02", (5.0, 10.0, None, None)),
    ],
)
def test_no_change_of_a_cohort_is_measured_across_a_shift(build: Build, day: str, found: tuple[object, ...]) -> None:
    build.con.execute(SHIFT, [day])
    _make_cohort(build, 50)
    query = "select change, change_pct, shift_on::varchar, shift_reason from mart.cohort_change"
    assert build.rows(query) == [found]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2021-01-01", (110, 10, None, None)),
        ("2026-01-01", (None, None, "2026-01-01", "Lund ble overført.")),
        ("2026-01-02", (110, 10, None, None)),
    ],
)
def test_a_projection_from_before_a_shift_is_not_compared_with_what_came_after(
    build: Build, day: str, found: tuple[object, ...]
) -> None:
    build.con.execute(SHIFT, [day])
    _make_marts(build, _catalogue())
    place = "'5055' as {}, '2026' as period, date '2024-01-01' as borders"
    alternatives = "'all' as age_group, 105 as low, 110 as main, 120 as high"
    projected = f"{place.format('municipality_code')}, '2021' as vintage, {alternatives}"
    build.con.execute(f"insert into mart.projection by name select {projected}")
    counted = f"{place.format('region')}, 'population' as indicator_id, 100 as value"
    build.con.execute(f"insert into core.observation by name select {counted}")
    build.con.execute("drop table mart.projection_hit_rate")
    build.run_sql("mart/projection_hit_rate")
    query = """select projected, deviation, break_on::varchar, break_reason from mart.projection_hit_rate
        where alternative = 'MMMM'"""
    assert build.rows(query) == [found]
