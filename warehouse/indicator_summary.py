"""Summaries of the indicators that a build has added or changed, and the newest figures of an indicator."""

from dataclasses import dataclass

import duckdb

from warehouse.build import Build


@dataclass(frozen=True)
class IndicatorSummary:
    """An indicator's figures on today's borders: number of municipalities, periods, smallest and largest value."""

    indicator_id: str
    is_new: bool
    unit: str
    municipalities: int
    first_period: str | None
    last_period: str | None
    smallest: float | None
    largest: float | None

    def __str__(self) -> str:
        """Return the summary in one line."""
        name = f"{self.indicator_id} ({'new' if self.is_new else 'changed'})"
        if self.smallest is None or self.largest is None:
            return f"{name}: no figure."
        return (
            f"{name}: {self.municipalities} municipalities, {self.first_period} to {self.last_period}, "
            f"{self.smallest:.6g} to {self.largest:.6g} {self.unit}."
        )


def changed_indicators(build: Build) -> list[IndicatorSummary]:
    """Return a summary of each indicator that is not in the published build, or is defined differently there."""
    if not build.has_published:
        return []
    try:
        return [IndicatorSummary(*row) for row in build.rows(_CHANGED)]
    except duckdb.Error:  # the published file has other columns, from an older version: go on without summaries
        return []


_CHANGED = """
    select
        now.indicator_id, before.indicator_id is null, now.unit,
        count(distinct figure.municipality_code) filter (where figure.value is not null)::integer,
        arg_min(figure.period, figure.period_start) filter (where figure.value is not null),
        arg_max(figure.period, figure.period_start) filter (where figure.value is not null),
        min(figure.value), max(figure.value)
    from core.indicator as now
    left join published.core.indicator as before on before.indicator_id = now.indicator_id
    left join mart.indicator as figure on figure.indicator_id = now.indicator_id and figure.on_todays_borders
    where (now.definition, now.unit, now.source_id, now.kind)
        is distinct from (before.definition, before.unit, before.source_id, before.kind)
    group by all
    order by all"""


@dataclass(frozen=True)
class NewestFigures:
    """An indicator's figures for the newest period, on today's borders; for a projection, in its main alternative."""

    period: str
    municipalities: int
    smallest: float
    smallest_in: str
    largest: float
    largest_in: str
    country: float | None


def newest_figures(con: duckdb.DuckDBPyConnection, indicator_id: str) -> NewestFigures | None:
    """Return the newest figures in a published file; None if it has none."""
    found = con.execute(_NEWEST, {"indicator_id": indicator_id}).fetchone()
    return NewestFigures(*found) if found else None


_NEWEST = """
    select
        period, count(*)::integer, min(value), arg_min(municipality.name, value), max(value),
        arg_max(municipality.name, value), any_value(country_value)
    from mart.indicator as figure
    inner join mart.municipality as municipality on municipality.code = figure.municipality_code
    where indicator_id = $indicator_id and on_todays_borders and breakdown is null and value is not null
        and (vintage is null or alternative = 'MMMM')
    group by vintage, period, period_start
    order by vintage desc, period_start desc
    limit 1"""
