"""Sums in SQL, compared with pandas: a sum over a cell without a figure has no value."""

from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.definition import Indicator
from tests.lib.few import SLOW
from tests.lib.observed import insert_figures
from tests.lib.spec import indicator, source
from warehouse.sql import SQL

AGES = [0, 40, 80, 81]
TABLE = source(bands={"Alder": [0, 80]})
SHARE = indicator(
    numerator="sum(value) filter (where alder_from >= 80)", denominator="sum(value)", by=["Kjonn"], unit="percent"
)


@st.composite
def values(draw: st.DrawFn) -> list[int | None]:
    """A figure for each cell; a few are missing."""
    figures = draw(st.lists(st.integers(0, 50), min_size=16, max_size=16))
    missing = draw(st.sets(st.integers(0, 15), max_size=3))
    return [None if place in missing else figure for place, figure in enumerate(figures)]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty warehouse with the tables that a statement reads and writes."""
    with duckdb.connect() as con:
        con.execute("create schema source; create schema core")
        con.execute("create table core.municipality (code varchar, valid_from date, valid_to date, borders_from date)")
        con.execute("create table core.period (period varchar, period_start date, period_end date)")
        con.execute("create table core.regrouping (region varchar, borders date, today_code varchar, parts smallint)")
        con.execute("create table core.series_break (municipality_code varchar, additive boolean, break_on date)")
        con.execute("create table core.series_shift (municipality_code varchar, shift_on date, shift_reason varchar)")
        con.execute("alter table core.series_break add column break_reason varchar")
        con.execute((SQL / "core/observation.sql").read_text(encoding="utf-8"))
        yield con


def _cells(values: list[int | None]) -> pd.DataFrame:
    """Two regions by two sexes by four ages."""
    places = [(region, sex, age) for region in ("5055", "5001") for sex in "12" for age in AGES]
    frame = pd.DataFrame(places, columns=["region", "kjonn", "alder_from"])
    frame = frame.assign(contents="Personer1", period="2026", alder_to=frame.alder_from, fetch_id="f")
    frame["value"] = pd.Series(values, dtype="Float64")
    return frame.assign(symbol=["confidential" if value is None else "published" for value in values])


def _observed(con: duckdb.DuckDBPyConnection, of: Indicator, cells: pd.DataFrame) -> pd.DataFrame:
    con.register("cells", cells)
    con.execute("create or replace table source.ssb_07459 as select *, date '2024-01-01' as borders from cells")
    con.execute("delete from core.observation")
    insert_figures(con, of, TABLE)
    return con.execute("from core.observation order by region, breakdown").df()


def _recomputed(cells: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The same share in plain pandas, where a sum that meets a null is null."""
    old = cells[cells.alder_from >= 80].groupby(["region", *by]).value.agg(lambda of: of.sum(skipna=False))
    all_ages = cells.groupby(["region", *by]).value.agg(lambda of: of.sum(skipna=False))
    frame = pd.DataFrame({"numerator": old, "denominator": all_ages}).reset_index()
    frame["value"] = 100 * frame.numerator / frame.denominator.where(frame.denominator != 0)
    return frame.assign(breakdown=["kjonn=" + sex for sex in frame.kjonn] if by else None)


def _compared(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    columns = frame[["region", "breakdown", "numerator", "denominator", "value"]]
    return sorted(
        (
            tuple(None if pd.isna(cell) else round(cell, 6) if isinstance(cell, float) else cell for cell in row)
            for row in columns.astype({"numerator": float, "denominator": float, "value": float}).itertuples(
                index=False
            )
        ),
        key=str,
    )


@SLOW
@given(values())
def test_an_indicator_equals_the_same_share_computed_in_pandas(
    con: duckdb.DuckDBPyConnection, figures: list[int | None]
) -> None:
    cells = _cells(figures)
    expected = pd.concat([_recomputed(cells, []), _recomputed(cells, ["kjonn"])])
    assert _compared(_observed(con, SHARE, cells)) == _compared(expected)


@SLOW
@given(values())
def test_a_figure_is_missing_with_a_reason_whenever_one_of_its_cells_is(
    con: duckdb.DuckDBPyConnection, figures: list[int | None]
) -> None:
    observed = _observed(con, SHARE, _cells(figures))
    nobody = observed.denominator == 0
    lacking = observed.numerator.isna() | observed.denominator.isna()
    assert (observed.value.isna() == (lacking | nobody)).all()
    assert (observed.symbol[observed.value.notna()] == "derived").all()
    assert (observed.symbol[nobody & ~lacking] == "not_applicable").all()
    assert observed.symbol[lacking].isin({"confidential", "missing"}).all()
