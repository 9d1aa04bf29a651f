"""Areas as Well-Known Binary (OGC Simple Features), little-endian, always a MultiPolygon of two dimensions."""

import struct

import numpy as np

from transform.topology import Area, Polygon, Ring

LITTLE_ENDIAN, POLYGON, MULTIPOLYGON = 1, 3, 6
_HEADER = struct.Struct("<BII")
"""Byte order, type, and the number of parts."""
_COUNT = struct.Struct("<I")


def to_wkb(area: Area) -> bytes:
    """Return an area as a MultiPolygon."""
    return _HEADER.pack(LITTLE_ENDIAN, MULTIPOLYGON, len(area)) + b"".join(_polygon(polygon) for polygon in area)


def from_wkb(data: bytes) -> Area:
    """Return the area that `to_wkb` wrote. Raise ValueError for other data."""
    reader = _Reader(data)
    area = [[reader.ring() for _ in range(reader.header(POLYGON))] for _ in range(reader.header(MULTIPOLYGON))]
    if reader.place != len(data):
        raise ValueError("The geometry is longer than its parts.")
    return area


def _polygon(polygon: Polygon) -> bytes:
    rings = (_COUNT.pack(len(ring)) + ring.astype("<f8").tobytes() for ring in polygon)
    return _HEADER.pack(LITTLE_ENDIAN, POLYGON, len(polygon)) + b"".join(rings)


class _Reader:
    """Reads the parts of a geometry from the beginning."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    def header(self, expected: int) -> int:
        """Return the number of parts of a geometry of the expected type."""
        order, kind, parts = self._unpack(_HEADER)
        if (order, kind) != (LITTLE_ENDIAN, expected):
            raise ValueError(f"The geometry has type {kind} and byte order {order}; {expected} and 1 were expected.")
        return parts

    def ring(self) -> Ring:
        """Return the points of a ring."""
        (points,) = self._unpack(_COUNT)
        ring = np.frombuffer(self.data, "<f8", 2 * points, self.place).reshape(points, 2)
        self.place += ring.nbytes
        return ring

    def _unpack(self, layout: struct.Struct) -> tuple[int, ...]:
        try:
            values = layout.unpack_from(self.data, self.place)
        except struct.error as error:
            raise ValueError("The geometry ends too early.") from error
        self.place += layout.size
        return values
