"""Typed reads of a finished build for the content of pages and documents. Each returns one municipality's rows."""

from dataclasses import dataclass
from datetime import date

from warehouse.read import Reader

TODAY = "on_todays_borders and is_newest and break_on is null"


@dataclass(frozen=True)
class NewestFigure:
    """A row of mart.figure_newest: the newest figure of an indicator, or the reason why there is none."""

    indicator_id: str
    period: str | None
    value: float | None
    symbol: str | None
    reason: str | None
    numerator: float | None
    denominator: float | None
    neighbours_value: float | None
    neighbours_basis: str | None
    county_value: float | None
    county_basis: str | None
    country_value: float | None
    country_basis: str | None
    change_1y: float | None
    change_5y: float | None
    change_10y: float | None
    pooled_periods: str | None
    pooled_reason: str | None
    age_note: str | None
    note: str | None
    """Why the figure is doubtful."""
    kind: str | None
    period_start: date | None
    period_end: date | None


@dataclass(frozen=True)
class SeriesRow:
    """A row of mart.figure: a period of an indicator, with the figures of its groups and their basis."""

    period: str
    value: float | None
    symbol: str | None
    numerator: float | None
    denominator: float | None
    neighbours_value: float | None
    neighbours_basis: str | None
    county_value: float | None
    county_basis: str | None
    country_value: float | None
    country_basis: str | None
    pooled_periods: str | None
    shift_on: date | None
    shift_reason: str | None


@dataclass(frozen=True)
class ComparisonRow:
    """A row of mart.comparison for the newest period."""

    municipality_code: str
    indicator_id: str
    period: str
    group_kind: str
    group_code: str
    group_value: float | None
    members: int
    members_with_value: int
    members_median: float | None
    rank: int | None
    rank_of: int | None


@dataclass(frozen=True)
class PartRow:
    """A part of an indicator in a period, such as an industry, with the county's and the country's figure."""

    breakdown: str
    label: str
    period: str
    value: float | None
    county_value: float | None
    country_value: float | None


@dataclass(frozen=True)
class ComponentsRow:
    """A year of mart.growth_components."""

    period: str
    birth_surplus: float
    net_migration: float


@dataclass(frozen=True)
class CohortRow:
    """Persons of an age group, and of the same cohorts five years later, of both sexes."""

    from_age: str
    to_age: str
    from_label: str
    to_label: str
    from_period: str
    to_period: str
    from_persons: float
    to_persons: float


@dataclass(frozen=True)
class PyramidRow:
    """Men or women of an age group in the newest year, as a share of everyone in the municipality and in the country."""

    period: str
    sex: str
    age_group: str
    age_label: str
    persons: float
    share: float
    country_share: float | None


@dataclass(frozen=True)
class ProjectionRow:
    """The projected population of a year in a release."""

    vintage: str
    period: str
    low: float | None
    main: float
    high: float | None
    is_newest: bool


@dataclass(frozen=True)
class ProjectedRow:
    """A service age in a projected year of the newest release: persons in the first year and then, and the change."""

    first_year: str
    service_age: str
    title: str
    period: str
    first: float
    low: float
    main: float
    high: float
    change_low: float
    change_main: float
    change_high: float
    change_main_pct: float


@dataclass(frozen=True)
class HitRow:
    """How far the main alternative of an earlier release was from the population ten years after it."""

    vintage: str
    period: str
    deviation_pct: float


@dataclass(frozen=True)
class CoverageRow:
    """A point of a requirement, and how far the municipality's figures cover it."""

    requirement_id: str
    requirement: str
    point: str
    status: str
    reasons: tuple[str, ...]
    not_measured: str | None
    measured_elsewhere: str | None


@dataclass(frozen=True)
class ChangeRow:
    """A row of mart.since(day)."""

    municipality_code: str
    indicator_id: str
    period_then: str
    value_then: float
    period: str
    value: float
    change: float
    change_is: str
    unusual: float | None
    usual_change: float | None
    pooled_periods: str | None


@dataclass(frozen=True)
class GroupRow:
    """A group of the municipality, with the names of its members, nearest first for the neighbours."""

    kind: str
    code: str
    title: str
    members: tuple[str, ...]
    distance: float | None
    """How far the least alike neighbour is; None for other groups."""


