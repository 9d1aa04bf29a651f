"""What has changed since a day, and how unusual that is, recomputed from the sample's files."""

import statistics
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from cli.changes import show_changes
from tests.acceptance.conftest import Ask
from tests.acceptance.likeness import FIGURES, peers_of, places
from warehouse.home import Home
from warehouse.since import moved_since

HEIM, UTSIRA, ROYRVIK = "5055", "1151", "5043"
FEWEST = 2_000
"""The smallest population for which a count is ranked; small_numbers.yaml has it for rates per 1,000."""
DAY = "2021-10-01"
MACRO = f"from mart.since(date '{DAY}')"
SINCE = "from changes_since"
"""The macro's rows, computed once."""


@pytest.fixture(scope="module", autouse=True)
def changes_since(published: duckdb.DuckDBPyConnection) -> None:
    published.execute(f"create temp table changes_since as {MACRO}")


@cache
def oldest(year: str) -> "pd.Series[float]":
    """The share aged 80 and over in each municipality; those that did not exist have none."""
    cells = pd.read_parquet(FIGURES / "07459" / "figures.parquet").query("Tid == @year")
    cells = cells[cells.Region.astype(str).str.startswith("K-")]
    cells = cells.assign(code=cells.Region.astype(str).str[2:], age=cells.Alder.astype(str).str[:3].astype(int))
    people = cells.groupby("code").value.sum()
    return 100 * cells[cells.age >= 80].groupby("code").value.sum() / people[people > 0]


def unusual(changes: dict[str, float], among: set[str], code: str) -> float:
    """Return how far a change is from the median of its group, in deviations."""
    members = [changes[member] for member in among if member in changes]
    usual = statistics.median(members)
    apart = [abs(change - usual) for change in members]
    return (changes[code] - usual) / max(1.4826 * statistics.median(apart), 1.2533 * statistics.mean(apart))


def _changes() -> dict[str, float]:
    """Return the changes from 2021 to 2026, without Ålesund and Haram, which were one municipality until 2024."""
    changes = (oldest("2026") - oldest("2021")).drop(["1508", "1580"])
    return dict(changes.dropna())


def test_a_stock_is_compared_with_the_stock_in_the_year_of_the_day(ask: Ask) -> None:
    query = f"select municipality_code, value_then, value, change {SINCE} where indicator_id = 'share_80_plus'"
    rows = {code: rest for code, *rest in ask(query)}
    changes = _changes()
    assert rows.keys() == changes.keys()
    for code, actual in rows.items():
        assert actual == pytest.approx([oldest("2021")[code], oldest("2026")[code], changes[code]], abs=2e-6)


@pytest.mark.parametrize(
    ("indicator", "day", "then"),
    [
        ("population", "2024-02-01", "2024"),  # of 1 January
        ("households", "2023-12-30", "2022"),  # of the calendar year
        ("households", "2023-12-31", "2023"),
    ],
)
def test_a_stock_is_not_known_before_the_day_it_is_counted_on(ask: Ask, indicator: str, day: str, then: str) -> None:
    query = "select period_then from mart.since(?) where indicator_id = ? and municipality_code = ?"
    assert ask(query, day, indicator, HEIM) == [(then,)]


@pytest.mark.parametrize(
    ("indicator", "day"),
    [
        ("out_commuting_share", "12-31"),
        ("higher_education_share", "10-01"),
        ("disability_share", "11-30"),
        ("jobs_growth_5y", "12-31"),
        ("net_migration", None),
        ("overweight_17", None),  # four years together
    ],
)
def test_an_indicator_has_the_day_of_its_source(ask: Ask, indicator: str, day: str | None) -> None:
    assert ask("select stands_on from core.indicator where indicator_id = ?", indicator) == [(day,)]


@pytest.mark.parametrize("code", [HEIM, UTSIRA, ROYRVIK])
def test_a_change_is_compared_with_the_changes_of_the_peers(ask: Ask, code: str) -> None:
    among = peers_of(code) & _changes().keys()
    query = (
        f"select group_kind, members, unusual {SINCE} where indicator_id = 'share_80_plus' and municipality_code = ?"
    )
    expected = unusual(_changes(), among, code)
    assert ask(query, code) == [("peers", len(among), pytest.approx(expected, rel=1e-5))]


