"""Every cell of `source` is in the sample's files, and every cell of the files that the catalogue selects is in `source`."""

import duckdb
import pandas as pd
import pytest

from catalogue.kinds import FhiSource, Source
from catalogue.statbank import StatbankSource
from tests.acceptance.conftest import Ask
from tests.acceptance.files import projections
from tests.acceptance.source_files import HELD, SYMBOLS, municipalities, rows_of


@pytest.fixture(scope="module", params=HELD, ids=lambda source: source.id)
def compared(request: pytest.FixtureRequest, published: duckdb.DuckDBPyConnection) -> tuple[Source, pd.DataFrame]:
    """A source, and its published cells joined with the cells of the files with the same contents, codes and periods."""
    source: Source = request.param
    here = published.execute(f'select * from source."{source.id}"').df()
    here = here[[*source.spec.key, "value", "symbol"]].astype(dict.fromkeys([*source.spec.key, "symbol"], str))
    spec = source.spec
    assert isinstance(spec, StatbankSource | FhiSource)
    file = rows_of(spec)
    for name in source.spec.key:
        if name != "region":
            file = file[file[name].isin(here[name].unique())]
    held = municipalities(spec, file)
    assert held == {code for code in here.region.unique() if len(code) == 4}
    file = file[file.region.isin(here.region.unique())]
    return source, here.merge(file, on=source.spec.key, how="outer", suffixes=("", "_file"), indicator="where")


def test_every_figure_is_the_files(compared: tuple[Source, pd.DataFrame]) -> None:
    source, cells = compared
    figures = cells[cells.value.notna()]
    assert len(figures) > 10, source.id
    assert (figures.value == figures.value_file).all()


def test_every_cell_of_the_files_is_there(compared: tuple[Source, pd.DataFrame]) -> None:
    """But for the zeros that SSB serves where a municipality did not exist."""
    _, cells = compared
    lost = cells[cells.value_file.notna() & cells.value.isna()]
    assert set(lost.symbol) <= {"not_existing"}


def test_a_symbol_is_the_sources_own_or_says_that_nothing_was_delivered(compared: tuple[Source, pd.DataFrame]) -> None:
    _, cells = compared
    empty = cells[cells.value.isna() & cells.symbol.ne("not_existing")]
    expected = empty.symbol_file.fillna("").map(SYMBOLS).fillna("not_delivered")
    assert (empty.symbol == expected).all()


def test_every_release_of_the_projections_is_the_files(published: duckdb.DuckDBPyConnection) -> None:
    here = published.execute("select vintage, region, alder, contents, period, value from source.ssb_projection").df()
    key = ["vintage", "region", "age_group", "alternative", "period"]
    here = here.rename(columns={"alder": "age_group", "contents": "alternative"}).astype(dict.fromkeys(key, str))
    here["age_group"] = here.age_group.replace("000", "000-000")
    both = here.merge(projections(), on=key, how="outer", indicator="where")
    assert set(both.dropna(subset="value")["where"]) == {"both"}
    there = both[both.region.str.len().eq(4) & both.persons.notna()]
    assert (there.value == there.persons)[there.value.notna()].all()
    assert there.value.notna().mean() > 0.99


def test_every_table_of_the_sample_has_been_loaded_and_none_is_stale(ask: Ask) -> None:
    loaded = {source_id for (source_id,) in ask("select source_id from meta.source where rows > 0")}
    assert {source.id for source in HELD} <= loaded
    assert ask("select source_id from meta.source where stale_reason is not null") == []


@pytest.mark.parametrize(("municipality", "least"), [("4003", 135), ("5055", 70)])
def test_the_sample_shows_most_of_the_catalogue(ask: Ask, municipality: str, least: int) -> None:
    """Percentages by level of education do not count. Parts without a whole do."""
    query = """select count(distinct indicator_id) from mart.indicator where municipality_code = ?
        and value is not null and coalesce(breakdown, '') not like '%nivaa=%'"""
    [(count,)] = ask(query, municipality)
    assert count >= least


def test_municipalities_are_compared_within_their_kostra_group(ask: Ask) -> None:
    query = """select group_code, rank_of from mart.comparison where group_kind = 'kostra_group'
        and indicator_id = 'population' and municipality_code = '5055' and period = '2026'"""
    [(group, members)] = ask(query)
    assert group in {f"EKG{number:02d}" for number in range(1, 18)}
    assert members > 1
