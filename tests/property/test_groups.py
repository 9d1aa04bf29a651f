"""Group values, ranks and percentiles, compared with a simple count over the members."""

import statistics
from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lib.few import SLOW
from warehouse.sql import SQL

CODES = [f"500{place}" for place in range(1, 7)]
OTHER_TABLES = """
    create schema core; create schema mart;
    create table core.municipality (code varchar, valid_from date, valid_to date, county_code varchar);
    create table core.indicator (
        indicator_id varchar, additive boolean, scale integer, good varchar, unit varchar, is_count boolean
    );
    insert into core.indicator values
        ('share', true, 100, 'higher', 'percent', false), ('median', false, 1, 'lower', 'percent', false);
    create table core.regrouping as select date '2024-01-01' as borders;
    create table core.breakdown (breakdown varchar, label varchar);
    create table core.series_shift (indicator_id varchar, municipality_code varchar, shift_on date, shift_reason varchar);
    create table core.period as
        select period, make_date(period::int, 1, 1) as period_start, 'year' as grain
        from (values ('2025'), ('2026')) as t (period);
"""
FIGURES = """select indicator_id, region as municipality_code, period, make_date(period::int, 1, 1) as period_start,
    value, symbol, numerator, denominator, pooled_periods,
    1.0 as change_1y, 0.0 as change_5y, -1.0 as change_10y from core.observation"""


class Drawn(NamedTuple):
    """Each municipality's numerator and denominator (none where one is missing) by period, and each group's members."""

    figures: dict[tuple[str, str], tuple[int, int] | None]
    groups: dict[tuple[str, str], set[str]]

    def value(self, code: str, period: str) -> float | None:
        """The municipality's share in percent."""
        counted = self.figures[code, period]
        return 100 * counted[0] / counted[1] if counted and counted[1] else None


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    """Small numbers, so that many are equal, and few are missing."""
    counted = st.tuples(st.integers(0, 3), st.integers(0, 4))
    places = [(code, period) for code in CODES for period in ("2025", "2026")]
    missing = draw(st.sets(st.sampled_from(places), max_size=2))
    figures = {place: None if place in missing else draw(counted) for place in places}
    members = st.sets(st.sampled_from(CODES), min_size=1)
    groups = {("own", name): draw(members) for name in ("a", "b")}
    nearest = draw(st.sets(st.sampled_from(CODES[1:]), min_size=1))
    return Drawn(figures, groups | {("neighbours", CODES[0]): nearest})


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute(OTHER_TABLES)
        con.execute((SQL / "core/observation.sql").read_text(encoding="utf-8"))
        yield con


def _build(con: duckdb.DuckDBPyConnection, given_: Drawn) -> None:
    """Make the marts of random figures: a share that can be summed, and the same values as a figure that cannot."""
    rows = [
        (code, period, *(counted or (None, None)), given_.value(code, period))
        for (code, period), counted in given_.figures.items()
    ]
    share = pd.DataFrame(rows, columns=["region", "period", "numerator", "denominator", "value"])
    median = share.assign(numerator=None, denominator=None, indicator_id="median")
    figures = pd.concat([share.assign(indicator_id="share"), median]).astype({"numerator": float, "denominator": float})
    enrolled = [(*group, code, len(codes)) for group, codes in given_.groups.items() for code in codes]
    members = pd.DataFrame(enrolled, columns=["group_kind", "group_code", "municipality_code", "members"])
    con.register("figures", figures)
    con.register("enrolled", members)
    con.execute("delete from core.observation")
    con.execute("insert into core.observation by name select *, date '2024-01-01' as borders from figures")
    con.execute("create or replace table core.group_member as select *, date '2024-01-01' as borders from enrolled")
    con.execute("drop macro table if exists mart.comparison_history; drop table if exists mart.indicator_group")
    con.execute(f"create or replace table mart.figure as {FIGURES}")
    for name in ("core/series_point", "mart/indicator_group", "mart/comparison_history"):
        con.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))


