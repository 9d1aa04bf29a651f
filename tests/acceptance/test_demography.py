"""Growth, pyramids and cohorts, recomputed from the sample's files for all municipalities and years."""

import duckdb
import pandas as pd
import pytest

from tests.acceptance.conftest import Ask
from tests.acceptance.files import changes, codelist, population
from tests.acceptance.recipes import last_division, unbroken, unshifted

TODAY = pd.Timestamp("2024-01-01")
GROWTH = ["population_start", "birth_surplus", "net_migration"]
SSB = ["Folkemengde", "Fodselsoverskudd", "Nettoinnflytting"]
QUARTER = {
    "population_start": {"Folketallet1": 1},
    "birth_surplus": {"Fodte2": 1, "Dode3": -1},
    "domestic_net_migration": {"Tilflytting7": 1, "Fraflytting8": -1},
    "foreign_net_migration": {"Innvandring5": 1, "Utvandring6": -1},
    "net_migration": {"Nettoinnflytting9": 1},
    "population_end": {"Folketallet11": 1},
}


def _read(con: duckdb.DuckDBPyConnection, table: str, key: list[str], where: str = "true") -> pd.DataFrame:
    """Return a mart's rows, with days as timestamps and codes as text."""
    frame = con.execute(f"select * from mart.{table} where {where}").df()
    frame = frame.astype(dict.fromkeys(frame.select_dtypes("category"), object))
    return frame.sort_values(key, ignore_index=True)


def _same(ours: pd.DataFrame, actual: pd.DataFrame, key: list[str], columns: list[str]) -> None:
    """Check that both have the same rows, with equal figures in these columns."""
    numbers = dict.fromkeys(columns, float)
    ours, actual = (one.sort_values(key, ignore_index=True)[key + columns].astype(numbers) for one in (ours, actual))
    pd.testing.assert_frame_equal(actual, ours, check_dtype=False, rtol=0, atol=6e-7, check_names=False)


def _whole(column: "pd.Series[float]") -> float:
    """Return the sum, or nothing if one of the parts has no figure."""
    return float(column.sum(skipna=False))


