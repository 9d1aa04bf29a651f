"""Splits a selection into the fewest requests that hold each cell once and keep within the cell limit."""

from collections.abc import Iterator
from itertools import product
from math import ceil, prod

CELL_LIMIT = 800_000
"""SSB's limit for one answer; empty cells count."""

Selection = dict[str, list[str]]
"""Dimension -> all the codes to fetch."""

Grid = dict[str, int]
"""Dimension -> the most codes of it in one request. A dimension that is not in the grid is not split."""


def plan(selection: Selection, *, region: str, time: str, limit: int = CELL_LIMIT) -> list[Selection]:
    """Return the requests of the grid that needs the fewest. A grid splits one dimension, or time and region together.

    Raise ValueError if the selection is empty, or no grid keeps every request within the limit.
    """
    sizes = {name: len(codes) for name, codes in selection.items()}
    if not all(sizes.values()):
        raise ValueError("every dimension of a selection needs at least one code")
    grids = [grid for grid in _grids(sizes, region, time, limit) if all(grid.values())]
    if not grids:
        raise ValueError(
            f"no split of one dimension, or of {time} and {region} together, "
            f"brings {prod(sizes.values())} cells into requests of at most {limit}; ask for fewer codes"
        )
    best = min(grids, key=lambda grid: prod(ceil(sizes[name] / most) for name, most in grid.items()))
    parts = (chunks(codes, best.get(name, len(codes))) for name, codes in selection.items())
    return [dict(zip(selection, request, strict=True)) for request in product(*parts)]


def _grids(sizes: dict[str, int], region: str, time: str, limit: int) -> Iterator[Grid]:
    """Yield the grids with as many codes in a request as the limit allows (0: not even one), in order of preference.

    Splits by time come first, with as many whole periods as possible, because a revision changes whole periods. Splits
    by other dimensions come last, because they divide the figures of one region and period.
    """

    def room(*split: str) -> int:
        return limit // prod(size for name, size in sizes.items() if name not in split)

    yield {time: room(time)}
    yield {region: room(region)}
    for periods in range(1, min(sizes[time], room(time, region)) + 1):
        yield {time: periods, region: room(time, region) // periods}
    yield from ({name: room(name)} for name in sizes if name not in (time, region))


def chunks(codes: list[str], size: int) -> Iterator[list[str]]:
    """Yield the codes in parts of nearly equal length, none longer than `size`."""
    parts = ceil(len(codes) / size)
    for part in range(parts):
        yield codes[part * len(codes) // parts : (part + 1) * len(codes) // parts]
