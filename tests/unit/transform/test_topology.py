"""Areas from TopoJSON, of two squares that share a border."""

from typing import Any

import numpy as np
import pytest

from transform.topology import Ring, read_areas, signed_area

SHARED, WEST, EAST, HOLE, TRACE = range(5)


def topology(**arcs: Any) -> dict[str, Any]:
    """Return a file in which each geometry has the arcs given for it."""
    geometries = [
        {
            "type": "Polygon" if isinstance(rings[0][0], int) else "MultiPolygon",
            "arcs": rings,
            "properties": {"code": code[1:]},
        }
        for code, rings in arcs.items()
    ]
    return {
        "transform": {"scale": [0.5, 0.25], "translate": [10, 60]},
        "objects": {"areas": {"geometries": geometries}},
        "arcs": [
            [[2, 0], [0, 4]],  # the shared border, northwards
            [[2, 4], [-2, 0], [0, -4], [2, 0]],  # the rest of the west square
            [[2, 4], [2, 0], [0, -4], [-2, 0]],  # the rest of the east square, clockwise
            [[1, 1], [1, 0], [0, 1], [-1, 0], [0, -1]],
            [[3, 3], [0, 0], [0, 0], [0, 0]],
        ],
    }


def corners(ring: Ring) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in ring]


def test_two_municipalities_share_an_arc() -> None:
    areas = read_areas(topology(_1001=[[SHARED, WEST]], _1002=[[~SHARED, ~EAST]]), "areas")
    assert corners(areas["1001"][0][0]) == [(11, 60), (11, 61), (10, 61), (10, 60), (11, 60)]
    assert {*corners(areas["1001"][0][0])} & {*corners(areas["1002"][0][0])} == {(11, 60), (11, 61)}


def test_outer_rings_run_counterclockwise_and_holes_clockwise() -> None:
    areas = read_areas(topology(_1001=[[SHARED, WEST], [HOLE]], _1002=[[SHARED, EAST]]), "areas")
    assert [signed_area(ring) for ring in areas["1001"][0]] == [1, -0.125]
    assert signed_area(areas["1002"][0][0]) == 1


def test_a_trace_of_rounding_is_no_area() -> None:
    areas = read_areas(topology(_1001=[[[SHARED, WEST], [TRACE]], [[TRACE]]]), "areas")
    assert [len(polygon) for polygon in areas["1001"]] == [1]


def test_a_geometry_that_is_no_polygon_is_refused() -> None:
    file = topology(_1001=[[SHARED, WEST]])
    file["objects"]["areas"]["geometries"][0]["type"] = "LineString"
    with pytest.raises(ValueError, match="LineString"):
        read_areas(file, "areas")


def test_the_area_does_not_depend_on_where_the_ring_is() -> None:
    ring = np.array([(0.0, 0.0), (1e-6, 0), (1e-6, 1e-6), (0, 0)])
    assert signed_area(ring + np.array([30, 70])) == pytest.approx(signed_area(ring), rel=1e-6)
