"""Periods: the source's text, first and last day; and whether KOSTRA's figures are revised."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, timedelta
from typing import Literal

from catalogue.errors import UnexpectedShape
from extract.clock import OSLO

FIRST_YEAR, LAST_YEAR = 1700, 2200
"""The first and last year of valid periods; others are errors of the source."""

KOSTRA_REVISED = (6, 15)
"""Month and day of KOSTRA's revised figures, in the year after their own; unrevised figures come on 15 March."""

_YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")
_PART = re.compile(r"([0-9]{4})([KM])([0-9]{1,2})")
_MONTHS = {"K": 3, "M": 1}
_GRAIN = {"K": "quarter", "M": "month"}


@dataclass(frozen=True)
class Period:
    """A period's text, first and last day, and grain."""

    period: str
    start: date
    end: date
    grain: str


def read_period(text: str) -> Period:
    """Return the period '2026', '2026K1', '2026M06' or '2022-2024'. Raise UnexpectedShape for any other text."""
    years, part = _YEARS.fullmatch(text), _PART.fullmatch(text)
    found = _of_years(text, years) if years else _part_of_year(text, part) if part else None
    if found is None or not FIRST_YEAR <= found.start.year <= found.end.year <= LAST_YEAR:
        raise UnexpectedShape(
            f"{text!r:.40} is not a period that Grunnlag knows (2026, 2026K1, 2026M06, 2022-2024), "
            f"from {FIRST_YEAR} to {LAST_YEAR}."
        )
    return found


def _of_years(text: str, years: re.Match[str]) -> Period | None:
    """Return a year or a span of years; None if the years are out of order."""
    first, last = int(years[1]), int(years[2] or years[1])
    if not 0 < first <= last:
        return None
    return Period(text, date(first, 1, 1), date(last, 12, 31), "years" if years[2] else "year")


def _part_of_year(text: str, part: re.Match[str]) -> Period | None:
    """Return a quarter or a month; None if its number is invalid."""
    year, length, number = int(part[1]), _MONTHS[part[2]], int(part[3])
    if not (0 < year < MAXYEAR and 1 <= number <= 12 // length):
        return None
    first = (number - 1) * length + 1
    return Period(text, date(year, first, 1), _last_day(year, first + length - 1), _GRAIN[part[2]])


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def kostra_stage(updated: str, year: int) -> Literal["unrevised", "revised"]:
    """Return whether KOSTRA's figures of a year were revised at an update, given in UTC; the dates are Oslo's."""
    day = datetime.fromisoformat(updated).astimezone(OSLO).date()
    return "unrevised" if day < date(year + 1, *KOSTRA_REVISED) else "revised"
