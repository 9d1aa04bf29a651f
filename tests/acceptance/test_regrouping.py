"""Series on today's borders, compared with SSB's summed codelist and the figures in the sample's files."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import duckdb
import pandas as pd
import pytest

import sample
from pipeline.runs import refresh
from tests.acceptance.conftest import Ask
from tests.acceptance.files import education
from tests.lib.small import Silent, replace, settings_for
from warehouse.read_content import ContentReader

FIGURES = Path(__file__).resolve().parents[2] / "sample" / "figures"
CODELIST = FIGURES / "07459" / "agg_KommSummer.csv"
SINCE = "1986-01-01"
"""The first day from which SSB's codelist sums."""
QUARTER_SOURCE = """
kind: statbank
table: "01222"
title: {nb: Folkemengd og kvartalsvise endringar, en: Population and changes during the quarter}
region: {dimension: Region}
select: {Tid: all}
contents: {Folketallet1: {kind: stock, additive: true}}
period: {grain: quarter, refers_to: its first day}
checks: {municipalities: 400}
licence: CC BY 4.0
"""
QUARTER = """
title: {nb: Folketall ved inngangen av kvartalet, en: Population at the beginning of the quarter}
why: {nb: Et vitne om summene over tidligere kommuner., en: A witness of the sums over former municipalities.}
definition:
  nb: Folketallet i 01222 den første dagen i kvartalet, som et vitne om summene.
  en: The population in 01222 on the first day of the quarter, as a witness of the sums.
question: {nb: Hvor mange bodde her da kvartalet begynte?}
says: {nb: "{value} bodde i kommunen da kvartalet begynte"}
what: {nb: folketallet ved inngangen av kvartalet}
from: ssb_01222
numerator: sum(value)
unit: persons
kind: stock
good: neither
decimals: 0
checks: {min: 1, max: 2000000}
"""


def _value_maps() -> dict[str, set[str]]:
    """Municipality of today -> the codes that SSB's codelist sums."""
    codelist = pd.read_csv(CODELIST, dtype=str)
    return {code[2:]: set(old.split()) for code, old in zip(codelist.code, codelist.value_map, strict=True)}


def _figures(table: str) -> pd.DataFrame:
    return pd.read_csv(FIGURES / table / "figures.csv", dtype={"Region": str, "Tid": str, "Nivaa": str})


def _divided_since(ask: Ask, day: str) -> set[str]:
    query = "select municipality_code from core.series_break where additive and break_on > ?"
    return {code for (code,) in ask(query, day)}


def test_we_sum_the_same_codes_as_ssbs_codelist_unless_one_was_divided(ask: Ask) -> None:
    query = "select today_code, list(distinct region) from core.regrouping where borders >= ? and length(region) = 4 group by all"
    # The edition in force on the first day began earlier.
    [(first,)] = ask("select max(borders)::varchar from core.regrouping where borders <= ?", SINCE)
    ours = {code: set(regions) for code, regions in ask(query, first)}
    theirs = _value_maps()
    divided = _divided_since(ask, SINCE)
    assert ours.keys() == theirs.keys()
    assert len(divided) < 20
    assert {code: ours[code] for code in ours if code not in divided} == {
        code: theirs[code] for code in theirs if code not in divided
    }


def test_ssb_gives_a_divided_municipality_to_one_successor_or_to_none(ask: Ask) -> None:
    query = """select today_code, list(distinct region) from core.regrouping
        where borders >= (select max(borders) from core.regrouping where borders <= ?) and length(region) = 4
        group by all"""
    theirs = _value_maps()
    differs = {code: set(regions) - theirs[code] for code, regions in ask(query, SINCE) if set(regions) != theirs[code]}
    assert {code: codes for code, codes in differs.items() if len(codes) == 1} == {
        "1508": {"1534"},  # Haram's code before Ålesund took it in, which SSB counts with the Haram of today
        "3120": {"0114"},  # Varteig, which SSB counts with Sarpsborg
        "3403": {"0412"},  # Ringsaker, which gave an area to Hamar
        "3905": {"0720"},  # Stokke, which SSB counts with Sandefjord
    }
    assert differs.keys() - {"1508", "3120", "3403", "3905"} == {"1580", "1806", "1875", "5055", "5056", "5059"}


