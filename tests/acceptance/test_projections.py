"""Projections, recomputed from the sample's files for every release, municipality, alternative and year."""

from collections.abc import Callable, Hashable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.acceptance.conftest import Ask
from tests.acceptance.files import RELEASES, SUMMED_RELEASES, names, population, projections
from warehouse.read_content import ContentReader

KEY = ["region", "vintage", "alternative", "period"]
MERGED = {"Bø (Telemark)": "4020", "Sauherad": "4020"}
SERVICES = {
    "000-005": (0, 5),
    "006-015": (6, 15),
    "016-019": (16, 19),
    "020-066": (20, 66),
    "067-079": (67, 79),
    "080+": (80, 999),
}
Ages = Callable[["pd.Series[int]"], "pd.Series[bool]"]


def _counted(ages: Ages) -> "pd.Series[float]":
    """Return the persons by KEY in age groups that begin within these ages, without counties."""
    chosen = projections()[ages(projections().age_from) & (projections().region.str.len() != 2)]
    return chosen.groupby(KEY).persons.sum()


def _everybody(age: "pd.Series[int]") -> "pd.Series[bool]":
    return age >= 0


def _young(age: "pd.Series[int]") -> "pd.Series[bool]":
    return age <= 19


def _working(age: "pd.Series[int]") -> "pd.Series[bool]":
    return age.between(20, 66)


def _aged(lowest: int) -> Ages:
    return lambda age: age >= lowest


def _dependent(age: "pd.Series[int]") -> "pd.Series[bool]":
    return (age <= 19) | (age >= 67)


def _or_none(figures: "pd.Series[float]") -> dict[Hashable, float | None]:
    return {key: None if pd.isna(figure) else figure for key, figure in figures.items()}


LEAST = 50
"""A share or ratio of fewer people is withheld."""
INDICATORS: dict[str, tuple[Ages, Ages | None, int]] = {
    "projected_population": (_everybody, None, 1),
    "projected_share_0_19": (_young, _everybody, 100),
    "projected_share_80_plus": (_aged(80), _everybody, 100),
    "projected_dependency_ratio": (_dependent, _working, 1),
    "projected_old_age_dependency_ratio": (_aged(67), _working, 1),
    "projected_youth_dependency_ratio": (_young, _working, 1),
    "projected_workforce_per_80_plus": (_working, _aged(80), 1),
}


@pytest.mark.parametrize("indicator", INDICATORS)
def test_the_indicator_of_each_release_equals_its_file(ask: Ask, indicator: str) -> None:
    above, below, scale = INDICATORS[indicator]
    ours = _counted(above)
    if below is not None:
        ours = (scale * ours / _counted(below)).where(_counted(below) >= LEAST)
    actual = ask(
        """select region, vintage, alternative, period, value from core.observation
        inner join (select vintage, min(borders) as borders from source.ssb_projection group by all) using (vintage, borders)
        where indicator_id = ?""",
        indicator,
    )
    assert len(actual) == len(ours) > 10_000
    assert {row[:4]: row[4] for row in actual} == pytest.approx(_or_none(ours), abs=6e-7)


def test_growth_over_ten_years_stays_within_a_release_and_an_alternative(ask: Ask) -> None:
    counts = dict(_counted(_everybody).items())
    actual = ask(
        """select municipality_code, vintage, alternative, period, value from mart.indicator
        where indicator_id = 'projected_population_growth_10y' and vintage = '2026'"""
    )
    ours = {
        (*key[:3], key[3]): 100 * (persons / before - 1)
        for key, persons in counts.items()
        if key[1] == "2026" and len(key[0]) == 4 and (before := counts.get((*key[:3], str(int(key[3]) - 10))))
    }
    assert {row[:4]: row[4] for row in actual} == pytest.approx(ours, abs=6e-7)


def _todays(vintage: str) -> dict[str, str]:
    """Return a release's region -> today's municipality of the same name, or that it was merged into."""
    now = {name: code for code, name in names("14746").items()}
    if vintage in SUMMED_RELEASES:
        return {code: code for code in now.values() if len(code) == 4}
    then = names(RELEASES[vintage])
    return {code: MERGED.get(name) or now[name] for code, name in then.items() if len(code) == 4}


@pytest.fixture(scope="module")
def on_todays_borders() -> pd.DataFrame:
    """Return all releases by today's municipality."""
    parts = []
    for vintage in RELEASES:
        rows = projections()[projections().vintage == vintage]
        parts.append(rows.assign(region=rows.region.map(_todays(vintage))).dropna(subset="region"))
    return pd.concat(parts)


def _bands(rows: pd.DataFrame) -> pd.DataFrame:
    key = ["region", "vintage", "period", "age_group"]
    wide = rows.pivot_table(index=key, columns="alternative", values="persons", aggfunc="sum").reset_index()
    return wide.rename(columns={"LLML": "low", "MMMM": "main", "HHMH": "high", "region": "municipality_code"})


@pytest.mark.parametrize("edition", ["of the release", "of today"])
def test_the_range_is_from_the_low_to_the_high_alternative(
    published: duckdb.DuckDBPyConnection, on_todays_borders: pd.DataFrame, edition: str
) -> None:
    own = projections()[projections().region.str.len() == 4]
    ours = _bands(on_todays_borders if edition == "of today" else own)
    least = (
        "borders = '2024-01-01'"
        if edition == "of today"
        else "borders = (select min(borders) from mart.projection as one where one.vintage = projection.vintage)"
    )
    actual = published.execute(f"select * from mart.projection where {least} and age_group != 'all'").df()
    key = ["municipality_code", "vintage", "period", "age_group"]
    _same(ours, actual, key, ["low", "main", "high"])


