"""Typed reads of the areas and names of municipalities, for maps, from a finished build."""

from dataclasses import dataclass
from pathlib import Path

from transform.topology import Area
from transform.wkb import from_wkb
from warehouse.connection import read_only


@dataclass(frozen=True, eq=False)
class Shapes:
    """Municipality code -> its area in degrees, and its name and the name of its county.

    A municipality without an area has a name only. Two are equal only if they are the same object, so that drawings of
    the same shapes can be cached.
    """

    areas: dict[str, Area]
    names: dict[str, str]
    counties: dict[str, str]


def read_shapes(database: Path) -> Shapes:
    """Return the shapes of all municipalities of today."""
    with read_only(database) as con:
        rows = con.execute(_SHAPES).fetchall()
    return Shapes(
        {code: from_wkb(geometry) for code, _, _, geometry in rows if geometry is not None},
        {code: name for code, name, _, _ in rows},
        {code: county for code, _, county, _ in rows},
    )


_SHAPES = """select code, name, county_name, geometry
    from mart.municipality left join core.municipality_geometry on code = municipality_code order by code"""
