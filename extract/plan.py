"""The fewest requests that cover a selection, each cell exactly once, none above the cell limit."""

from collections.abc import Iterator
from math import ceil, prod

CELL_LIMIT = 800_000
"""SSB's own limit for one answer; empty cells count."""

Selection = dict[str, list[str]]
"""Dimension -> the codes asked for, all of them spelt out."""


def plan(selection: Selection, *, region: str, time: str, limit: int = CELL_LIMIT) -> list[Selection]:
    """Split on time first, then on regions as well when one period is still too much.

    Raises ValueError when one region in one period is above the limit.
    """
    cells = prod(len(codes) for codes in selection.values())
    if not cells:
        raise ValueError("a selection needs at least one code in every dimension")
    rest = cells // (len(selection[region]) * len(selection[time]))
    if rest > limit:
        raise ValueError(f"one region and period is {rest} cells, above the limit of {limit}")
    periods_each, regions_each = _fewest(len(selection[time]), len(selection[region]), limit // rest)
    return [
        {**selection, time: periods, region: regions}
        for periods in chunks(selection[time], periods_each)
        for regions in chunks(selection[region], regions_each)
    ]


def _fewest(periods: int, regions: int, room: int) -> tuple[int, int]:
    """How many periods and regions go into one request so that there are as few requests as possible."""
    choices = []
    for periods_each in range(1, min(periods, room) + 1):
        regions_each = min(regions, room // periods_each)
        choices.append((ceil(periods / periods_each) * ceil(regions / regions_each), -regions_each, periods_each))
    _, regions_each, periods_each = min(choices)
    return periods_each, -regions_each


def chunks(codes: list[str], size: int) -> Iterator[list[str]]:
    """The codes in parts of nearly equal length, none longer than `size`."""
    parts = ceil(len(codes) / size)
    for part in range(parts):
        yield codes[part * len(codes) // parts : (part + 1) * len(codes) // parts]
