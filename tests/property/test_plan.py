"""The plan of requests, for tables of random shapes."""

from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import product
from math import ceil, prod
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.plan import Selection, plan

LARGEST = {"Region": 8, "Tid": 8, "Kjonn": 2, "Alder": 20, "Nivaa": 3, "ContentsCode": 3}
"""Dimension -> the most codes to try."""


@dataclass(frozen=True)
class Task:
    """A selection, and the most cells in one request."""

    selection: Selection
    limit: int

    def planned(self) -> list[Selection]:
        return plan(self.selection, region="Region", time="Tid", limit=self.limit)

    def fewest(self, *split: str) -> int | None:
        """Return the fewest requests if these dimensions are split, by brute force; None if no split is enough."""
        sizes = {name: len(codes) for name, codes in self.selection.items()}
        whole = prod(sizes[name] for name in sizes if name not in split)
        counts = product(*(range(1, sizes[name] + 1) for name in split))
        fits = [
            prod(parts)
            for parts in counts
            if whole * prod(ceil(sizes[name] / of) for name, of in zip(split, parts, strict=True)) <= self.limit
        ]
        return min(fits, default=None)

    def best(self) -> int | None:
        """Return the fewest requests of any grid that splits one dimension, or time and region."""
        grids = [self.fewest("Tid", "Region"), *(self.fewest(name) for name in self.selection)]
        return min((requests for requests in grids if requests), default=None)


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    """Two to six dimensions in any order, and a limit from one cell to all of them."""
    others = draw(st.lists(st.sampled_from(sorted(LARGEST.keys() - {"Region", "Tid"})), unique=True))
    order = draw(st.permutations(["Region", "Tid", *others]))
    sizes = {name: draw(st.integers(1, LARGEST[name])) for name in order}
    limit = draw(st.integers(1, max(1, prod(sizes.values()) // draw(st.sampled_from([1, 8, 64])))))
    return Task({name: [f"{name}{place}" for place in range(size)] for name, size in sizes.items()}, limit)


def possible() -> st.SearchStrategy[Task]:
    """Tasks that some grid brings within the limit."""
    return tasks().filter(lambda task: task.best() is not None)


def _cells(selection: Selection) -> Counter[tuple[str, ...]]:
    return Counter(product(*(selection[name] for name in sorted(selection))))


def _split(requests: list[Selection]) -> set[str]:
    """Return the dimensions that are split."""
    return {name for name in requests[0] if len({tuple(request[name]) for request in requests}) > 1}


@given(possible())
def test_each_cell_is_requested_exactly_once(task: Task) -> None:
    asked = sum((_cells(request) for request in task.planned()), Counter[tuple[str, ...]]())
    assert asked == _cells(task.selection)


@given(possible())
def test_no_request_is_above_the_limit(task: Task) -> None:
    assert all(prod(len(codes) for codes in request.values()) <= task.limit for request in task.planned())


@given(possible())
def test_no_grid_needs_fewer_requests(task: Task) -> None:
    assert len(task.planned()) == task.best()


@given(tasks())
def test_a_selection_is_refused_exactly_when_no_grid_is_within_the_limit(task: Task) -> None:
    refused = pytest.raises(ValueError, match=f"into requests of at most {task.limit}; ask for fewer codes")
    with nullcontext() if task.best() else refused:
        task.planned()


@given(possible())
def test_among_the_smallest_plans_time_is_split_first_then_region_then_both_then_another_dimension(task: Task) -> None:
    others = [(name,) for name in task.selection if name not in ("Tid", "Region")]
    grids: list[tuple[str, ...]] = [(), ("Tid",), ("Region",), ("Tid", "Region"), *others]
    assert _split(task.planned()) == next(set(grid) for grid in grids if task.fewest(*grid) == task.best())


@given(possible())
def test_parts_have_nearly_the_same_length(task: Task) -> None:
    requests = task.planned()
    for name in task.selection:
        lengths = {len(request[name]) for request in requests}
        assert max(lengths) - min(lengths) <= 1


@given(possible())
def test_a_plan_keeps_the_order_of_dimensions_and_codes(task: Task) -> None:
    for request in task.planned():
        assert list(request) == list(task.selection)
        for name, codes in request.items():
            assert codes == [code for code in task.selection[name] if code in set(codes)]


def test_a_dimension_without_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="every dimension of a selection needs at least one code"):
        plan({"Region": ["0301"], "Tid": []}, region="Region", time="Tid")


def test_as_many_cells_as_ssb_allows_are_one_request() -> None:
    """SSB allows exactly 800,000 cells."""
    regions = [str(code) for code in range(400)]
    cells = {"Region": regions, "Alder": [str(age) for age in range(100)], "Tid": [str(year) for year in range(20)]}
    assert plan(cells, region="Region", time="Tid") == [cells]


def test_four_hundred_regions_and_periods_are_planned_at_once() -> None:
    codes = [str(code) for code in range(400)]
    began = thread_time()
    requests = plan({"Region": codes, "Kjonn": ["1", "2"], "Tid": codes}, region="Region", time="Tid", limit=1_000)
    assert len(requests) == 320
    assert thread_time() - began < 1, "of its own time, whatever else the machine does"
