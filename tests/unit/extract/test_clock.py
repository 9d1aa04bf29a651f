"""The hours in which SSB's figures are not fetched, in Oslo time, summer and winter."""

from datetime import UTC, datetime, timedelta

import pytest

from catalogue.errors import Closed
from extract.clock import OSLO, Clock, Hours

LIVE = Hours(live=True)


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-11-24T03:54:59+00:00", None),  # winter: Oslo is an hour ahead
        ("2026-11-24T03:55:00+00:00", "08:15"),
        ("2026-11-24T07:14:59+00:00", "08:15"),
        ("2026-11-24T07:15:00+00:00", None),
        ("2026-11-24T10:30:00+00:00", "11:40"),
        ("2026-06-15T02:55:00+00:00", "08:15"),  # summer: two hours
        ("2026-06-15T06:15:00+00:00", None),
        ("2026-06-15T03:55:00+00:00", "08:15"),
        ("2026-03-29T02:55:00+00:00", "08:15"),  # the day the clocks go forward
        ("2026-03-29T06:15:00+00:00", None),
        ("2026-10-25T03:55:00+00:00", "08:15"),  # and back
        ("2026-10-25T02:55:00+00:00", None),
        ("2026-11-24T04:00:00+05:00", None),
    ],
)
def test_figures_are_closed_around_publication(moment: str, until: str | None) -> None:
    opens = LIVE.closed(datetime.fromisoformat(moment))
    assert (opens and f"{opens:%H:%M}") == until
    assert opens is None or opens - datetime.fromisoformat(moment) <= timedelta(hours=3, minutes=20)


def test_half_past_three_exists_once_every_night_and_is_open() -> None:
    for day in range(365):
        night = datetime(2026, 1, 1, 3, 30, tzinfo=OSLO) + timedelta(days=day)
        assert night.astimezone(UTC).astimezone(OSLO) == night, "a time that the clock skips comes back as another"
        assert night.replace(fold=1).utcoffset() == night.utcoffset(), "a time that comes twice has two offsets"
        assert LIVE.closed(night) is None


def _hours(**how: bool) -> Hours:
    return Hours(Clock(now=lambda: datetime(2026, 11, 24, 6, 0, tzinfo=UTC)), **how)


def test_a_live_source_is_closed_while_it_shows_zeros() -> None:
    with pytest.raises(Closed, match=r"Until 08:15 Oslo time .+; run again then, or use --now to archive"):
        _hours(live=True).require_open()


def test_a_source_that_is_not_live_has_no_closed_hours() -> None:
    _hours().require_open()


def test_closed_hours_can_be_ignored() -> None:
    _hours(live=True, anyhow=True).require_open()
