"""Areas on paper: Lambert's azimuthal equal-area projection around the middle of what is shown, on a fine grid.

All points are rounded to the grid, so two municipalities still share the points of their border, without gaps.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from publish.drawing.shapes import Shapes
from transform.topology import Ring, signed_area

GRID = 2
"""Steps of the grid in a pixel."""
EDGE = 4
"""Pixels around the map."""
Outline = npt.NDArray[np.int64]
"""A closed ring on the grid: x to the right and y downwards, shape (points, 2), without the first point at its end."""


@dataclass(frozen=True, eq=False)
class View:
    """What is shown of some municipalities in a picture of a given size."""

    height: float
    outlines: dict[str, list[Outline]]
    """Code -> its rings; one of at least a point for every municipality that has a shape, the largest first."""
    centres: dict[str, tuple[float, float]]
    """Code -> the centre of gravity of its largest ring, in pixels."""


@cache
def view(shapes: Shapes, codes: tuple[str, ...], width: float, tallest: float) -> View:
    """Return the municipalities as large as they fit into a width and height in pixels. Codes without a shape are left out."""
    rings = {
        code: [ring for polygon in shapes.areas[code] for ring in polygon] for code in codes if code in shapes.areas
    }
    if not rings:
        return View(0, {}, {})
    middle = _corners([ring for own in rings.values() for ring in own]).mean(axis=0)
    plane = {code: [_projected(ring, middle) for ring in own] for code, own in rings.items()}
    low, high = _corners([ring for own in plane.values() for ring in own])
    scale = float(min(np.array([width - 2 * EDGE, tallest - 2 * EDGE]) / (high - low)))
    placed = {code: [(ring - low) * scale + EDGE for ring in own] for code, own in plane.items()}
    ordered = {code: sorted(own, key=lambda ring: -abs(signed_area(ring))) for code, own in placed.items()}
    return View(
        float((high - low)[1] * scale) + 2 * EDGE,
        {code: _outlines(own) for code, own in ordered.items()},
        {code: _centre(own[0]) for code, own in ordered.items()},
    )


def _corners(rings: list[Ring]) -> Ring:
    points = np.concatenate(rings)
    return np.array([points.min(axis=0), points.max(axis=0)])


def _projected(ring: Ring, middle: Ring) -> Ring:
    """Return the points on the plane, in radii of the earth, with y downwards."""
    (along, up), (mid_along, mid_up) = np.radians(ring).T, np.radians(middle)
    along = along - mid_along
    closeness = np.sin(mid_up) * np.sin(up) + np.cos(mid_up) * np.cos(up) * np.cos(along)
    scale = np.sqrt(2 / (1 + closeness))
    y = np.cos(mid_up) * np.sin(up) - np.sin(mid_up) * np.cos(up) * np.cos(along)
    return np.column_stack([scale * np.cos(up) * np.sin(along), -scale * y])


def _outlines(rings: list[Ring]) -> list[Outline]:
    """Return the rings on the grid without repeated points. Islands that shrink to a line are left out, but not the largest."""
    outlines = [_on_grid(ring) for ring in rings]
    return [outlines[0], *(outline for outline in outlines[1:] if len(outline) > 2)]


def _on_grid(ring: Ring) -> Outline:
    points = np.rint(ring * GRID).astype(np.int64)
    return (
        points[np.any(points != np.roll(points, 1, axis=0), axis=1)] if len({*map(tuple, points)}) > 1 else points[:1]
    )


def _centre(ring: Ring) -> tuple[float, float]:
    points = ring - ring[0]
    cross = points[:-1, 0] * points[1:, 1] - points[1:, 0] * points[:-1, 1]
    x, y = ((points[:-1] + points[1:]) * cross[:, None]).sum(axis=0) / (3 * cross.sum()) + ring[0]
    return float(x), float(y)


@cache
def path_in(shown: View, code: str) -> str:
    """Return a municipality as the data of a path on the grid; the same for every map of this view."""
    return path_of(shown.outlines[code])


def path_of(outlines: list[Outline]) -> str:
    """Return closed rings as the data of a path on the grid."""
    return "".join(f"{_stroke(outline)}z" for outline in outlines)


def stroke_of(lines: list[Outline]) -> str:
    """Return open lines as the data of a path on the grid."""
    return "".join(_stroke(line) for line in lines)


def _stroke(points: Outline) -> str:
    x, y = (int(value) for value in points[0])
    steps = _merged(np.diff(points, axis=0).tolist())
    return f"M{x} {y}l{_numbers([value for step in steps for value in step] or [1, 0])}"


def _merged(steps: list[list[int]]) -> list[list[int]]:
    """Return the steps with those in the same direction joined."""
    merged: list[list[int]] = []
    for dx, dy in steps:
        if merged and merged[-1][0] * dy == merged[-1][1] * dx and merged[-1][0] * dx + merged[-1][1] * dy > 0:
            merged[-1] = [merged[-1][0] + dx, merged[-1][1] + dy]
        else:
            merged.append([dx, dy])
    return merged


def _numbers(values: list[int]) -> str:
    """Return numbers with as few separators as SVG needs: a minus sign is one."""
    return "".join(f"{value}" if value < 0 else f" {value}" for value in values).lstrip()


@cache
def county_lines(shown: View) -> list[Outline]:
    """Return the borders between municipalities of different counties as lines."""
    beside: dict[tuple[tuple[int, ...], ...], set[str]] = {}
    for code, outlines in shown.outlines.items():
        for edge in (edge for outline in outlines for edge in _edges(outline)):
            beside.setdefault(tuple(sorted(edge)), set()).add(code[:2])
    return [
        line
        for code, outlines in shown.outlines.items()
        for outline in outlines
        for line in _runs([(edge, max(beside[tuple(sorted(edge))]) > code[:2]) for edge in _edges(outline)])
    ]


Edge = tuple[tuple[int, ...], tuple[int, ...]]


def _edges(outline: Outline) -> list[Edge]:
    points = [tuple(point) for point in outline.tolist()]
    return list(zip(points, [*points[1:], points[0]], strict=True))


def _runs(edges: list[tuple[Edge, bool]]) -> Iterator[Outline]:
    """Yield the unbroken lines of the edges that are marked."""
    line: list[tuple[int, ...]] = []
    for (start, end), is_border in edges:
        if is_border:
            line = [*line, end] if line else [start, end]
        elif line:
            yield np.array(line)
            line = []
    if line:
        yield np.array(line)
