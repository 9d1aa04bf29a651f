"""Periods: the text as the source writes it, and the first and last day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.errors import UnexpectedShape

_YEAR = re.compile(r"^(\d{4})$")
_PART = re.compile(r"^(\d{4})([KM])(\d{1,2})$")
_YEARS = re.compile(r"^(\d{4})-(\d{4})$")
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
    """Return the period of '2026', '2026K1', '2026M06' or '2022-2024'. Raise UnexpectedShape for any other text."""
    if year := _YEAR.match(text):
        return Period(text, date(int(year[1]), 1, 1), date(int(year[1]), 12, 31), "year")
    if years := _YEARS.match(text):
        return Period(text, date(int(years[1]), 1, 1), date(int(years[2]), 12, 31), "years")
    part = _PART.match(text)
    length = _MONTHS[part[2]] if part else 1
    if part is None or not 1 <= int(part[3]) <= 12 // length:
        raise UnexpectedShape(f"'{text}' is not a period that Grunnlag knows (2026, 2026K1, 2026M06, 2022-2024).")
    first = (int(part[3]) - 1) * length + 1
    return Period(text, date(int(part[1]), first, 1), _last_day(int(part[1]), first + length - 1), _GRAIN[part[2]])


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
