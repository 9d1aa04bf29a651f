"""KOSTRA's figures come unrevised on 15 March and revised on 15 June; only the update time tells which they are."""

from datetime import date, datetime
from typing import Literal

from extract.clock import OSLO

REVISED = (6, 15)
"""Month and day, in the year after the figures' own."""


def stage(updated: str, year: int) -> Literal["unrevised", "revised"]:
    """What the figures of a year are at an update, which SSB gives in UTC and makes in the morning in Oslo."""
    day = datetime.fromisoformat(updated).astimezone(OSLO).date()
    return "unrevised" if day < date(year + 1, *REVISED) else "revised"
