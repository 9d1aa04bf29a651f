"""The next night, also when clocks change."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.schedule import next_night, next_run
from warehouse.home import Home
from warehouse.lock import only_one


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-28T02:29", "2026-11-28T02:30"),
        ("2026-11-28T02:30", "2026-11-29T02:30"),
        ("2026-03-28T03:00", "2026-03-29T01:30"),  # clocks go forward that night
        ("2026-10-24T03:00", "2026-10-25T02:30"),  # and back
    ],
)
def test_the_next_night_is_at_half_past_three_in_oslo(now: str, then: str) -> None:
    assert next_night(datetime.fromisoformat(f"{now}+00:00")) == datetime.fromisoformat(f"{then}+00:00")


def test_a_run_is_next_only_while_serve_is_up(tmp_path: Path) -> None:
    home, now = Home(tmp_path), datetime.now(UTC)
    home.serve_lock.parent.mkdir()
    assert next_run(home, now) is None
    with only_one(home.serve_lock):
        assert next_run(home, now) == next_night(now)
    assert next_run(home, now) is None
