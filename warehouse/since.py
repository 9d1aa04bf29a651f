"""Typed reads of what has changed since a day, from a finished build."""

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from catalogue.units import Unit
from warehouse.read import UNIT, with_unit


@dataclass(frozen=True)
class Moved:
    """An indicator of a municipality then and now, as in mart.since, with names from core."""

    municipality: str
    title: str
    decimals: int
    period_then: str
    value_then: float
    period: str
    value: float
    change: float
    change_is: str
    unusual: float | None
    group: str | None
    """The group that the change is ranked in."""
    members: int | None
    source_id: str
    unit: Unit


@dataclass(frozen=True)
class Revised:
    """A figure that its source has revised, as in mart.revised_since. The time is UTC, without a zone."""

    source_id: str
    cell: str
    old: str
    new: str
    learnt_at: datetime


_MOVED = f"""select place.name, indicator.title_en, indicator.decimals, moved.period_then, moved.value_then,
        coalesce(moved.pooled_periods, moved.period), moved.value, moved.change, moved.change_is, moved.unusual,
        ranked_in.title_en, moved.members, moved.source_id, {UNIT}
    from mart.since($day) as moved
    inner join mart.municipality as place on moved.municipality_code = place.code
    inner join core.indicator as indicator on moved.indicator_id = indicator.indicator_id
    inner join core.unit as unit on moved.unit = unit.unit
    left join core."group" as ranked_in
        on moved.group_kind = ranked_in.group_kind and moved.group_code = ranked_in.group_code
    where $code is null or moved.municipality_code = $code
    order by abs(moved.unusual) desc nulls last, place.code, moved.indicator_id
    limit $most"""

_REVISED = """select source_id, cell, coalesce(old_value::varchar, old_symbol),
        coalesce(new_value::varchar, new_symbol, 'gone'), learnt_at
    from mart.revised_since($day)
    where $code is null or region = $code
    order by learnt_at desc, source_id, cell"""


def moved_since(con: duckdb.DuckDBPyConnection, day: date, code: str | None, most: int | None) -> list[Moved]:
    """Return the changes, the most unusual first, for one municipality or for all if `code` is None.

    At most `most` rows, if given. Changes that are not ranked come last.
    """
    rows = con.execute(_MOVED, {"day": day, "code": code, "most": most}).fetchall()
    return [Moved(*with_unit(row)) for row in rows]


def revised_since(con: duckdb.DuckDBPyConnection, day: date, code: str | None) -> list[Revised]:
    """Return the revised figures, the newest first, for one municipality or for all regions if `code` is None."""
    return [Revised(*row) for row in con.execute(_REVISED, {"day": day, "code": code}).fetchall()]


def oldest_figure(con: duckdb.DuckDBPyConnection, code: str | None) -> date | None:
    """Return the first day of the oldest figure that is not a projection, of one municipality or of all."""
    query = """select min(period_start) from mart.indicator
        where value is not null and vintage is null and ($code is null or municipality_code = $code)"""
    rows: list[tuple[date | None]] = con.execute(query, {"code": code}).fetchall()
    return rows[0][0]
