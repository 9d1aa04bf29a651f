"""Parameters of tests: few in every run, many with `--long`."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

SLOW = settings(max_examples=settings().max_examples // 5)
"""For a property whose examples take long."""


def few(values: Iterable[Any], count: int) -> list[Any]:
    """Return parameters for a test: the first `count` for every run, the others only with `--long`."""
    return [
        value if number < count else pytest.param(value, marks=pytest.mark.long) for number, value in enumerate(values)
    ]
