"""Areas from a TopoJSON file: each border between two municipalities is stored once, as an arc that both refer to."""

from collections.abc import Iterable
from typing import Any, cast

import numpy as np
import numpy.typing as npt

Ring = npt.NDArray[np.float64]
"""Longitude and latitude of each point, shape (points, 2); the last point is the first."""
Polygon = list[Ring]
"""The outer ring, counterclockwise, then the rings of holes, clockwise."""
Area = list[Polygon]

SMALLEST = 1e-9
"""The smallest ring that is kept, in square degrees (about 6 square metres): smaller ones are traces of rounding."""


def read_areas(topology: dict[str, Any], name: str) -> dict[str, Area]:
    """Return code -> area for each geometry of the object `name`, in degrees (WGS 84).

    Raise ValueError if a geometry is not a polygon.
    """
    arcs = _arcs(topology)
    return {
        str(geometry["properties"]["code"]): _area(geometry, arcs)
        for geometry in topology["objects"][name]["geometries"]
    }


def signed_area(ring: Ring) -> float:
    """Return the area of a ring in square degrees, positive if it is counterclockwise."""
    x, y = (ring - ring[0]).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs in degrees. The file has whole numbers, each point as the difference from the one before."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]


def _area(geometry: dict[str, Any], arcs: list[Ring]) -> Area:
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"A geometry is a {geometry['type']}; it must be a Polygon or a MultiPolygon.")
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    made = (_polygon(_ring(indexes, arcs) for indexes in polygon) for polygon in polygons)
    return [polygon for polygon in made if polygon]


def _ring(indexes: list[int], arcs: list[Ring]) -> Ring:
    """Return the arcs as one ring. A negative index is an arc backwards: -1 is arc 0, -2 is arc 1."""
    parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indexes]
    return cast(Ring, np.concatenate([parts[0], *(part[1:] for part in parts[1:])]))


def _polygon(rings: Iterable[Ring]) -> Polygon:
    """Return the rings that are large enough, turned the right way; none if the outer ring is too small."""
    outer, *holes = rings
    if abs(signed_area(outer)) < SMALLEST:
        return []
    kept = [hole for hole in holes if abs(signed_area(hole)) >= SMALLEST]
    return [_turned(outer, counterclockwise=True), *(_turned(hole, counterclockwise=False) for hole in kept)]


def _turned(ring: Ring, *, counterclockwise: bool) -> Ring:
    return ring if (signed_area(ring) > 0) == counterclockwise else ring[::-1]
