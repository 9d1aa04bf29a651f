"""The areas of municipalities: from the boundary file into the build, and from the build into GeoJSON."""

from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pandas as pd

from catalogue.load import SEEDS
from transform.topology import Area, read_areas
from transform.wkb import from_wkb, to_wkb
from warehouse.build import Build

BOUNDARIES = SEEDS / "municipalities_2024.topojson"
BORDERS = "2024-01-01"
"""The KLASS edition that the boundary file has the borders of."""
GEOJSON = "municipalities.geojson"
DECIMALS = 5
"""Decimals of a degree in GeoJSON: about a metre, and the file is accurate to some 15 metres."""


def read_boundaries(build: Build, *_: object) -> None:
    """Let SQL read the area of each municipality in the boundary file, as temp.boundaries."""
    areas = read_areas(orjson.loads(BOUNDARIES.read_bytes()), "municipalities")
    rows = [(code, BORDERS, to_wkb(area)) for code, area in areas.items()]
    build.con.register("boundaries", pd.DataFrame(rows, columns=["municipality_code", "borders", "geometry"]))


def write_geojson(build: Build, folder: Path) -> None:
    """Write the municipalities that have an area as GeoJSON (RFC 7946)."""
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"code": code, "name": name, "county_code": county_code, "county": county},
            "geometry": {"type": "MultiPolygon", "coordinates": _coordinates(from_wkb(bytes(geometry)))},
        }
        for code, name, county_code, county, geometry in build.rows(_AREAS)
    ]
    content = {"type": "FeatureCollection", "attribution": "Kartverket, CC BY 4.0", "features": features}
    (folder / GEOJSON).write_bytes(orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY))


_AREAS = """select code, name, county_code, county_name, geometry
    from core.municipality_geometry inner join mart.municipality on municipality_code = code order by code"""


def _coordinates(area: Area) -> list[list[Any]]:
    return [[np.round(ring, DECIMALS) for ring in polygon] for polygon in area]