def _asked(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found = con.execute(query)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _whole(given_: Drawn, group: tuple[str, str], period: str) -> tuple[float | None, float | None]:
    """The group's share and the median of its members', both only when every member has a value."""
    values = [given_.value(code, period) for code in given_.groups[group]]
    counted = [given_.figures[code, period] for code in given_.groups[group]]
    if None in values:
        return None, None
    above, below = (sum(each[part] for each in counted if each) for part in (0, 1))
    return 100 * above / below, statistics.median(value for value in values if value is not None)


def _comparable(given_: Drawn, group: tuple[str, str], period: str) -> bool:
    """Whether at least four in five members have a value, so that there is a median or more to compare with."""
    values = [given_.value(code, period) for code in given_.groups[group]]
    return len([value for value in values if value is not None]) >= 0.8 * len(values)


@SLOW
@given(drawn())
def test_a_group_is_the_sum_of_all_its_members_or_has_no_value(con: duckdb.DuckDBPyConnection, given_: Drawn) -> None:
    _build(con, given_)
    for row in _asked(con, "from mart.indicator_group"):
        value, median = _whole(given_, (row["group_kind"], row["group_code"]), row["period"])
        assert row["members_median"] == (None if median is None else pytest.approx(median))
        if row["indicator_id"] == "median":
            assert (row["value"], row["group_basis"]) == (None, "not_summable")
        else:
            assert row["value"] == (None if value is None else pytest.approx(value))
            assert row["group_basis"] == ("incomplete" if value is None else "sum")
            assert value is None or row["value"] == pytest.approx(100 * row["numerator"] / row["denominator"])


@SLOW
@given(drawn())
def test_a_groups_change_is_the_difference_of_its_own_figures(con: duckdb.DuckDBPyConnection, given_: Drawn) -> None:
    _build(con, given_)
    for row in _asked(con, "from mart.indicator_group where indicator_id = 'share'"):
        group = (row["group_kind"], row["group_code"])
        before, now = (_whole(given_, group, year)[0] for year in ("2025", "2026"))
        if row["period"] == "2025" or before is None or now is None:
            assert row["change_1y"] is None
        else:
            assert row["change_1y"] == pytest.approx(now - before)
        assert (row["change_5y"], row["change_10y"]) == (None, None)


@SLOW
@given(drawn())
def test_rank_and_percentile_are_what_counting_gives(con: duckdb.DuckDBPyConnection, given_: Drawn) -> None:
    _build(con, given_)
    rows = _asked(con, "from mart.comparison_history('share')")
    compared = {(row["group_kind"], row["group_code"], row["municipality_code"], row["period"]) for row in rows}
    enrolled = {(*group, code) for group, codes in given_.groups.items() if group[0] == "own" for code in codes}
    enrolled |= {("neighbours", CODES[0], CODES[0])}
    years = [(group, year) for group in given_.groups for year in ("2025", "2026") if _comparable(given_, group, year)]
    own = {(*group, code, year) for group, year in years for *of, code in enrolled if (*of,) == group}
    assert compared == {(*rest, code, year) for *rest, code, year in own if given_.value(code, year) is not None}
    for row in rows:
        code, period = row["municipality_code"], row["period"]
        others = [given_.value(other, period) for other in given_.groups[row["group_kind"], row["group_code"]] - {code}]
        value = given_.value(code, period)
        if value is None or None in others:
            assert (row["rank"], row["rank_of"], row["percentile"]) == (None, None, None)
            continue
        known = [other for other in others if other is not None]
        below = sum(1 if other < value else 0.5 for other in known if other <= value)
        assert (row["rank"], row["rank_of"]) == (1 + sum(other > value for other in known), 1 + len(known))
        assert row["percentile"] == (pytest.approx(100 * below / len(known)) if known else None)


@SLOW
@given(drawn())
def test_better_and_worse_follow_the_indicators_good_direction(con: duckdb.DuckDBPyConnection, given_: Drawn) -> None:
    _build(con, given_)
    for row in _asked(con, "from mart.comparison_history(null)"):
        up, down = ("better", "worse") if row["indicator_id"] == "share" else ("worse", "better")
        apart = row["difference"]
        assert row["difference_is"] == (None if apart is None else up if apart > 0 else down if apart else "neither")
        assert (row["change_1y_is"], row["change_5y_is"], row["change_10y_is"]) == (up, "neither", down)
        if apart is not None:
            assert apart == pytest.approx(row["value"] - row["group_value"], abs=1e-6)