@pytest.mark.parametrize(
    ("today", "parts"),
    [
        ("5006", ["5004", "5039"]),  # Steinkjer, with Verran since 2020
        ("5007", ["5005", "5040", "5048"]),  # Namsos, with Namdalseid and Fosnes
        ("5001", ["5001", "5030"]),  # Trondheim, under the same code, with Klæbu
        ("5053", ["5053"]),  # Inderøy, unchanged
    ],
)
def test_population_before_a_merger_is_the_sum_of_the_merged_municipalities(
    ask: Ask, today: str, parts: list[str]
) -> None:
    raw = _figures("06913").query("ContentsCode == 'Fodselsoverskudd' and Tid in ('2018', '2019') and Region in @parts")
    expected = raw.groupby("Tid").value.sum().to_dict()
    symbol = "published" if parts == [today] else "derived"
    query = """select period, value, symbol, break_on from mart.indicator where indicator_id = 'birth_surplus'
        and municipality_code = ? and on_todays_borders and period in ('2018', '2019') order by period"""
    assert ask(query, today) == [(year, expected[year], symbol, None) for year in ("2018", "2019")]


def test_a_share_before_a_merger_is_of_all_merged_municipalities(ask: Ask) -> None:
    """Midt-Telemark was merged from Bø and Sauherad. Persons of unknown level are left out."""
    raw = education().query("Tid == '2019' and Region in ('0821', '0822')").groupby("Nivaa").value.sum()
    query = """select numerator, denominator, value from mart.indicator where indicator_id = 'higher_education_share'
        and municipality_code = '4020' and on_todays_borders and period = '2019'"""
    above, known = raw["03a"] + raw["04a"], raw.drop(["00", "09a"], errors="ignore").sum()
    assert ask(query) == [(above, known, pytest.approx(100 * above / known))]


def test_a_rate_over_another_tables_count_reaches_back_through_the_merger(ask: Ask) -> None:
    query = """select rate.numerator, rate.denominator, people.value from mart.indicator as rate
        inner join mart.indicator as people using (municipality_code, period, borders)
        where rate.indicator_id = 'net_migration_per_1000' and people.indicator_id = 'population'
            and municipality_code = '5006' and period = '2018' and people.breakdown is null"""
    raw = _figures("06913").query("Tid == '2018' and Region in ('5004', '5039')").groupby("ContentsCode").value.sum()
    assert ask(query) == [(raw["Nettoinnflytting"], raw["Folkemengde"], raw["Folkemengde"])]


def test_our_sums_of_population_equal_ssbs(ask: Ask) -> None:
    query = """with ours as (
            select today_code as code, period, sum(value) as value, count(value) = any_value(parts) as whole, borders
            from source.ssb_06913 inner join core.regrouping using (region, borders)
            where contents = 'Folkemengde' group by all)
        select count(*), count(*) filter (where ours.value = theirs.value) from ours
        inner join mart.indicator as theirs on theirs.municipality_code = ours.code and theirs.period = ours.period
            and theirs.indicator_id = 'population' and theirs.breakdown is null
        left join core.series_break as gap on gap.municipality_code = ours.code and gap.additive
        where whole and ours.borders >= coalesce(gap.break_on, ours.borders)"""
    # 38 municipalities in nine years, less Heim, Hitra and Orkland in two, and Rindal while it lay in another county;
    # and Telemark's 17 in seven years.
    expected = 38 * 9 - 3 * 2 - 1 + 17 * 7
    assert ask(query) == [(expected, expected)]


@pytest.mark.parametrize(
    "indicator", ["birth_surplus", "households", "higher_education_share", "net_migration_per_1000"]
)
@pytest.mark.parametrize("code", ["5055", "5056", "5059"])
def test_successors_of_a_divided_municipality_have_a_reason_instead_of_earlier_figures(
    ask: Ask, indicator: str, code: str
) -> None:
    query = """select distinct value, symbol, break_on::varchar, break_reason from mart.indicator
        where indicator_id = ? and municipality_code = ? and period < '2020'"""
    reason = "5012 Snillfjord ble delt 1.1.2020 mellom 5055 Heim, 5056 Hitra og 5059 Orkland."
    assert ask(query, indicator, code) == [(None, "not_existing", "2020-01-01", reason)]