def test_with_few_peers_the_centrality_class_is_used_then_the_country(ask: Ask) -> None:
    """Of the 43 large enough municipalities in the sample's 06913, 17 are in class 5, 12 in class 4 and fewer in others."""
    query = f"""select distinct centrality_class, group_kind, members
        {SINCE} inner join mart.municipality on municipality_code = code
        where indicator_id = 'net_migration' and members is not null"""
    kinds = {klass: (kind, members) for klass, kind, members in ask(query)}
    assert {klass: kinds[klass] for klass in (4, 5)} == {4: ("centrality", 12), 5: ("centrality", 17)}
    assert {kinds[klass] for klass in (2, 3, 6)} == {("country", 43)}
    assert min(members for _, members in kinds.values()) >= 10


def test_a_flow_is_compared_with_the_flow_of_the_last_complete_year(ask: Ask) -> None:
    rows = pd.read_csv(FIGURES / "06913" / "figures.csv", dtype={"Region": str})
    moved = rows[(rows.Region == HEIM) & (rows.ContentsCode == "Nettoinnflytting")].set_index("Tid").value
    query = f"""select period_then, value_then, period, value {SINCE}
        where indicator_id = 'net_migration' and municipality_code = ?"""
    assert ask(query, HEIM) == [("2020", moved[2020], "2025", moved[2025])]


def _of_few_peers_enough() -> str:
    """Return the smallest municipality for which a count is ranked; most of its peers are too small."""
    people = places().people
    return str(people[people >= FEWEST].idxmin())


@pytest.mark.parametrize("code", [HEIM, _of_few_peers_enough()])
def test_a_count_is_measured_per_inhabitant(ask: Ask, code: str) -> None:
    """Otherwise the largest municipality would always be the most unusual. Small peers are left out."""
    rows = ask(f"select municipality_code, change {SINCE} where indicator_id = 'population'")
    people = places().people
    per_thousand = {code: 1000 * change / people[code] for code, change in rows if people[code] >= FEWEST}
    query = f"select members, unusual {SINCE} where indicator_id = 'population' and municipality_code = ?"
    expected = unusual(per_thousand, peers_of(code), code)
    assert ask(query, code) == [(len(peers_of(code) & per_thousand.keys()), pytest.approx(expected, rel=1e-5))]


def test_a_count_in_a_small_municipality_is_shown_but_not_ranked(ask: Ask) -> None:
    """Røyrvik has 439 inhabitants: one family that moves makes ten per 1,000."""
    query = f"select value - value_then = change, unusual, place, members {SINCE} where municipality_code = ?"
    counts = "and indicator_id in ('population', 'net_migration')"
    assert ask(f"{query} {counts}", ROYRVIK) == [(True, None, None, None)] * 2
    [(share,)] = ask(f"select place {SINCE} where municipality_code = ? and indicator_id = 'share_80_plus'", ROYRVIK)
    assert share is not None


def test_no_count_is_ranked_below_the_population_limit_for_rates(ask: Ask) -> None:
    query = f"""select count(*), count(unusual), count(place) {SINCE}
        inner join core.indicator using (indicator_id) inner join mart.municipality on municipality_code = code
        where additive and not contains(computed_as, ' / ')
            and population < (select denominator from core.small_number where unit = 'per_1000')"""
    [(rows, unusual_ones, places_of)] = ask(query)
    assert rows > 100
    assert (unusual_ones, places_of) == (0, 0)


