"""Typed reads of a finished build for the content of counties and indicators: many municipalities at once."""

from dataclasses import dataclass
from datetime import date, datetime

from warehouse.read import Reader


@dataclass(frozen=True)
class AreaFigure:
    """The figure of a municipality for an indicator, or the reason why there is none."""

    indicator_id: str
    code: str
    name: str
    county_code: str
    county_name: str
    period: str | None
    value: float | None
    symbol: str | None
    reason: str | None


@dataclass(frozen=True)
class CountyValue:
    """The figure of a county or the country in a period."""

    group_kind: str
    group_code: str
    period: str
    value: float


@dataclass(frozen=True)
class StoredAnswer:
    """A stored answer of a source, with the request that it answers."""

    method: str
    path: str
    query: str | None
    fetched_at: datetime
    sha256: str


@dataclass(frozen=True)
class SeriesBreak:
    """A day from which on figures cannot be compared with those before, and the municipalities that it concerns."""

    day: date
    names: tuple[str, ...]


@dataclass(frozen=True)
class Revised:
    """How many figures a source has changed on a day, and how many of them it has withdrawn."""

    source_id: str
    day: date
    count: int
    withdrawn: int


class AreaReader(Reader):
    """A read-only connection with the reads of counties and indicators."""

    def newest_in(self, county_code: str, indicator_ids: list[str]) -> list[AreaFigure]:
        """Return the newest figures of the indicators for each municipality of a county."""
        query = """
            select indicator_id, municipality_code, municipality, county_code, county, period, value, symbol, reason
            from mart.figure_newest where county_code = ? and list_contains(?, indicator_id)
            order by municipality_code"""
        return [AreaFigure(*row) for row in self._rows(query, county_code, indicator_ids)]

    def newest_of(self, indicator_id: str) -> list[AreaFigure]:
        """Return the newest figure of an indicator for every municipality of today."""
        query = """
            select indicator_id, municipality_code, municipality, county_code, county, period, value, symbol, reason
            from mart.figure_newest where indicator_id = ? order by municipality_code"""
        return [AreaFigure(*row) for row in self._rows(query, indicator_id)]

    def indicators_with_figures(self) -> set[str]:
        """Return the indicators that any municipality of today has a figure for."""
        query = "select distinct indicator_id from mart.figure_newest where value is not null"
        return {indicator_id for (indicator_id,) in self._rows(query)}

    def map_limits(self) -> dict[str, tuple[float, ...]]:
        """Return indicator id -> the lowest value of each of its classes on maps; counts have none."""
        query = "select indicator_id, list(lower order by class) from mart.map_class group by indicator_id"
        return {indicator_id: tuple(limits) for indicator_id, limits in self._rows(query)}

    def group_series(self, indicator_id: str, counties: list[str]) -> list[CountyValue]:
        """Return the figures of the country and of some counties on today's borders, oldest first; sums only."""
        query = """
            select group_kind, group_code, period, value
            from mart.indicator_group
            where indicator_id = ? and breakdown is null and on_todays_borders and is_newest and value is not null
                and (alternative is null or alternative = 'MMMM')
                and (group_kind = 'country' or (group_kind = 'county' and list_contains(?, group_code)))
            order by group_kind, group_code, period"""
        return [CountyValue(*row) for row in self._rows(query, indicator_id, counties)]

    def answers(self, indicator_id: str) -> list[StoredAnswer]:
        """Return the stored answers that the newest figures of an indicator come from."""
        query = """
            select distinct method, path, query, fetched_at, sha256
            from meta.fetch semi join (
                select fetch_id from mart.figure_newest where indicator_id = ? and value is not null
            ) as used using (fetch_id)
            order by fetched_at, path"""
        return [StoredAnswer(*row) for row in self._rows(query, indicator_id)]

    def breaks(self, indicator_id: str, counties: list[str]) -> list[SeriesBreak]:
        """Return the breaks in the series of the municipalities of some counties, newest first."""
        query = """
            select break_on, list(distinct municipality.name order by municipality.name)
            from mart.indicator as figure
            inner join mart.municipality as municipality on figure.municipality_code = municipality.code
            where indicator_id = ? and list_contains(?, municipality.county_code) and on_todays_borders
                and break_on is not null and value is null
            group by break_on order by break_on desc"""
        return [SeriesBreak(day, tuple(names)) for day, names in self._rows(query, indicator_id, counties)]

    def points_of(self, indicator_id: str) -> list[tuple[str, str]]:
        """Return (requirement, point) for each point of a law or plan that an indicator covers."""
        query = """
            select requirement.title, point.point
            from core.requirement_point as point inner join core.requirement as requirement using (requirement_id)
            where list_contains(point.indicators, ?) order by requirement_id, point.place"""
        return [(title, point) for title, point in self._rows(query, indicator_id)]

    def small_number(self, unit: str) -> tuple[int, int, int] | None:
        """Return the limits of a unit: the smallest denominator and numerator, and the years that are pooled."""
        rows = self._rows("select denominator, numerator, pooled_years from core.small_number where unit = ?", unit)
        return rows[0] if rows else None

    def standings(self, county_code: str, requirement_ids: list[str]) -> list[tuple[str, str, str, str]]:
        """Return (requirement, point, municipality code, status) for each point and municipality of a county."""
        query = """
            select requirement, coverage.point, coverage.municipality_code, status
            from mart.coverage as coverage
            inner join mart.municipality as municipality on coverage.municipality_code = municipality.code
            inner join core.requirement_point as place using (requirement_id, point_id)
            where municipality.county_code = ? and list_contains(?, requirement_id)
            order by requirement_id, place.place, coverage.municipality_code"""
        return [(row[0], row[1], row[2], row[3]) for row in self._rows(query, county_code, requirement_ids)]

    def revisions(self, source_id: str | None = None) -> list[Revised]:
        """Return what a source, or each of them, has changed, newest first."""
        query = """
            select revision.source_id, load.loaded_at::date as day, count(*),
                count(*) filter (where new_value is null and old_value is not null)
            from meta.revision as revision inner join meta.load as load using (load_id)
            where revision.source_id = coalesce(?, revision.source_id)
            group by all order by day desc, revision.source_id"""
        return [Revised(*row) for row in self._rows(query, source_id)]