def test_a_median_breaks_at_a_merger_but_not_when_only_other_borders_change(ask: Ask) -> None:
    query = """select municipality_code, value is null, break_reason from mart.indicator
        where indicator_id = 'median_income_after_tax' and on_todays_borders and period = '2019'
            and municipality_code in ('5006', '5053') order by all"""
    merged = "5004 Steinkjer og 5039 Verran ble slått sammen til 5006 Steinkjer 1.1.2020."
    assert ask(query) == [("5006", True, merged), ("5053", False, None)]


def test_a_page_shows_a_gap_instead_of_figures_on_other_borders(published_folder: Path) -> None:
    with ContentReader(published_folder / "grunnlag.duckdb") as reader:
        points = reader.all_series("5001")["median_income_after_tax"]
    assert [point.period for point in points if point.value is not None] == [str(year) for year in range(2020, 2025)]


def test_a_figure_is_kept_on_the_borders_it_was_published_on(ask: Ask) -> None:
    query = """select value, borders::varchar, symbol from mart.indicator where indicator_id = 'birth_surplus'
        and municipality_code = '5039' and period = '2019'"""
    raw = _figures("06913").query("ContentsCode == 'Fodselsoverskudd' and Tid == '2019' and Region == '5039'")
    assert ask(query) == [(raw.value.item(), "2019-01-01", "published")]


def test_a_series_on_todays_borders_has_one_row_for_each_period(ask: Ask) -> None:
    query = """select count(*), count(distinct (indicator_id, municipality_code, period, coalesce(breakdown, '')))
        from mart.indicator where on_todays_borders and vintage is null"""
    [(rows, keys)] = ask(query)
    assert rows == keys


def test_ssbs_sums_have_a_break_where_they_hide_a_division(ask: Ask) -> None:
    query = """select min(period), max(period), any_value(break_reason) from mart.indicator
        where indicator_id = 'population' and breakdown is null and municipality_code = '3907' and break_on is not null"""
    assert ask(query) == [("2005", "2016", "0720 Stokke ble delt 1.1.2017 mellom 0704 Tønsberg og 0710 Sandefjord.")]


def test_growth_across_a_break_has_the_reason_and_no_value(ask: Ask) -> None:
    query = """select min(period), max(period) from mart.indicator where indicator_id = 'population_growth_5y'
        and municipality_code = '3907' and break_on = '2017-01-01' and value is {} null"""
    assert ask(query.format("")) == [("2017", "2021")]
    assert ask(query.format("not")) == [("2010", "2016")]


def test_no_change_is_measured_across_a_break(ask: Ask) -> None:
    query = """select indicator_id, period from mart.indicator as figure inner join core.series_break as gap
            on figure.municipality_code = gap.municipality_code and gap.additive
        where on_todays_borders and source_id = 'ssb_07459' and period_start >= gap.break_on
            and (change_1y is not null and period_start < gap.break_on + interval 1 year
                or change_5y is not null and period_start < gap.break_on + interval 5 year
                or change_10y is not null and period_start < gap.break_on + interval 10 year)"""
    assert ask(query) == []


def test_a_page_begins_its_series_at_the_last_break(published_folder: Path) -> None:
    with ContentReader(published_folder / "grunnlag.duckdb") as reader:
        points = reader.all_series("3907")["population"]
        grown = [
            figure.period
            for figure in reader.newest_figures(["3907"])
            if figure.indicator_id == "population_growth_10y"
        ]
    assert min(point.period for point in points if point.value is not None) == "2017"
    assert grown == []


