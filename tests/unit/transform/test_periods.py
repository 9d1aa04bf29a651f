"""Reading periods: their first and last days."""

from datetime import date

import pytest

from catalogue.errors import UnexpectedShape
from transform.periods import read_period


@pytest.mark.parametrize(
    ("text", "start", "end", "grain"),
    [
        ("2026", "2026-01-01", "2026-12-31", "year"),
        ("2026K1", "2026-01-01", "2026-03-31", "quarter"),
        ("2026K4", "2026-10-01", "2026-12-31", "quarter"),
        ("2024M02", "2024-02-01", "2024-02-29", "month"),
        ("2026M12", "2026-12-01", "2026-12-31", "month"),
        ("2022-2024", "2022-01-01", "2024-12-31", "years"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, start: str, end: str, grain: str) -> None:
    period = read_period(text)
    assert (period.period, period.start, period.end, period.grain) == (
        text,
        date.fromisoformat(start),
        date.fromisoformat(end),
        grain,
    )


@pytest.mark.parametrize("text", ["", "26", "2026K5", "2026K0", "2026M13", "2026U14", "2026-27", "i år"])
def test_other_text_than_a_period_is_refused(text: str) -> None:
    with pytest.raises(UnexpectedShape, match=f"'{text}' is not a period"):
        read_period(text)
