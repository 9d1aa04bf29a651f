"""The fewest requests that cover a selection, each cell exactly once, none above the cell limit."""

from collections.abc import Iterator
from itertools import product
from math import ceil, prod

CELL_LIMIT = 800_000
"""SSB's own limit for one answer; empty cells count."""

Selection = dict[str, list[str]]
"""Dimension -> the codes asked for, all of them spelt out."""

Grid = dict[str, int]
"""Dimension -> at most how many of its codes go into one request; a dimension it does not name goes whole."""


def plan(selection: Selection, *, region: str, time: str, limit: int = CELL_LIMIT) -> list[Selection]:
    """The requests of the grid that needs the fewest; it splits one dimension, or time and region together.

    Raises ValueError when the selection is empty, or no such grid keeps every request within the limit.
    """
    sizes = {name: len(codes) for name, codes in selection.items()}
    if not all(sizes.values()):
        raise ValueError("a selection needs at least one code in every dimension")
    grids = [grid for grid in _grids(sizes, region, time, limit) if all(grid.values())]
    if not grids:
        raise ValueError(
            f"no split of one dimension, or of {time} and {region} together, "
            f"brings {prod(sizes.values())} cells into requests of at most {limit}; ask for fewer codes"
        )
    best = min(grids, key=lambda grid: prod(ceil(sizes[name] / each) for name, each in grid.items()))
    parts = (chunks(codes, best.get(name, len(codes))) for name, codes in selection.items())
    return [dict(zip(selection, request, strict=True)) for request in product(*parts)]


def _grids(sizes: dict[str, int], region: str, time: str, limit: int) -> Iterator[Grid]:
    """Every grid with as many codes a request as the limit allows (0: not even one), the one to be preferred first.

    Time comes first and periods are kept whole as long as can be, because a revision touches whole periods; any other
    dimension comes last, because it parts the figures of one region and period.
    """

    def room(*split: str) -> int:
        return limit // prod(size for name, size in sizes.items() if name not in split)

    yield {time: room(time)}
    yield {region: room(region)}
    for periods in range(1, min(sizes[time], room(time, region)) + 1):
        yield {time: periods, region: room(time, region) // periods}
    yield from ({name: room(name)} for name in sizes if name not in (time, region))


def chunks(codes: list[str], size: int) -> Iterator[list[str]]:
    """The codes in parts of nearly equal length, none longer than `size`."""
    parts = ceil(len(codes) / size)
    for part in range(parts):
        yield codes[part * len(codes) // parts : (part + 1) * len(codes) // parts]
