"""The groups that a municipality is compared with, and its rank in them, recomputed from the sample's files."""

import statistics

import pytest

from tests.acceptance.conftest import Ask
from tests.acceptance.likeness import neighbours_of, peers_of, places

HEIM, TRONDHEIM, UTSIRA, OSLO, TYDAL = "5055", "5001", "1151", "0301", "5033"
PLACES = [HEIM, TRONDHEIM, UTSIRA, OSLO]
ON_TODAYS_BORDERS = "borders = (select max(borders) from core.group_member)"
MEMBERS = f"""select municipality_code from core.group_member
    where group_kind = ? and group_code = ? and {ON_TODAYS_BORDERS} order by all"""
COMPARED = """from mart.comparison where indicator_id = 'share_80_plus' and period = '2026'"""
SHARES = """select municipality_code, value from mart.indicator
    where indicator_id = 'share_80_plus' and breakdown is null and period = '2026'"""


@pytest.mark.parametrize("code", PLACES)
def test_neighbours_are_the_ten_most_similar_municipalities(ask: Ask, code: str) -> None:
    query = "select neighbour_code, distance from core.neighbour where municipality_code = ? order by place"
    expected = neighbours_of(code)
    assert [other for other, _ in ask(query, code)] == [other for other, _ in expected]
    assert [far for _, far in ask(query, code)] == pytest.approx([far for _, far in expected], abs=2e-6)
    assert [member for (member,) in ask(MEMBERS, "neighbours", code)] == sorted(other for other, _ in expected)


@pytest.mark.parametrize("code", PLACES)
def test_peers_have_the_same_centrality_class_and_size_band(ask: Ask, code: str) -> None:
    [(group,)] = ask(
        f"""select group_code from core.group_member
        where group_kind = 'peers' and municipality_code = ? and {ON_TODAYS_BORDERS}""",
        code,
    )
    assert {member for (member,) in ask(MEMBERS, "peers", group)} == peers_of(code)


def test_only_a_municipality_alone_in_its_class_and_size_band_has_no_peers(ask: Ask) -> None:
    query = f"select municipality_code from core.group_member where group_kind = 'peers' and {ON_TODAYS_BORDERS}"
    alone = {code for code in places().index if peers_of(code) == {code}}
    assert alone
    assert {code for (code,) in ask(query)} == {*places().index} - alone


def test_every_municipality_has_ten_neighbours(ask: Ask) -> None:
    assert ask("select count(distinct municipality_code), count(*) from core.neighbour") == [(357, 3570)]


def test_fosen_is_shipped_as_an_own_group(ask: Ask) -> None:
    assert ask("select group_code, title from core.group where group_kind = 'own'") == [("fosen", "Fosen")]
    query = f"select name from mart.municipality where code in (select * from ({MEMBERS})) order by name"
    assert ask(query, "own", "fosen") == [("Indre Fosen",), ("Osen",), ("Åfjord",), ("Ørland",)]


def test_every_county_has_its_name(ask: Ask) -> None:
    query = "select count(*), count(*) filter (where title = group_code) from core.group where group_kind = 'county'"
    [(counties, nameless)] = ask(query)
    assert counties >= 15
    assert nameless == 0


@pytest.mark.parametrize("code", PLACES)
def test_rank_percentile_and_median_follow_from_the_members_figures(ask: Ask, code: str) -> None:
    shares = dict(ask(SHARES))
    rows = ask(
        f"select group_kind, group_code, rank, rank_of, percentile, members_median, members {COMPARED} "
        "and municipality_code = ? order by group_kind",
        code,
    )
    assert {"centrality", "country", "county", "neighbours", "peers"} <= {row[0] for row in rows}
    for kind, group, rank, rank_of, percentile, median, size in rows:
        members = [member for (member,) in ask(MEMBERS, kind, group)]
        others = [shares[member] for member in members if member != code]
        assert (rank, rank_of, size) == (
            1 + sum(share > shares[code] for share in others),
            1 + len(others),
            len(members),
        )
        assert median == pytest.approx(statistics.median(shares[member] for member in members))
        if others:
            lower = sum(share < shares[code] for share in others) + sum(share == shares[code] for share in others) / 2
            assert percentile == pytest.approx(100 * lower / len(others))


def test_ranks_in_county_and_country_are_the_same_in_both_marts(ask: Ask) -> None:
    """The two marts compute ranks in different ways: from a list, and with a window function."""
    query = f"""select count(*), count(*) filter (
            where compared.rank is distinct from case group_kind when 'country' then own.rank else own.county_rank end)
        from ({COMPARED}) as compared inner join mart.indicator as own using (indicator_id, municipality_code, period)
        where own.breakdown is null and own.on_todays_borders and group_kind in ('country', 'county')"""
    assert ask(query) == [(2 * 357, 0)]


