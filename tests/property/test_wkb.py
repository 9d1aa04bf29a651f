"""Well-Known Binary: what is written is read again, by DuckDB too, and damaged data are refused."""

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.topology import Area, Ring
from transform.wkb import from_wkb, to_wkb

degrees = st.floats(-180, 180)


@st.composite
def rings(draw: st.DrawFn) -> Ring:
    points = draw(st.lists(st.tuples(degrees, degrees), min_size=3, max_size=6))
    return np.array([*points, points[0]])


areas = st.lists(st.lists(rings(), min_size=1, max_size=3), min_size=1, max_size=3)


def points(area: Area) -> list[list[list[list[float]]]]:
    return [[ring.tolist() for ring in polygon] for polygon in area]


@given(areas)
def test_what_is_written_is_read_again(area: Area) -> None:
    assert points(from_wkb(to_wkb(area))) == points(area)


@given(areas)
def test_duckdb_reads_the_same_area(area: Area) -> None:
    own = duckdb.execute("select st_aswkb(st_geomfromwkb(?))", [to_wkb(area)]).fetchall()
    assert bytes(own[0][0]) == to_wkb(area)


@given(areas, st.data())
def test_data_that_end_early_or_late_are_refused(area: Area, data: st.DataObject) -> None:
    written = to_wkb(area)
    end = data.draw(st.integers(0, len(written) - 1))
    for damaged in (written[:end], written + b"\0"):
        with pytest.raises(ValueError, match=r"geometry|buffer"):
            from_wkb(damaged)


def test_another_kind_of_geometry_is_refused() -> None:
    [(point,)] = duckdb.execute("select st_aswkb('POINT(1 2)'::geometry)").fetchall()
    with pytest.raises(ValueError, match="type 1"):
        from_wkb(bytes(point))