def test_commuting_of_2017_keeps_its_total_on_todays_borders(ask: Ask, published_folder: Path) -> None:
    """03321 has 426 municipalities of work and as many of residence."""
    with duckdb.connect(published_folder / "grunnlag.duckdb", read_only=True) as con:
        edition = "(select max(borders) from core.regrouping where borders <= '2017-10-01')"
        whole = f"""(select region, any_value(today_code) as today_code from core.regrouping
            where borders = {edition} group by region having count(*) = 1)"""
        query = f"""select coalesce(work.today_code, 'divided'), coalesce(home.today_code, 'divided'), sum(value)
            from read_parquet('{FIGURES}/03321/figures.parquet') as flow
            left join {whole} as work on work.region = flow.ArbstedKomm::varchar
            left join {whole} as home on home.region = flow.Bokommuen::varchar
            where flow.Tid::varchar = '2017' group by all"""
        flows = {(work, home): value for work, home, value in con.execute(query).fetchall()}
    raw = pd.read_parquet(FIGURES / "03321" / "figures.parquet").query("Tid == '2017'")
    assert sum(flows.values()) == raw.value.sum()
    steinkjer = raw[raw.ArbstedKomm.isin(["1702", "1724"]) & raw.Bokommuen.isin(["1702", "1724"])]
    assert flows["5006", "5006"] == steinkjer.value.sum()
    maps, divided = _value_maps(), _divided_since(ask, "2017-10-01")
    work = raw.groupby("ArbstedKomm", observed=True).value.sum()
    for code in maps.keys() - divided:
        ours = sum(value for (to, _), value in flows.items() if to == code)
        assert ours == work[work.index.isin(maps[code])].sum(), code


@pytest.fixture(scope="module")
def quarter(
    tmp_path_factory: pytest.TempPathFactory, small_catalogue: Path, ssb: sample.Addresses
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A build with 01222 on the 428 municipalities of 2015, and 07459 for 2015 as SSB sums it."""
    catalogue = copytree(small_catalogue, tmp_path_factory.mktemp("quarter") / "catalogue")
    replace(catalogue / "sources/ssb/07459.yaml", '["2025", "2026"]', '["2014", "2015"]')
    (catalogue / "sources/ssb/01222.yaml").write_text(QUARTER_SOURCE, encoding="utf-8")
    (catalogue / "indicators/demography/quarter.yaml").write_text(QUARTER, encoding="utf-8")
    settings = settings_for(tmp_path_factory.mktemp("home"), catalogue, ssb)
    assert refresh(settings, Silent(), municipality=None, scope=None).exit_code == 0
    with duckdb.connect(settings.folder.database, read_only=True) as con:
        yield con


def test_our_sums_of_the_428_municipalities_of_2015_equal_ssbs(
    quarter: duckdb.DuckDBPyConnection,
) -> None:
    query = """select ours.municipality_code, ours.value, theirs.value, ours.break_on is not null
        from mart.indicator as ours inner join mart.indicator as theirs using (municipality_code)
        where ours.indicator_id = 'quarter' and ours.on_todays_borders
            and theirs.indicator_id = 'population' and theirs.breakdown is null and theirs.period = '2015'"""
    rows = quarter.execute(query).fetchall()
    assert len(rows) == 355  # the sample has no 07459 for the two that were Ålesund together
    assert {code for code, ours, _, broken in rows if broken or ours is None} == {
        *("1806", "1875", "3905", "3907", "5055", "5056", "5059")
    }
    assert [row for row in rows if not row[3] and row[1] != row[2]] == []


def test_every_municipality_of_2015_is_counted_once_or_its_successors_have_a_reason(
    quarter: duckdb.DuckDBPyConnection,
) -> None:
    in_all = """select sum(value) from mart.indicator where indicator_id = 'quarter' and {}"""
    [(published,)] = quarter.execute(in_all.format("not on_todays_borders")).fetchall()
    [(regrouped,)] = quarter.execute(in_all.format("on_todays_borders")).fetchall()
    broken = """select distinct region from core.regrouping as part
        inner join core.series_break on today_code = municipality_code and additive and break_on > '2015-01-01'
        where borders = (select max(borders) from core.regrouping where borders <= '2015-01-01')"""
    [(left_out,)] = quarter.execute(
        in_all.format(f"municipality_code in ({broken}) and not on_todays_borders")
    ).fetchall()
    assert regrouped + left_out == published


def test_a_county_is_regrouped_back_to_the_day_it_got_its_present_area(ask: Ask) -> None:
    same = "select min(borders)::varchar from core.regrouping where region = '{}'"
    # Halsa came to Trøndelag with Heim in 2020. Troms og Finnmark was divided into Troms and Finnmark in 2024.
    assert [ask(same.format(county)) for county in ("50", "55", "54")] == [
        [("2020-01-01",)],
        [("2024-01-01",)],
        [(None,)],
    ]