def _same(ours: pd.DataFrame, actual: pd.DataFrame, key: list[str], columns: list[str]) -> None:
    actual = actual.astype(dict.fromkeys(actual.select_dtypes("category"), object) | dict.fromkeys(columns, float))
    ours = ours.astype(dict.fromkeys(columns, float))
    ours, actual = (one.sort_values(key, ignore_index=True)[key + columns] for one in (ours, actual))
    pd.testing.assert_frame_equal(actual, ours, check_dtype=False, rtol=1e-12, check_names=False)


def test_only_one_release_is_the_newest(ask: Ask) -> None:
    assert ask("select distinct vintage from mart.projection where is_newest") == [("2026",)]


@pytest.mark.parametrize("service", SERVICES)
def test_change_by_service_age_is_from_the_first_year_of_the_release(
    published: duckdb.DuckDBPyConnection, on_todays_borders: pd.DataFrame, service: str
) -> None:
    first, last = SERVICES[service]
    rows = _bands(on_todays_borders[on_todays_borders.age_from.between(first, last)])
    rows = rows.groupby(["municipality_code", "vintage", "period"], as_index=False)[["low", "main", "high"]].sum()
    begun = rows[rows.period == rows.vintage].drop(columns="period")
    later = rows[rows.period.isin(["2030", "2035", "2040", "2050"])]
    ours = later.merge(begun, on=["municipality_code", "vintage"], suffixes=("", "_before"))
    columns = []
    for name in ("low", "main", "high"):
        ours[f"change_{name}"] = ours[name] - ours[f"{name}_before"]
        ours[f"change_{name}_pct"] = 100 * ours[f"change_{name}"] / ours[f"{name}_before"]
        columns += [name, f"change_{name}", f"change_{name}_pct"]
    query = f"select * from mart.projected_change where borders = '2024-01-01' and service_age = '{service}'"
    _same(ours, published.execute(query).df(), ["municipality_code", "vintage", "period"], columns)


def test_the_error_is_projected_less_actual_for_municipalities_with_the_same_area(
    published: duckdb.DuckDBPyConnection, on_todays_borders: pd.DataFrame
) -> None:
    key = ["municipality_code", "vintage", "alternative", "period"]
    projected = on_todays_borders.groupby(KEY, as_index=False).persons.sum()
    registered = population().groupby(["region", "period"], as_index=False).persons.sum()
    ours = projected.merge(registered, on=["region", "period"], suffixes=("_projected", "_actual"))
    ours = ours[ours.period > ours.vintage].rename(columns={"region": "municipality_code"})
    merged = (ours.municipality_code == "4020") & (ours.vintage < "2020")
    ours["projected"] = ours.persons_projected.mask(merged)
    ours["deviation"] = ours.projected - ours.persons_actual
    ours["deviation_pct"] = 100 * ours.deviation / ours.persons_actual
    ours["horizon"] = ours.period.astype(int) - ours.vintage.astype(int)
    actual = published.execute("select * from mart.projection_hit_rate").df()
    _same(ours, actual, key, ["horizon", "projected", "deviation", "deviation_pct"])


def test_a_projection_of_another_area_has_a_reason_instead_of_an_error(ask: Ask) -> None:
    query = """select distinct municipality_code, vintage, break_on::varchar, break_reason from mart.projection_hit_rate
        where deviation is null order by all"""
    reason = "0821 Bø (Telemark) og 0822 Sauherad ble slått sammen til 3817 Midt-Telemark 1.1.2020."
    assert ask(query) == [("4020", vintage, "2020-01-01", reason) for vintage in RELEASES if vintage < "2020"]


def test_the_error_of_the_projection_of_2014_for_skien(ask: Ask) -> None:
    query = """select period, projected, actual, deviation, round(deviation_pct, 1) from mart.projection_hit_rate
        inner join mart.municipality on code = municipality_code
        where name = 'Skien' and vintage = '2014' and alternative = 'MMMM' and period in ('2020', '2026') order by period"""
    assert ask(query) == [("2020", 55_722, 54_942, 780, 1.4), ("2026", 57_999, 56_906, 1_093, 1.9)]


def test_a_group_of_a_projection_is_a_sum_only_if_every_member_is_projected(ask: Ask) -> None:
    query = """select distinct county_basis, country_basis, centrality_basis from mart.indicator
        where indicator_id = 'projected_workforce_per_80_plus' and vintage = '2026'"""
    assert ask(query) == [("sum", "source", "incomplete")]
    query = """select distinct county_value from mart.indicator where indicator_id = 'projected_population'
        and vintage = '2026' and alternative = ? and period = '2050'"""
    assert [ask(query, one) for one in ("LLML", "MMMM", "HHMH")] == [[(163_639,)], [(184_526,)], [(204_721,)]]


def test_a_municipality_has_the_last_year_of_the_newest_projection(ask: Ask) -> None:
    query = "select projection_vintage, projected_period, projected_population from mart.municipality where code = ?"
    assert ask(query, "4003") == [("2026", "2050", 59_555)]
    assert ask(query, "5055") == [(None, None, None)]


def test_pages_get_only_the_main_alternative_of_the_newest_release(published_folder: Path) -> None:
    with ContentReader(published_folder / "grunnlag.duckdb") as reader:
        figure = reader.newest("4003")["projected_population"]
    found = figure.period, figure.value, figure.county_value, figure.country_value
    assert found == ("2050", 59_555, 184_526, 6_195_859)