def _summed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the figures of today's municipalities as the sums of the codes in SSB's codelist."""
    parts = [
        frame[frame.region.isin(codes)].drop(columns="region").groupby("period").agg(_whole).assign(region=code)
        for code, codes in codelist(table).items()
    ]
    return pd.concat(parts).reset_index()


def test_growth_on_the_borders_of_each_year_is_as_ssb_published_it(published: duckdb.DuckDBPyConnection) -> None:
    actual = _read(published, "growth_components", ["period"], "source_id = 'ssb_06913' and borders < '2024-01-01'")
    ours = changes("06913").rename(columns=dict(zip(SSB, GROWTH, strict=True)))
    ours = ours[(ours.period < "2024") & (ours.net_migration.notna() | ours.birth_surplus.notna())]
    _same(ours, actual.rename(columns={"municipality_code": "region"}), ["region", "period"], GROWTH)


def test_growth_on_todays_borders_is_the_sum_of_merged_municipalities(published: duckdb.DuckDBPyConnection) -> None:
    actual = _read(
        published,
        "growth_components",
        ["period"],
        "source_id = 'ssb_06913' and borders = '2024-01-01' and break_on is null",
    )
    ours = _summed(changes("06913"), "07459").rename(columns=dict(zip(SSB, GROWTH, strict=True)))
    after = ours[["region", "period", "population_start"]].assign(period=(ours.period.astype(int) - 1).astype(str))
    ours = ours.merge(after.rename(columns={"population_start": "population_end"}), on=["region", "period"])
    ours = ours[ours.net_migration.notna() | ours.birth_surplus.notna()]
    ours["unexplained"] = ours.population_end - ours.population_start - ours.birth_surplus - ours.net_migration
    _same(
        ours,
        actual.rename(columns={"municipality_code": "region"}),
        ["region", "period"],
        [*GROWTH, "unexplained", "population_end"],
    )


def test_growth_that_cannot_be_summed_to_todays_borders_has_a_reason(ask: Ask) -> None:
    query = """select municipality_code, max(period), count(net_migration), any_value(break_reason) from mart.growth_components
        where break_on is not null and source_id = 'ssb_06913' group by all order by all"""
    rows = ask(query)
    assert [row[0] for row in rows] == ["5055", "5056", "5059"]
    assert {row[1:3] for row in rows} == {("2019", 0)}
    assert all("5012 Snillfjord ble delt 1.1.2020" in row[3] for row in rows)


def test_the_remainder_is_the_same_as_the_indicators(ask: Ask) -> None:
    query = """select count(*), count(*) filter (where unexplained is distinct from value) from mart.growth_components
        inner join mart.indicator using (municipality_code, borders, period)
        where indicator_id = 'growth_remainder' and growth_components.source_id = 'ssb_06913'"""
    [(rows, differing)] = ask(query)
    assert (rows > 300, differing) == (True, 0)


@pytest.mark.parametrize("borders", ["2013-01-01", "2024-01-01"])
def test_a_quarter_has_domestic_and_foreign_migration_separately(
    published: duckdb.DuckDBPyConnection, borders: str
) -> None:
    columns = list(QUARTER)
    actual = _read(
        published, "growth_components", ["period"], f"period = '2015K1' and borders = '{borders}' and break_on is null"
    )
    quarter = changes("01222")
    quarter = quarter[quarter.Folketallet11.notna()]  # two codes were no longer in use
    quarter = quarter if borders < "2024" else _summed(quarter, "01222")
    ours = quarter[["region", "period"]].assign(
        **{
            name: sum((sign * quarter[one] for one, sign in of.items()), pd.Series(0.0, quarter.index))
            for name, of in QUARTER.items()
        }
    )
    ours = ours[ours.region.isin(actual.municipality_code)] if borders == "2024-01-01" else ours
    assert len(actual) > 300
    assert (actual.source_residual == 0).all()
    assert (actual.unexplained == 0).all()
    _same(ours, actual.rename(columns={"municipality_code": "region"}), ["region", "period"], columns)


def test_only_divided_municipalities_lack_the_quarter_on_todays_borders(ask: Ask) -> None:
    query = """select code from mart.municipality anti join (
            from mart.growth_components where period = '2015K1' and borders = '2024-01-01' and net_migration is not null
        ) on code = municipality_code
        anti join core.series_break on code = core.series_break.municipality_code
            and additive and break_on > '2015-01-01'"""
    assert ask(query) == []


def _pyramids() -> pd.DataFrame:
    grouped = population().assign(age_from=(population().age // 5 * 5).clip(upper=100))
    counted = grouped.groupby(["region", "period", "sex", "age_from"], as_index=False).persons.sum()
    everybody = counted.groupby(["region", "period"]).persons.transform("sum")
    return counted.assign(share=100 * counted.persons / everybody)


def test_the_pyramid_has_everybody_by_sex_and_five_year_age_group(published: duckdb.DuckDBPyConnection) -> None:
    key = ["municipality_code", "period", "sex", "age_from"]
    ours, on = _pyramids(), ["period", "sex", "age_from"]
    country = ours[ours.region == "0"].rename(columns={"share": "country_share"})
    county = ours.rename(columns={"region": "county", "share": "county_share"})
    own = ours[ours.region.str.len() == 4].assign(county=ours.region.str[:2])
    own = own.merge(country[[*on, "country_share"]], on=on)
    own = own.merge(county[["county", *on, "county_share"]], on=["county", *on], how="left")
    actual = _read(published, "population_pyramid", key)
    _same(
        own.rename(columns={"region": "municipality_code"}),
        actual,
        key,
        ["persons", "share", "county_share", "country_share"],
    )


def test_a_cohort_is_compared_with_the_same_cohort_five_years_later(published: duckdb.DuckDBPyConnection) -> None:
    lived = population()[population().region.str.len() == 4]
    year = lived.period.astype(int)
    early = lived.assign(born=(lived.age // 5), year=year)
    early = early[early.age < 95].groupby(["region", "sex", "born", "year"], as_index=False).persons.sum()
    late = lived.assign(born=(lived.age // 5) - 1, year=year - 5)
    late = late.groupby(["region", "sex", "born", "year"], as_index=False).persons.sum()
    ours = early.merge(late, on=["region", "sex", "born", "year"], suffixes=("_early", "_late"))
    divided = ours.region.map(last_division)
    across = (divided > ours.year.astype(str) + "-01-01") & (divided <= (ours.year + 5).astype(str) + "-01-01")
    moved = ours.region.isin(["5006", "5007", "5054", "5060"]) & (ours.year < 2020) & (ours.year + 5 >= 2020)
    ours["change"] = (ours.persons_late - ours.persons_early).mask(across | moved)
    ours["change_pct"] = (100 * ours.change / ours.persons_early).where(ours.persons_early >= 50)
    actual = _read(published, "cohort_change", ["from_period"])
    actual = actual.rename(columns={"municipality_code": "region"}).assign(
        born=actual.from_age_group.str[:3].astype(int) // 5, year=actual.from_period.astype(int)
    )
    assert (actual["to_period"].astype(int) == actual.year + 5).all()
    changed = actual.dropna(subset=["change"])
    assert (changed.to_persons - changed.from_persons == changed.change).all()
    _same(ours, actual, ["region", "sex", "born", "year"], ["change", "change_pct"])


def test_a_cohort_has_either_a_change_in_percent_or_a_reason(ask: Ask) -> None:
    query = """select (change_pct is null) = (withheld_reason is not null), withheld_reason is not null,
        min(from_persons), max(from_persons) from mart.cohort_change
        where break_on is null and shift_on is null group by all order by all"""
    [(stands, _, least, _), (withheld, _, _, most)] = ask(query)
    assert (stands, withheld) == (True, True)
    assert most < 50 <= least


@pytest.mark.parametrize(
    ("indicator", "late", "early"),
    [("cohort_15_19_to_25_29", (25, 29), (15, 19)), ("cohort_20_24_to_30_34", (30, 34), (20, 24))],
)
def test_share_of_a_cohort_still_living_there_ten_years_later(
    ask: Ask, indicator: str, late: tuple[int, int], early: tuple[int, int]
) -> None:
    lived = population()[population().region.str.len() == 4]
    counts = [lived[lived.age.between(*ages)].groupby(["region", "period"]).persons.sum() for ages in (late, early)]
    actual = {(region, int(year)): share for region, year, share in ask(_VALUES, indicator)}
    shares = {
        (region, int(year)): 100 * persons / before
        for (region, year), persons in counts[0].items()
        if (before := counts[1].get((region, str(int(year) - 10)), 0)) >= 50  # a share of fewer is withheld
    }
    frame = pd.Series(shares).to_frame("value").assign(numerator=1.0).rename_axis(["code", "period"])
    ours = unshifted(unbroken(frame, 10, "value"), 10).value.dropna().to_dict()
    assert len(actual) > 3900
    assert actual == pytest.approx(ours, abs=6e-7)


_VALUES = """select municipality_code, period, value from mart.indicator
    where indicator_id = ? and breakdown is null and value is not null"""


def test_a_cohort_counted_on_another_area_has_a_reason_instead_of_a_share(ask: Ask) -> None:
    query = """select municipality_code, break_on::varchar from mart.indicator
        where value is null and denominator is not null and break_on is not null
        and indicator_id = 'cohort_15_19_to_25_29' and period = ? order by all"""
    divided = [("3905", "2017-01-01"), ("3907", "2017-01-01")]
    shifted = [(code, "2020-01-01") for code in ("5006", "5007", "5054", "5060")]
    assert ask(query, "2026") == divided + shifted
    assert (
        ask("select distinct break_on from mart.cohort_change where from_period > '2020' and break_on is not null")
        == []
    )