def test_unranked_changes_are_listed_last(
    published: duckdb.DuckDBPyConnection, published_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = moved_since(published, date.fromisoformat(DAY), ROYRVIK, None)
    ranked = [one.unusual is not None for one in found]
    assert ranked == sorted(ranked, reverse=True)
    assert "Population" in {one.title for one in found if one.unusual is None}
    show_changes(Home(published_folder.parent), DAY, ROYRVIK)
    actual = capsys.readouterr().out
    assert "too few to compare" in actual[actual.index("Røyrvik: Population") :]


def test_the_most_unusual_comes_first(ask: Ask) -> None:
    rows = ask(f"select place, abs(unusual) {SINCE} where municipality_code = ? order by abs(unusual) desc", HEIM)
    ranked = [place for place, far in rows if far is not None]
    assert ranked == list(range(1, len(ranked) + 1))
    assert len(ranked) > 20
    assert {place for place, far in rows if far is None} <= {None}


def test_an_increase_of_what_is_good_is_better(ask: Ask) -> None:
    query = f"""select good, sign(change), list_sort(list(distinct change_is)) {SINCE}
        inner join core.indicator using (indicator_id) where change != 0 group by all order by all"""
    assert ask(query) == [
        ("higher", -1, ["worse"]), ("higher", 1, ["better"]), ("lower", -1, ["better"]), ("lower", 1, ["worse"]),
        ("neither", -1, ["neither"]), ("neither", 1, ["neither"]),
    ]  # fmt: skip


def test_a_withheld_value_has_no_change(ask: Ask) -> None:
    query = f"select count(*) {SINCE} where indicator_id = 'women_per_man_20_39' and municipality_code = ?"
    assert ask(query, UTSIRA) == [(0,)]
    assert ask(query, HEIM) == [(1,)]


def test_pooled_values_are_compared_only_if_they_share_no_year(ask: Ask) -> None:
    """Røyrvik's first pooled rate is that of 2018-2022."""
    query = """select count(*) from mart.since(date '2023-10-01')
        where indicator_id = 'net_migration_per_1000' and municipality_code = ?"""
    assert ask(query, ROYRVIK) == [(0,)]
    assert ask(query, HEIM) == [(1,)]


def test_a_pooled_change_is_not_ranked_among_those_of_single_years(ask: Ask) -> None:
    query = "select count(unusual), count(place) from mart.since(date '2018-10-01') where pooled_periods is not null"
    assert ask(query) == [(0, 0)]


LUMPS = """from mart.since(date '2023-10-01') where municipality_code = '5055'"""


def test_a_flow_must_be_unusual_for_the_municipality_itself(ask: Ask) -> None:
    """Heim had 290 dekar of cultivable land converted in 2022, 164 in 2023, and few or none before: its figures vary much."""
    stored = pd.read_parquet(FIGURES / "arealprofiler" / "figures.parquet").query("kommunenr == '5055' and år >= 2020")
    label = "Omdisponering av dyrkbar jord siste 4 år. Dekar"
    steps = stored[stored.statistikkvariabel == label].sort_values("år").verdi.diff().dropna()
    own = 1000 * ((steps - steps.median()) ** 2).mean() ** 0.5 / places().people[HEIM]
    query = f"select unusual, members, usual_change {LUMPS} and indicator_id = 'cultivable_land_converted'"
    [(measured, _, usual)] = ask(query)
    change = 1000 * (164 - 290) / places().people[HEIM]
    assert measured == pytest.approx((change - usual) / own, rel=1e-6)


def test_counts_that_come_in_lumps_do_not_head_the_changes_of_heim(ask: Ask) -> None:
    query = f"select kind from (select * {LUMPS}) inner join core.indicator using (indicator_id) order by place limit 3"
    assert ask(query) == [("stock",)] * 3


def test_a_future_day_has_no_changes(ask: Ask) -> None:
    assert ask("select count(*) from mart.since(date '2099-01-01')") == [(0,)]


def test_every_change_has_the_stored_answers_of_both_figures(ask: Ask) -> None:
    stored = "select fetch_id from meta.fetch"
    query = f"select count(*) {SINCE} where fetch_id not in ({stored}) or fetch_id_then not in ({stored})"
    assert ask(query) == [(0,)]
    assert ask(f"select count(*) > 1000 {SINCE}") == [(True,)]


def test_mart_since_works_in_an_attached_file_after_use(published_folder: Path) -> None:
    with duckdb.connect() as con:
        con.execute(f"attach '{published_folder / 'grunnlag.duckdb'}' as ours (read_only)")
        con.execute("use ours")
        assert con.sql(f"select count(*) > 1000 {MACRO}").fetchall() == [(True,)]
