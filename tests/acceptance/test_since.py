"""What has moved since a day, and how unusual that is, worked out anew from the sample's files."""

import statistics
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.acceptance.conftest import Ask
from tests.acceptance.likeness import FIGURES, peers_of, places

HEIM, UTSIRA, ROYRVIK = "5055", "1151", "5043"
DAY = "2021-10-01"
SINCE = f"from mart.since(date '{DAY}')"


@cache
def oldest(year: str) -> "pd.Series[float]":
    """The share aged 80 and over in each municipality; those that did not exist have none."""
    cells = pd.read_parquet(FIGURES / "07459" / "figures.parquet").query("Tid == @year")
    cells = cells[cells.Region.astype(str).str.startswith("K-")]
    cells = cells.assign(code=cells.Region.astype(str).str[2:], age=cells.Alder.astype(str).str[:3].astype(int))
    people = cells.groupby("code").value.sum()
    return 100 * cells[cells.age >= 80].groupby("code").value.sum() / people[people > 0]


def unusual(changes: dict[str, float], among: set[str], code: str) -> float:
    """How far one's change is from the median of those it is among."""
    members = [changes[member] for member in among if member in changes]
    usual = statistics.median(members)
    apart = [abs(change - usual) for change in members]
    return (changes[code] - usual) / max(1.4826 * statistics.median(apart), 1.2533 * statistics.mean(apart))


def _changes() -> dict[str, float]:
    """From 2021 to 2026; Ålesund and Haram were one until 2024."""
    changes = (oldest("2026") - oldest("2021")).drop(["1508", "1580"])
    return dict(changes.dropna())


def test_a_stock_is_compared_with_that_of_the_year_of_the_day(ask: Ask) -> None:
    query = f"select municipality_code, value_then, value, change {SINCE} where indicator_id = 'share_80_plus'"
    rows = {code: rest for code, *rest in ask(query)}
    changes = _changes()
    assert rows.keys() == changes.keys()
    for code, told in rows.items():
        assert told == pytest.approx([oldest("2021")[code], oldest("2026")[code], changes[code]])


@pytest.mark.parametrize("code", [HEIM, UTSIRA, ROYRVIK])
def test_a_change_is_measured_against_those_of_the_peers(ask: Ask, code: str) -> None:
    among = peers_of(code) & _changes().keys()
    query = (
        f"select group_kind, members, unusual {SINCE} where indicator_id = 'share_80_plus' and municipality_code = ?"
    )
    expected = unusual(_changes(), among, code)
    assert ask(query, code) == [("peers", len(among), pytest.approx(expected, rel=1e-6))]


def test_where_few_peers_have_figures_the_centrality_class_is_asked_then_the_country(ask: Ask) -> None:
    """06913 is Trøndelag's alone here: among its 38 are 14 of class 5 and 7 of class 4."""
    query = f"""select distinct centrality_class, group_kind, members
        {SINCE} inner join mart.municipality on municipality_code = code where indicator_id = 'net_migration'"""
    kinds = {klass: (kind, members) for klass, kind, members in ask(query)}
    assert kinds[5][0] == "centrality"
    assert {kinds[klass][0] for klass in (2, 3, 4)} == {"country"}
    assert min(members for _, members in kinds.values()) >= 10


def test_a_flow_is_compared_with_that_of_the_last_year_that_was_over(ask: Ask) -> None:
    rows = pd.read_csv(FIGURES / "06913" / "figures.csv", dtype={"Region": str})
    moved = rows[(rows.Region == HEIM) & (rows.ContentsCode == "Nettoinnflytting")].set_index("Tid").value
    query = f"""select period_then, value_then, period, value {SINCE}
        where indicator_id = 'net_migration' and municipality_code = ?"""
    assert ask(query, HEIM) == [("2020", moved[2020], "2025", moved[2025])]


def test_a_count_is_measured_per_inhabitant(ask: Ask) -> None:
    """Else the largest of its peers would always be the most unusual."""
    rows = ask(f"select municipality_code, change {SINCE} where indicator_id = 'population'")
    per_thousand = {code: 1000 * change / places().people[code] for code, change in rows}
    query = f"select unusual {SINCE} where indicator_id = 'population' and municipality_code = ?"
    expected = unusual(per_thousand, peers_of(UTSIRA), UTSIRA)
    assert ask(query, UTSIRA) == [(pytest.approx(expected, rel=1e-6),)]


def test_the_most_unusual_comes_first(ask: Ask) -> None:
    rows = ask(f"select place, abs(unusual) {SINCE} where municipality_code = ? order by place", HEIM)
    assert [place for place, _ in rows] == list(range(1, len(rows) + 1))
    known = [far for _, far in rows if far is not None]
    assert len(known) > 20
    assert known == sorted(known, reverse=True)


def test_more_of_what_is_better_is_better(ask: Ask) -> None:
    query = f"""select good, sign(change), list_sort(list(distinct change_is)) {SINCE}
        inner join core.indicator using (indicator_id) where change != 0 group by all order by all"""
    assert ask(query) == [
        ("higher", -1, ["worse"]), ("higher", 1, ["better"]), ("lower", -1, ["better"]), ("lower", 1, ["worse"]),
        ("neither", -1, ["neither"]), ("neither", 1, ["neither"]),
    ]  # fmt: skip


def test_what_is_withheld_has_not_moved(ask: Ask) -> None:
    query = f"select count(*) {SINCE} where indicator_id = 'women_per_man_20_39' and municipality_code = ?"
    assert ask(query, UTSIRA) == [(0,)]
    assert ask(query, HEIM) == [(1,)]


def test_pooled_values_are_compared_only_where_they_share_no_year(ask: Ask) -> None:
    """Røyrvik's first pooled rate is that of 2018-2022."""
    query = """select count(*) from mart.since(date '2023-10-01')
        where indicator_id = 'net_migration_per_1000' and municipality_code = ?"""
    assert ask(query, ROYRVIK) == [(0,)]
    assert ask(query, HEIM) == [(1,)]


def test_there_is_nothing_new_since_a_day_to_come(ask: Ask) -> None:
    assert ask("select count(*) from mart.since(date '2099-01-01')") == [(0,)]


def test_every_movement_leads_to_both_stored_answers(ask: Ask) -> None:
    stored = "select fetch_id from meta.fetch"
    query = f"select count(*) {SINCE} where fetch_id not in ({stored}) or fetch_id_then not in ({stored})"
    assert ask(query) == [(0,)]
    assert ask(f"select count(*) > 1000 {SINCE}") == [(True,)]


def test_an_attached_file_can_be_asked_once_it_is_in_use(published_folder: Path) -> None:
    with duckdb.connect() as con:
        con.execute(f"attach '{published_folder / 'grunnlag.duckdb'}' as ours (read_only)")
        con.execute("use ours")
        assert con.sql(f"select count(*) > 1000 {SINCE}").fetchall() == [(True,)]