def test_the_table_has_the_newest_period_and_those_that_its_changes_need(ask: Ask) -> None:
    query = """select period, is_newest from mart.comparison
        where indicator_id = 'population' and municipality_code = ? and group_kind = 'country' order by period"""
    assert ask(query, HEIM) == [("2021", False), ("2025", False), ("2026", True)]


def test_the_history_has_every_period_and_the_same_rows_as_the_table(ask: Ask) -> None:
    history = "from mart.comparison_history('share_80_plus')"
    years = f"select list(distinct period order by period) {history} where municipality_code = ?"
    assert ask(years, TRONDHEIM) == [([str(year) for year in range(2005, 2027)],)]
    lost = f"""select count(*) from (select * exclude (is_newest) from mart.comparison where indicator_id = 'share_80_plus'
        except select * exclude (is_newest) {history})"""
    assert ask(lost) == [(0,)]


def test_a_count_has_a_place_but_no_difference_from_a_sum(ask: Ask) -> None:
    """Skien has the most new buildings in hazard areas of Telemark, and fewer than all of Telemark has."""
    query = """select rank, difference, difference_is from mart.comparison
        where indicator_id = 'new_buildings_in_hazard_areas' and municipality_code = '4003'
            and group_kind = 'county' and is_newest"""
    assert ask(query) == [(1, None, None)]


def test_a_group_has_no_change_across_a_shift(ask: Ask) -> None:
    query = """select period, change_1y is null, change_5y is null from mart.indicator_group
        where indicator_id = 'higher_education_share' and group_code = '40' and on_todays_borders
            and period >= '2024' order by period"""
    assert ask(query) == [("2024", False, False), ("2025", True, True)]


def test_nothing_is_ranked_where_most_values_are_pooled(ask: Ask) -> None:
    few = "select count(*) from {} where {} < 0.5 * members and rank is not null"
    assert ask(few.format("mart.comparison", "rank_of")) == [(0,)]


def test_each_comparison_stands_once(ask: Ask) -> None:
    query = """select count(*), count(distinct (indicator_id, municipality_code, period, group_kind, group_code))
        from mart.comparison"""
    [(rows, keys)] = ask(query)
    assert rows == keys > 100_000


def test_a_pooled_value_is_not_ranked_among_values_of_a_single_year(ask: Ask) -> None:
    """Tydal's net migration of 2021 to 2025 is pooled, because a single year rests on too few people."""
    query = """select pooled_periods is not null, compared.rank, difference from mart.comparison as compared
        inner join mart.figure using (indicator_id, municipality_code, period)
        where indicator_id = 'net_migration_per_1000' and municipality_code = ? and period = '2025' and group_kind = 'county'"""
    assert ask(query, TYDAL) == [(True, None, None)]


def test_counties_and_country_are_the_sums_of_their_municipalities(ask: Ask) -> None:
    """07459 is complete in 2026, with rows for every county and the country."""
    people = places().people
    counties = people.groupby(people.index.str[:2]).sum().to_dict() | {"0": people.sum()}
    query = """select group_code, value from mart.indicator_group where indicator_id = 'population' and breakdown is null
        and period = '2026' and group_basis = 'sum' and group_kind in ('county', 'country')"""
    assert dict(ask(query)) == counties
    own = """select region, value from core.observation where indicator_id = 'population' and breakdown is null
        and period = '2026' and length(region) < 4"""
    assert dict(ask(own)) == counties


def test_the_members_median_is_never_given_as_the_groups_value(ask: Ask) -> None:
    """Every municipality of Trøndelag has a median income; the county has none of its own."""
    query = """select group_value, group_basis, rank_of, members_median is not null from mart.comparison
        where indicator_id = 'median_income_after_tax' and municipality_code = ? and period = '2024' and group_kind = 'county'"""
    assert ask(query, HEIM) == [(None, "not_summable", 38, True)]


def test_more_income_is_better_and_less_is_worse(ask: Ask) -> None:
    query = """select change_1y, change_1y_is from mart.comparison_history('median_income_after_tax')
        where group_kind = 'county' and change_1y is not null"""
    rows = ask(query)
    assert len(rows) > 100
    assert {word for change, word in rows if change > 0} == {"better"}
    assert {word for change, word in rows if change <= 0} <= {"worse", "neither"}


def test_a_group_is_left_out_on_borders_on_which_a_member_had_another_area(ask: Ask) -> None:
    """Orkland's area is from 2020, so groups with it cannot be summed on the borders of 2018."""
    assert ask("select count(*) from core.group_member where group_kind = 'neighbours' and borders < '2020-01-01'") == [
        (0,)
    ]
    grown = """select count(*) from core.group_member as member inner join core.municipality as municipality
        on member.municipality_code = municipality.code and municipality.valid_to is null
        where group_kind not in ('country', 'county') and municipality.borders_from > member.borders"""
    assert ask(grown) == [(0,)]
