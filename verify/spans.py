"""The first and last day of a period, from its text."""

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

_TEXT = re.compile(r"(\d{4})(?:-(\d{4})|K(\d)|M(\d\d))?")


class Span(NamedTuple):
    """A period's first day, last day and grain."""

    start: date
    end: date
    grain: str

    def years_later(self, years: int) -> date:
        """Return the first day of the period so many years later, or earlier."""
        return self.start.replace(year=self.start.year + years)


@cache
def span(period: str) -> Span:
    """Return the span of '2026', '2022-2024', '2026K1' or '2026M06'. Raise ValueError for another text."""
    found = _TEXT.fullmatch(period)
    if not found:
        raise ValueError(f"{period} is not a period")
    first, last, quarter, month = found.groups()
    begins, months = (3 * int(quarter) - 2, 3) if quarter else (int(month or 1), 1 if month else 12)
    end_year, end_month = divmod(begins - 1 + months, 12)
    end = date(int(last or first) + end_year, end_month + 1, 1) - timedelta(days=1)
    grain = "years" if last else "quarter" if quarter else "month" if month else "year"
    return Span(date(int(first), begins, 1), end, grain)
