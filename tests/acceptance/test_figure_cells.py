"""Every cell of `mart.figure` that is counted in one table, recomputed from the sample's files.

The indicator's definition runs as a query on the files' rows. Gaps in the files, merged municipalities and rates are
worked out here, without Grunnlag's code.
"""

from functools import cache

import duckdb
import numpy as np
import pandas as pd
import pytest

from catalogue.definition import Definition
from catalogue.kinds import FhiSource
from catalogue.statbank import StatbankSource
from tests.acceptance.recipes import MEASURES, last_division, parts
from tests.acceptance.source_files import HELD, SYMBOLS, municipalities, rows_of
from tests.lib.few import few
from tests.lib.spec import shipped_catalogue

PLACE = ["code", "period"]
QUERY = """select municipality_code as code, period, numerator, denominator, value,
    symbol = 'withheld' or pooled_periods is not null as few
    from mart.figure where indicator_id = ?"""
ROUNDED = 5.1e-7
"""Half of the last decimal of values in mart.figure."""
SPECS = {source.id: source.spec for source in HELD}


def _definitions() -> dict[str, Definition]:
    """Return the indicators that are counted in one table of the sample, with an indicator of each table first."""
    every = {id_: each.definition for id_, each in shipped_catalogue().indicators.items()}
    found = {id_: each for id_, each in every.items() if each.source in SPECS and (each.numerator or each.value)}
    found = {
        id_: each for id_, each in found.items() if not each.by or not (each.value or each.denominator_over == "whole")
    }
    ids = pd.DataFrame({"id": list(found), "source": [each.source for each in found.values()]})
    ids = ids.assign(nth=ids.groupby("source").cumcount()).sort_values(["nth", "source"])
    return {id_: found[id_] for id_ in ids.id if not found[id_].denominator_years_before}


DEFINITIONS = _definitions()


@cache
def cells(source_id: str) -> pd.DataFrame:
    """Return the cells of municipalities, with none where a municipality has some figure in the period, but not this one."""
    spec = SPECS[source_id]
    assert isinstance(spec, StatbankSource | FhiSource)
    rows = rows_of(spec)
    rows = rows[rows.region.isin(municipalities(spec, rows)) & rows.contents.isin(list(spec.contents))]
    rows = rows[rows.period.isin(_asked_for(spec, sorted(rows.period.unique())))]
    asked = {name.lower(): spec.codes(name) for name in spec.own_dimensions}
    codes = {name: listed or list(rows[name].unique()) for name, listed in asked.items()}
    if max(map(len, codes.values()), default=0) < 300:
        rows = _complete(rows, codes | {"contents": list(spec.contents)})
    for name in {bound.rpartition("_")[0] for bound in spec.bounds}:
        ages = rows[name].str.removesuffix("+").astype(int)
        rows = rows.assign(**{f"{name}_from": ages, f"{name}_to": ages.mask(rows[name].str.endswith("+"))})
    symbol = rows.symbol.map(SYMBOLS).fillna("not_delivered").where(rows.value.isna(), "published")
    return rows.assign(symbol=symbol)


def _asked_for(spec: StatbankSource | FhiSource, periods: list[str]) -> list[str]:
    """Return only the newest periods, if the catalogue limits the table to them."""
    newest = str(spec.select.get("Tid")).removeprefix("newest ")
    return periods[-int(newest) :] if newest.isdigit() else periods


def _complete(rows: pd.DataFrame, codes: dict[str, list[str]]) -> pd.DataFrame:
    places = rows.loc[rows.value.notna(), ["region", "period"]].drop_duplicates()
    every = pd.MultiIndex.from_product(codes.values(), names=list(codes)).to_frame(index=False)
    return places.merge(every, how="cross").merge(rows, how="left", on=["region", "period", *codes])


def counted(definition: Definition) -> pd.DataFrame:
    """Return what the definition counts, by code of the time, period and the year of the borders; NaN for a gap."""
    assert definition.source
    asked = {name: getattr(definition, name) or "null" for name in MEASURES}
    columns = ", ".join(f"({expression})::double as {name}" for name, expression in asked.items())
    with duckdb.connect() as con:
        con.register("cells", cells(definition.source))
        gaps = "select * replace (coalesce(value, 'nan') as value) from cells"  # a sum with a gap is then a gap
        found = con.execute(f"select region as code, period, {columns} from ({gaps}) group by all").df()
    year = found.period.str[:4].astype(int)
    return found.assign(begun=year + (SPECS[definition.source].period.borders == "next_year"))


def on_todays_borders(rows: pd.DataFrame, definition: Definition) -> pd.DataFrame:
    """Return the same by code of today: sums where all merged municipalities have a figure, values of a single one."""
    spec, single = SPECS[definition.source or ""], bool(definition.value or definition.crosses_borders)
    if isinstance(spec, FhiSource):
        return rows
    if spec.is_summed:
        gone = [last_division(code) > f"{year}-01-01" for code, year in zip(rows.code, rows.begun, strict=True)]
        sums = rows[~np.array(gone)]
        merged = parts(rows.begun.unique()).groupby(["today", "begun"]).parts.first()
        alone = merged.reindex(pd.MultiIndex.from_frame(sums[["code", "begun"]])).to_numpy() == 1
        return sums[alone] if single else sums
    both = rows.merge(parts(rows.begun.unique()), on=["code", "begun"])
    both = both[both.parts == 1] if single else both
    both = both.assign(found=both[MEASURES].notna().any(axis=1))
    sums = both.groupby(["today", "period"]).agg(
        **{name: (name, lambda values: values.sum(skipna=False)) for name in MEASURES},
        found=("found", "sum"),
        parts=("parts", "first"),
    )
    return sums[sums.found == sums.parts].reset_index().rename(columns={"today": "code"})


@cache
def recomputed(indicator: str) -> pd.DataFrame:
    """Return numerator, denominator and value by municipality of today and period, where there is a figure."""
    definition = DEFINITIONS[indicator]
    rows = on_todays_borders(counted(definition), definition).set_index(PLACE)[MEASURES]
    if definition.per:
        rows = rows.assign(denominator=recomputed(definition.per).numerator)
    if definition.numerator:
        divided = definition.denominator or definition.per
        rows["value"] = definition.unit.scale * rows.numerator / rows.denominator if divided else rows.numerator
    return rows[np.isfinite(rows.value.astype(float))]


@pytest.mark.parametrize("indicator", few(DEFINITIONS, 12))
def test_a_figure_is_what_its_definition_counts_in_the_files(
    published: duckdb.DuckDBPyConnection, indicator: str
) -> None:
    figures = published.execute(QUERY, [indicator]).df().set_index(PLACE)
    ours = recomputed(indicator)
    both = figures.join(ours.add_suffix("_ours"), how="outer")
    assert ours.index.difference(figures.index[figures.value.notna() | figures.few]).empty, "a figure is lost"
    shown = both[both.value.notna() & ~both.few.astype(bool)]
    assert np.allclose(shown.value, shown.value_ours, rtol=1e-12, atol=ROUNDED)
    for name in ("numerator", "denominator"):
        assert np.allclose(shown[name].astype(float), shown[f"{name}_ours"].astype(float), equal_nan=True), name
