"""Values on few people: withheld and pooled values, recomputed from the sample's files."""

from functools import cache

import pandas as pd
import pytest

from tests.acceptance.conftest import Ask
from tests.acceptance.likeness import FIGURES, peers_of

UTSIRA, ROYRVIK, HEIM = "1151", "5043", "5055"
NEWEST = "breakdown is null and period = '2026' and on_todays_borders"


@cache
def young() -> pd.DataFrame:
    """Return the women and men aged 20 to 39 in each municipality of 2026."""
    cells = pd.read_parquet(FIGURES / "07459" / "figures.parquet").query("Tid == '2026'")
    cells = cells[cells.Region.astype(str).str.startswith("K-")]
    cells = cells.assign(code=cells.Region.astype(str).str[2:], age=cells.Alder.astype(str).str[:3].astype(int))
    adult = cells[cells.age.between(20, 39)]
    counted = adult.groupby(["code", adult.Kjonn.astype(str)]).value.sum().unstack()
    return counted.rename(columns={"2": "women", "1": "men"})[lambda found: found.men > 0]


def movements(code: str) -> pd.DataFrame:
    """Return net migration and the population on 1 January of each year."""
    rows = pd.read_csv(FIGURES / "06913" / "figures.csv", dtype={"Region": str})
    return rows[rows.Region == code].pivot_table(index="Tid", columns="ContentsCode", values="value")


def test_women_per_man_is_withheld_below_fifty_men(ask: Ask) -> None:
    query = f"""select municipality_code, value, denominator from mart.indicator
        where indicator_id = 'women_per_man_20_39' and {NEWEST}"""
    actual = {code: (value, men) for code, value, men in ask(query)}
    found = young()
    assert {code for code, (value, _) in actual.items() if value is None} == set(found.index[found.men < 50])
    assert {code: men for code, (_, men) in actual.items()} == found.men.to_dict()
    shown = found[found.men >= 50]
    assert {code: value for code, (value, _) in actual.items() if value is not None} == pytest.approx(
        (shown.women / shown.men).to_dict()
    )


def test_a_withheld_value_of_utsira_has_a_reason(ask: Ask) -> None:
    query = f"""select symbol, rank, rank_of, change_5y, withheld_reason from mart.indicator
        where indicator_id = 'women_per_man_20_39' and municipality_code = ? and {NEWEST}"""
    reason = f"Holdt tilbake: tallet ville bygge på {young().men[UTSIRA]}, færre enn grensen på 50."
    assert ask(query, UTSIRA) == [("withheld", None, None, None, reason)]


def test_shares_of_all_inhabitants_of_utsira_are_shown(ask: Ask) -> None:
    query = f"""select value is not null, withheld_reason from mart.indicator
        where indicator_id = 'share_80_plus' and municipality_code = ? and {NEWEST}"""
    assert ask(query, UTSIRA) == [(True, None)]


def test_withheld_values_are_not_ranked(ask: Ask) -> None:
    query = f"""select municipality_code, rank, rank_of from mart.indicator
        where indicator_id = 'women_per_man_20_39' and {NEWEST} and value is not null"""
    shown = young()[lambda found: found.men >= 50]
    places = (shown.women / shown.men).rank(ascending=False, method="min").astype(int)
    assert {code: rank for code, rank, _ in ask(query)} == places.to_dict()
    assert {rank_of for _, _, rank_of in ask(query)} == {len(shown)}