class ContentReader(Reader):
    """A read-only connection with the reads of the content."""

    def newest(self, code: str) -> dict[str, NewestFigure]:
        """Return indicator id -> its newest figure for the municipality; all indicators are there."""
        query = """
            select indicator_id, period, value, symbol, reason, numerator, denominator,
                neighbours_value, neighbours_basis, county_value, county_basis, country_value, country_basis,
                change_1y, change_5y, change_10y, pooled_periods, pooled_reason, age_note, note, kind, period_start, period_end
            from mart.figure_newest where municipality_code = ?"""
        return {row[0]: NewestFigure(*row) for row in self._rows(query, code)}

    def all_series(self, code: str) -> dict[str, list[SeriesRow]]:
        """Return indicator id -> its series for the municipality, oldest first. Before a break there are no values."""
        query = """
            select indicator_id, period, value, symbol, numerator, denominator,
                neighbours_value, neighbours_basis, county_value, county_basis, country_value, country_basis,
                pooled_periods, shift_on, shift_reason
            from mart.figure where municipality_code = ? order by indicator_id, period_start, period"""
        found: dict[str, list[SeriesRow]] = {}
        for indicator_id, *row in self._rows(query, code):
            found.setdefault(indicator_id, []).append(SeriesRow(*row))
        return found

    def comparisons(self, code: str) -> list[ComparisonRow]:
        """Return the municipality's groups for the newest period of each indicator."""
        query = """
            select municipality_code, indicator_id, period, group_kind, group_code, group_value, members,
                members_with_value, members_median, rank, rank_of
            from mart.comparison where municipality_code = ? and is_newest"""
        return [ComparisonRow(*row) for row in self._rows(query, code)]

    def neighbour_values(self, code: str) -> dict[str, list[tuple[str, float]]]:
        """Return indicator id -> (name, value) of the ten neighbours in the municipality's newest period, nearest first."""
        query = """
            select own.indicator_id, figure.municipality, figure.value
            from mart.figure_newest as own
            inner join core.neighbour as neighbour on own.municipality_code = neighbour.municipality_code
            inner join mart.figure as figure
                on neighbour.neighbour_code = figure.municipality_code and own.indicator_id = figure.indicator_id
                and own.period = figure.period
            where own.municipality_code = ? and own.value is not null and figure.value is not null
                and figure.pooled_periods is null
            order by own.indicator_id, neighbour.place"""
        found: dict[str, list[tuple[str, float]]] = {}
        for indicator_id, name, value in self._rows(query, code):
            found.setdefault(indicator_id, []).append((name, value))
        return found

    def neighbours(self, code: str) -> list[str]:
        """Return the codes of the ten neighbours, nearest first."""
        query = "select neighbour_code from core.neighbour where municipality_code = ? order by place"
        return [neighbour for (neighbour,) in self._rows(query, code)]

    def newest_parts(self, code: str) -> dict[str, list[PartRow]]:
        """Return indicator id -> its parts in their newest period with a value, in the order of their codes."""
        query = f"""
            select indicator_id, breakdown, part, period, value, county_value, country_value
            from mart.indicator
            where municipality_code = ? and breakdown is not null and alternative is null and value is not null and {TODAY}
            qualify period = max(period) over (partition by indicator_id)
            order by indicator_id, breakdown"""
        found: dict[str, list[PartRow]] = {}
        for indicator_id, *row in self._rows(query, code):
            found.setdefault(indicator_id, []).append(PartRow(*row))
        return found

    def components(self, code: str) -> list[ComponentsRow]:
        """Return the municipality's years with births, deaths and migration, oldest first."""
        query = """
            select period, birth_surplus, net_migration
            from mart.growth_components
            where municipality_code = ? and on_todays_borders and break_on is null and length(period) = 4
                and birth_surplus is not null and net_migration is not null
            order by period"""
        return [ComponentsRow(*row) for row in self._rows(query, code)]

    def cohorts(self, codes: list[str]) -> list[CohortRow]:
        """Return the newest cohort change of the municipalities together, youngest first; empty if one has a break."""
        query = """
            select from_age_group, to_age_group, any_value(from_age_label), any_value(to_age_label), from_period, to_period,
                sum(from_persons), sum(to_persons)
            from mart.cohort_change
            where list_contains(?, municipality_code::varchar) and on_todays_borders and break_on is null
                and to_period = (select max(to_period) from mart.cohort_change)
            group by all
            having count(change) = 2 * ?
            order by from_age_group"""
        return [CohortRow(*row) for row in self._rows(query, codes, len(codes))]

    def pyramid(self, code: str) -> list[PyramidRow]:
        """Return the newest population pyramid of the municipality, youngest first, men before women."""
        query = """
            select period, sex, age_group, age_label, persons, share, country_share
            from mart.population_pyramid
            where municipality_code = ? and on_todays_borders and break_on is null
                and period = (select max(period) from mart.population_pyramid)
            order by sex, age_from"""
        return [PyramidRow(*row) for row in self._rows(query, code)]

    def projections(self, code: str) -> list[ProjectionRow]:
        """Return the projected population of the municipality in every release, oldest release and year first."""
        query = """
            select vintage, period, low, main, high, is_newest
            from mart.projection
            where municipality_code = ? and age_group = 'all' and on_todays_borders and break_on is null
                and main is not null
            order by vintage, period"""
        return [ProjectionRow(*row) for row in self._rows(query, code)]

    def projected(self, code: str) -> list[ProjectedRow]:
        """Return the service ages of the municipality in each year of the newest projection, youngest first."""
        query = """
            select change.vintage, change.service_age, coalesce(age.title, 'Alle'), period, persons_at_first, low, main, high,
                change_low, change_main, change_high, change_main_pct
            from mart.projected_change as change
            left join core.service_age as age on change.service_age = age.service_age
            where municipality_code = ? and is_newest and on_todays_borders and change_main is not null
            order by change.service_age, period"""
        return [ProjectedRow(*row) for row in self._rows(query, code)]

    def hits(self, code: str) -> list[HitRow]:
        """Return how far each earlier release was from the population ten years later, oldest first."""
        query = """
            select vintage, period, deviation_pct
            from mart.projection_hit_rate
            where municipality_code = ? and on_todays_borders and break_on is null and alternative = 'MMMM' and horizon = 10
            order by vintage"""
        return [HitRow(*row) for row in self._rows(query, code)]

    def coverage(self, code: str) -> list[CoverageRow]:
        """Return every point of every requirement for the municipality."""
        query = """
            select requirement_id, requirement, point, status, reasons, not_measured, measured_elsewhere
            from mart.coverage where municipality_code = ? order by requirement_id, rowid"""
        return [
            CoverageRow(requirement_id, requirement, point, status, tuple(reasons or ()), unmeasured, elsewhere)
            for requirement_id, requirement, point, status, reasons, unmeasured, elsewhere in self._rows(query, code)
        ]

    def since(self, day: date) -> dict[str, list[ChangeRow]]:
        """Return municipality code -> what has changed since the day, the most unusual first. It takes a second."""
        query = """
            select municipality_code, indicator_id, period_then, value_then, period, value, change, change_is, unusual,
                usual_change, pooled_periods
            from mart.since(?) where unusual is not null order by municipality_code, place"""
        found: dict[str, list[ChangeRow]] = {}
        for row in self._rows(query, day):
            found.setdefault(row[0], []).append(ChangeRow(*row))
        return found

    def dominant(self, share: float) -> dict[str, str]:
        """Return county code -> the municipality with more than this share of its people; not of a county of its own."""
        query = """
            select county_code, name from mart.municipality
            window county as (partition by county_code)
            qualify population > ? * sum(population) over county and count(*) over county > 1"""
        return dict(self._rows(query, share))

    def groups_of(self, code: str) -> list[GroupRow]:
        """Return the groups that the municipality is a member of, on the borders of today."""
        query = """
            with own as (
                select group_kind, group_code from core.group_member
                where municipality_code = ? and group_kind <> 'neighbours'
                    and borders = (select max(borders) from core.group_member)
                union all select 'neighbours', ?
            )
            select own.group_kind, own.group_code, any_value("group".title),
                list(place.name order by neighbour.place, place.name) filter (where place.name is not null),
                max(neighbour.distance)
            from own
            inner join core."group" as "group" using (group_kind, group_code)
            left join core.group_member as member
                on own.group_kind = member.group_kind and own.group_code = member.group_code
                and member.borders = (select max(borders) from core.group_member)
            left join mart.municipality as place on member.municipality_code = place.code
            left join core.neighbour as neighbour
                on own.group_kind = 'neighbours' and neighbour.municipality_code = own.group_code
                and neighbour.neighbour_code = place.code
            group by all order by own.group_kind, own.group_code"""
        return [
            GroupRow(kind, group_code, title, tuple(members or ()), distance)
            for kind, group_code, title, members, distance in self._rows(query, code, code)
        ]
