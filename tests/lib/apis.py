"""Clients of servers on this machine, and a clock that sleeps without waiting."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from extract.budget import Budget
from extract.client import Client
from extract.clock import Clock

NIGHT = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
"""03:30 in Oslo."""


@dataclass
class Time:
    """A time that passes only by sleeping, and the sleeps so far."""

    at: datetime = NIGHT
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.at += timedelta(
            seconds=seconds, microseconds=1
        )  # a sleep too short for a datetime to show must pass time, too

    @property
    def clock(self) -> Clock:
        """A clock that shows this time."""
        return Clock(lambda: self.at, self.sleep)


def client(url: str, time: Time | None = None, *, spacing: float = 0, **how: Any) -> Client:
    """Return a client that waits without real time passing."""
    clock = (time or Time()).clock
    return Client(url, Budget(url, spacing=spacing, clock=clock), clock=clock, **how)