def test_a_group_includes_members_with_withheld_values(ask: Ask) -> None:
    members = young().loc[sorted(peers_of(UTSIRA))]
    held = int((members.men < 50).sum())
    assert held > 1
    query = """select group_value, group_basis, members, members_with_value, members_median from mart.comparison
        where indicator_id = 'women_per_man_20_39' and municipality_code = ? and period = '2026' and group_kind = 'peers'"""
    shown = members[members.men >= 50]
    [(value, basis, *counts, median)] = ask(query, UTSIRA)
    assert (value, basis) == (pytest.approx(members.women.sum() / members.men.sum()), "sum")
    assert counts == [len(members), len(members)]
    assert median == pytest.approx((shown.women / shown.men).median())
    query = """select members_withheld
        from mart.indicator_group inner join core.group_member using (group_kind, group_code, borders)
        where indicator_id = 'women_per_man_20_39' and period = '2026' and group_kind = 'peers' and municipality_code = ?
        and borders = (select max(borders) from core.group_member)"""
    assert ask(query, UTSIRA) == [(held,)]


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_net_migration_of_a_small_municipality_is_pooled_over_five_years(ask: Ask, year: int) -> None:
    """Røyrvik has about 450 inhabitants."""
    five = movements(ROYRVIK).loc[year - 4 : year]
    query = """select distinct numerator, value, pooled_periods, change_1y from mart.indicator
        where indicator_id = 'net_migration_per_1000' and municipality_code = ? and period = ?"""
    [(numerator, value, span, change)] = ask(query, ROYRVIK, str(year))
    assert numerator == five.Nettoinnflytting[year]
    assert value == pytest.approx(1000 * five.Nettoinnflytting.sum() / five.Folkemengde.sum())
    assert (span, change) == (f"{year - 4}-{year}", None)


def test_a_pooled_value_is_neither_ranked_nor_compared_with_a_single_years(ask: Ask) -> None:
    """Tydal's rate for 2021-2025 was once ranked 5th of 38, and compared with the county's rate for 2025."""
    query = """select pooled_periods, rank, county_rank, county_rank_of, county_value, country_value, centrality_value
        from mart.indicator where indicator_id = 'net_migration_per_1000' and municipality_code = '5033' and period = '2025'
            and on_todays_borders"""
    assert ask(query) == [("2021-2025", *[None] * 6)]
    query = """select count(*), count(rank), count(percentile), count(difference), count(difference_is) from mart.comparison
        where indicator_id = 'net_migration_per_1000' and municipality_code = '5033' and period = '2025'"""
    [(rows, *compared)] = ask(query)
    assert rows > 0
    assert compared == [0, 0, 0, 0]


def test_values_of_single_years_are_ranked_among_themselves(ask: Ask) -> None:
    query = """select value, county_rank, county_rank_of from mart.indicator
        where indicator_id = 'net_migration_per_1000' and county_code = '50' and period = '2025' and on_todays_borders
            and pooled_periods is null and value is not null"""
    rows = ask(query)
    values = sorted((value for value, *_ in rows), reverse=True)
    assert 1 < len(rows) < 38
    assert {(value, values.index(value) + 1, len(rows)) for value in values} == set(rows)


def test_a_rate_without_five_years_to_pool_is_withheld(ask: Ask) -> None:
    query = """select distinct value, symbol from mart.indicator
        where indicator_id = 'net_migration_per_1000' and municipality_code = ? and period < '2022'"""
    assert ask(query, ROYRVIK) == [(None, "withheld")]


def test_net_migration_of_a_municipality_of_six_thousand_is_not_pooled(ask: Ask) -> None:
    rows = movements(HEIM)
    query = """select value, pooled_periods from mart.indicator
        where indicator_id = 'net_migration_per_1000' and municipality_code = ? and period = '2025' and on_todays_borders"""
    assert ask(query, HEIM) == [(pytest.approx(1000 * rows.Nettoinnflytting[2025] / rows.Folkemengde[2025]), None)]


def test_published_figures_are_never_withheld(ask: Ask) -> None:
    query = """select count(*) from mart.indicator inner join core.indicator using (indicator_id)
        where not additive and (symbol = 'withheld' or withheld_reason is not null)"""
    assert ask(query) == [(0,)]
    assert ask("select count(*) > 0 from core.observation where symbol = 'withheld'") == [(True,)]
