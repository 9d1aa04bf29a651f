"""Periods as they are written in Norwegian."""

import re

from publish.numbers import NBSP

_QUARTER = re.compile(r"(\d{4})K([1-4])")
_MONTH = re.compile(r"(\d{4})M(\d{2})")
_YEARS = re.compile(r"(\d{4})-(\d{4})")
_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)


def in_words(period: str) -> str:
    """Return '2026K1' as '1. kvartal 2026', '2021-2025' as '2021–2025' and '2026' as it is."""
    if match := _QUARTER.fullmatch(period):
        return f"{match[2]}.{NBSP}kvartal {match[1]}"
    if match := _MONTH.fullmatch(period):
        return f"{_MONTHS[int(match[2]) - 1]} {match[1]}"
    if match := _YEARS.fullmatch(period):
        return f"{match[1]}–{match[2]}"
    return period


def unit_of_time(period: str) -> str:
    """Return 'År', or 'Kvartal' or 'Måned' for a part of a year."""
    return "Måned" if _MONTH.fullmatch(period) else "Kvartal" if _QUARTER.fullmatch(period) else "År"


def as_date(period: str, stands_on: str | None) -> str:
    """Return '1. januar 2026' for a year of what is counted on that day, else the period in words.

    Other days are not written: `stands_on` is then the end of the count, such as a quarter's.
    """
    return f"1.{NBSP}januar {period}" if stands_on == "01-01" and period.isdigit() else in_words(period)


def first_year(period: str) -> int:
    """Return the year in which a period begins."""
    return int(period[:4])


def last_year(period: str) -> int:
    """Return the year in which a period ends."""
    match = _YEARS.fullmatch(period)
    return int(match[2] if match else period[:4])
