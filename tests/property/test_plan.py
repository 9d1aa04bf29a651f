"""The plan of requests, whatever the shape of the table."""

from collections import Counter
from itertools import product
from math import ceil, prod

from hypothesis import assume, given
from hypothesis import strategies as st

from extract.plan import Selection, plan

LIMIT = 60


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """A few regions and periods, and up to three dimensions more."""
    dimensions = ["Region", "Tid", *draw(st.sampled_from([[], ["Kjonn"], ["Kjonn", "Alder"]]))]
    sizes = {name: draw(st.integers(1, 12 if name in ("Region", "Tid") else 4)) for name in dimensions}
    order = draw(st.permutations(dimensions))
    return {name: [f"{name}{place}" for place in range(sizes[name])] for name in order}


def _planned(selection: Selection) -> list[Selection]:
    one_region_and_period = prod(len(codes) for codes in selection.values()) // (
        len(selection["Region"]) * len(selection["Tid"])
    )
    assume(one_region_and_period <= LIMIT)
    return plan(selection, region="Region", time="Tid", limit=LIMIT)


def _cells(selection: Selection) -> Counter[tuple[str, ...]]:
    return Counter(product(*(selection[name] for name in sorted(selection))))


@given(selections())
def test_each_cell_is_asked_for_exactly_once(selection: Selection) -> None:
    asked = sum((_cells(request) for request in _planned(selection)), Counter[tuple[str, ...]]())
    assert asked == _cells(selection)


@given(selections())
def test_no_request_is_above_the_limit(selection: Selection) -> None:
    assert all(prod(len(codes) for codes in request.values()) <= LIMIT for request in _planned(selection))


@given(selections())
def test_no_grid_of_periods_and_regions_needs_fewer_requests(selection: Selection) -> None:
    planned, periods, regions = _planned(selection), len(selection["Tid"]), len(selection["Region"])
    rest = prod(len(codes) for codes in selection.values()) // (periods * regions)
    best = min(
        ceil(periods / periods_each) * ceil(regions / regions_each)
        for periods_each in range(1, periods + 1)
        for regions_each in range(1, regions + 1)
        if periods_each * regions_each * rest <= LIMIT
    )
    assert len(planned) == best


@given(selections())
def test_a_plan_keeps_the_order_of_dimensions_and_codes(selection: Selection) -> None:
    for request in _planned(selection):
        assert list(request) == list(selection)
        for name, codes in request.items():
            assert codes == [code for code in selection[name] if code in set(codes)]
