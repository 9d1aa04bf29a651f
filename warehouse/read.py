"""Typed reads of a finished build, for everything that is published; a build is only ever opened read-only."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb


@dataclass(frozen=True)
class MunicipalityInfo:
    """A municipality of today, with the newest centrality; as in mart.municipality."""

    code: str
    name: str
    county_code: str
    county_name: str
    borders_from: date
    centrality_edition: str | None
    centrality_class: int | None
    centrality_index: int | None
    centrality_article_index: int | None


@dataclass(frozen=True)
class IndicatorInfo:
    """The words and definition of an indicator; as in core.indicator."""

    id: str
    theme_title: str
    title: str
    why: str
    definition: str
    source_id: str
    unit: str
    decimals: int


@dataclass(frozen=True)
class SourceInfo:
    """A source and how new its figures are; as in meta.source. Times are UTC, without a zone."""

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


@dataclass(frozen=True)
class GroupFigure:
    """An indicator for a county, the country or a centrality class, and how it came to be."""

    value: float | None
    basis: str
    members_with_value: int
    members: int


@dataclass(frozen=True)
class Figure:
    """The newest figure of one indicator for one municipality, without breakdown."""

    municipality_code: str
    indicator_id: str
    period: str
    borders: date
    value: float
    county_rank: int | None
    county_rank_of: int | None
    change_5y: float | None
    pooled_periods: str | None = None
    pooled_reason: str | None = None


@dataclass(frozen=True)
class Withheld:
    """The newest figure of one indicator for one municipality, where there are too few for a value, and why."""

    municipality_code: str
    indicator_id: str
    period: str
    reason: str


@dataclass(frozen=True)
class SeriesPoint:
    """One period of a municipality's series, with the groups' figures on the same borders."""

    municipality_code: str
    indicator_id: str
    breakdown: str | None
    period: str
    value: float
    county_value: float | None
    country_value: float | None
    centrality_value: float | None


@dataclass(frozen=True)
class BuildInfo:
    """Which build this is; as in meta.build."""

    id: str
    built_at: datetime
    origin: str
    state: str
    version: str


GroupKey = tuple[str, str, str, date, str]
"""indicator_id, group_kind, group_code, borders, period."""

SHOWN = """(vintage is null or alternative = 'MMMM' and vintage = (select max(vintage) from mart.indicator))"""
"""What has been, and of the projections the newest release in its main alternative."""
ON_NEWEST_BORDERS = """select * from mart.indicator
    qualify borders = max(borders) over (partition by municipality_code, indicator_id, breakdown, period)"""
"""A period that has no figure on these is a gap: on older borders the same code may be another area."""
UNBROKEN = "break_on is null"
"""Before a break the source's own sums may be there all the same: of another area, and no part of the series."""
NEWEST = f"""select * from ({ON_NEWEST_BORDERS})
    where list_contains(?, municipality_code) and breakdown is null and {SHOWN} and {UNBROKEN}
        and (value is not null or symbol = 'withheld')
    qualify row_number() over (partition by municipality_code, indicator_id order by period_start desc) = 1"""
"""The newest period of each indicator: a value that is withheld is not replaced by an older one."""


class Reader:
    """A read-only connection to one build; use it in a `with`."""

    def __init__(self, database: Path) -> None:
        self._con = duckdb.connect(str(database), read_only=True)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._con.close()

    def _rows(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        return self._con.execute(query, parameters).fetchall()

    def build(self) -> BuildInfo:
        """The one row of meta.build."""
        return BuildInfo(*self._rows("select build_id, built_at, origin, state, version from meta.build")[0])

    def municipalities(self) -> list[MunicipalityInfo]:
        """Every municipality of today, by code."""
        query = """
            select code, name, county_code, coalesce(county_name, county_code), borders_from,
                centrality_edition, centrality_class, centrality_index, centrality_article_index
            from mart.municipality order by code"""
        return [MunicipalityInfo(*row) for row in self._rows(query)]

    def indicators(self) -> list[IndicatorInfo]:
        """Every indicator, the themes in their order."""
        query = """
            select indicator_id, theme_title, title, why, definition, source_id, unit, decimals
            from core.indicator order by theme_order, indicator_id"""
        return [IndicatorInfo(*row) for row in self._rows(query)]

    def sources(self) -> dict[str, SourceInfo]:
        """Every source, by its id."""
        query = """
            select source_id, number, title, licence, url, updated, loaded_at, stale_reason, kind, cited_as
            from meta.source"""
        return {row[0]: SourceInfo(*row) for row in self._rows(query)}

    def newest_figures(self, codes: list[str]) -> list[Figure]:
        """The newest figure of every indicator for these municipalities; those without a value are left out."""
        query = f"""
            select municipality_code, indicator_id, period, borders, value, county_rank, county_rank_of, change_5y,
                pooled_periods, withheld_reason
            from ({NEWEST}) where value is not null"""
        return [Figure(*row) for row in self._rows(query, codes)]

    def withheld(self, codes: list[str]) -> list[Withheld]:
        """The indicators whose newest figure for these municipalities has no value because it rests on too few."""
        query = f"select municipality_code, indicator_id, period, withheld_reason from ({NEWEST}) where value is null"
        return [Withheld(*row) for row in self._rows(query, codes)]

    def groups(self) -> dict[GroupKey, GroupFigure]:
        """Every indicator without breakdown for the groups that are on every page, and every period."""
        query = f"""
            select indicator_id, group_kind, group_code, borders, period,
                value, group_basis, members_with_value, members
            from mart.indicator_group
            where group_kind in ('county', 'country', 'centrality') and breakdown is null and {SHOWN}"""
        return {row[:5]: GroupFigure(*row[5:]) for row in self._rows(query)}

    def series(self, codes: list[str], indicator_ids: list[str]) -> list[SeriesPoint]:
        """The series of these indicators, their breakdowns with them, on the newest borders, oldest period first."""
        query = f"""
            select municipality_code, indicator_id, breakdown, period,
                value, county_value, country_value, centrality_value
            from ({ON_NEWEST_BORDERS})
            where list_contains(?, municipality_code) and list_contains(?, indicator_id)
                and {SHOWN} and {UNBROKEN} and value is not null
            order by municipality_code, indicator_id, breakdown, period_start"""
        return [SeriesPoint(*row) for row in self._rows(query, codes, indicator_ids)]


def build_of(database: Path) -> BuildInfo | None:
    """Which build a file is; None where there is none, or none that this version can read."""
    if not database.exists():
        return None
    try:
        with Reader(database) as reader:
            return reader.build()
    except duckdb.Error:
        return None


def stale_sources(database: Path) -> set[str]:
    """Return the sources whose tables are stale in a build; none where there is no build that this version can read."""
    if build_of(database) is None:
        return set()
    try:
        with Reader(database) as reader:
            return {source.id for source in reader.sources().values() if source.stale_reason}
    except duckdb.Error:
        return set()
