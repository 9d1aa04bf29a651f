"""Typed reads of a finished build, for pages and commands. The build is opened read-only."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

import duckdb

from catalogue.errors import BadSetting
from catalogue.units import Unit
from warehouse.connection import read_only


@dataclass(frozen=True)
class MunicipalityInfo:
    """A municipality of today with its newest centrality, as in mart.municipality."""

    code: str
    name: str
    official_name: str
    county_code: str
    county_name: str
    borders_from: date
    centrality_edition: str | None
    centrality_class: int | None
    centrality_index: int | None
    centrality_article_index: int | None


@dataclass(frozen=True)
class IndicatorInfo:
    """The texts of an indicator and its expression, as in core.indicator."""

    id: str
    theme: str
    theme_title: str
    title: str
    why: str
    definition: str
    computed_as: str
    good: str
    """higher, lower or neither: which way is better."""
    stands_on: str | None
    """The month and day that a stock is counted on, such as 01-01; None for others."""
    source_id: str
    decimals: int
    is_count: bool
    unit: Unit


@dataclass(frozen=True)
class SourceInfo:
    """A source and the age of its figures, as in meta.source. Times are UTC, without a zone."""

    id: str
    number: str
    title: str
    licence: str
    url: str
    updated: datetime | None
    loaded_at: datetime | None
    stale_reason: str | None
    kind: str
    cited_as: str
    known: str


@dataclass(frozen=True)
class Figure:
    """The newest figure of an indicator for a municipality, without breakdown."""

    municipality_code: str
    indicator_id: str
    period: str
    value: float
    county_rank: int | None
    county_rank_of: int | None
    change_5y: float | None
    pooled_periods: str | None = None
    pooled_reason: str | None = None
    note: str | None = None
    """Why the figure is doubtful."""


@dataclass(frozen=True)
class BuildInfo:
    """The build, as in meta.build."""

    id: str
    built_at: datetime
    origin: str
    state: str
    version: str


UNIT = "unit.unit, unit.name, unit.scale, unit.suffix, unit.beside_title, unit.counts"
"""The columns of a unit, where core.unit is joined as `unit`."""


class Reader:
    """A read-only connection to a build; use it in a `with`."""

    def __init__(self, database: Path) -> None:
        self._con = read_only(database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._con.close()

    def _rows(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return all rows. Raise BadSetting if the file lacks a table or column, because an older Grunnlag made it."""
        try:
            return self._con.execute(query, parameters).fetchall()
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise BadSetting(
                "The published file was made by an older Grunnlag; run 'grunnlag refresh' first."
            ) from error

    def build(self) -> BuildInfo:
        """Return the one row of meta.build."""
        return BuildInfo(*self._rows("select build_id, built_at, origin, state, version from meta.build")[0])

    def municipalities(self) -> list[MunicipalityInfo]:
        """Return every municipality of today, sorted by code."""
        query = """
            select code, name, official_name, county_code, coalesce(county_name, county_code), borders_from,
                centrality_edition, centrality_class, centrality_index, centrality_article_index
            from mart.municipality order by code"""
        return [MunicipalityInfo(*row) for row in self._rows(query)]

    def indicators(self) -> list[IndicatorInfo]:
        """Return every indicator, sorted by theme and id."""
        query = f"""
            select indicator_id, theme, theme_title, title, why, definition, computed_as, good, stands_on, source_id,
                decimals, is_count, {UNIT}
            from core.indicator inner join core.unit as unit using (unit) order by theme_order, indicator_id"""
        return [IndicatorInfo(*with_unit(row)) for row in self._rows(query)]

    def sources(self) -> dict[str, SourceInfo]:
        """Return every source by its id."""
        query = """
            select source_id, number, title, licence, url, updated, loaded_at, stale_reason, kind, cited_as, known
            from meta.source"""
        return {row[0]: SourceInfo(*row) for row in self._rows(query)}

    def newest_figures(self, codes: list[str]) -> list[Figure]:
        """Return the newest figure of every indicator for the municipalities, unless it has no value."""
        query = """
            select municipality_code, indicator_id, period, value, county_rank, county_rank_of, change_5y,
                pooled_periods, pooled_reason, note
            from mart.figure_newest where list_contains(?, municipality_code) and value is not null"""
        return [Figure(*row) for row in self._rows(query, codes)]

    def shifts(self) -> dict[str, list[str]]:
        """Return municipality code -> the reasons for its shifts, oldest first."""
        query = """
            select municipality_code, list(shift_reason order by shift_on)
            from core.series_shift where indicator_id is null group by municipality_code"""
        return {str(code): list(reasons) for code, reasons in self._rows(query)}


def with_unit(row: tuple[Any, ...]) -> list[Any]:
    """Return the row with a Unit in place of its last columns, which must be those of `UNIT`."""
    at = len(row) - len(Unit.model_fields)
    return [*row[:at], Unit.model_validate(dict(zip(Unit.model_fields, row[at:], strict=True)))]


def build_of(database: Path) -> BuildInfo | None:
    """Return the build in a file; None if there is no file, or this version cannot read it."""
    if not database.exists():
        return None
    try:
        with Reader(database) as reader:
            return reader.build()
    except (duckdb.Error, BadSetting):
        return None


def stale_sources(database: Path) -> set[str]:
    """Return the sources with stale tables in a build, also in a build of an older version; empty if there is no build."""
    try:
        with read_only(database) as con:
            query = "select source_id from meta.source where stale_reason is not null"
            return {source for (source,) in con.execute(query).fetchall()}
    except duckdb.Error:
        return set()
