"""The areas of the published build: in the file, as GeoParquet and as GeoJSON, each compared with the boundary file."""

from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow.parquet as pq
import pytest

from publish.content.chart import Chart
from publish.drawing.locator import draw_locator
from publish.drawing.maps import draw_map
from publish.drawing.shapes import Shapes, read_shapes
from tests.acceptance.conftest import Ask
from tests.lib.squares import chart
from transform.topology import Area, read_areas, signed_area
from transform.wkb import from_wkb
from warehouse.geometry import BOUNDARIES

BOX = (4.5, 57.9, 31.2, 71.3)
"""West, south, east and north of the mainland with its islands."""


@pytest.fixture(scope="module")
def source() -> dict[str, Area]:
    """Code -> area in the boundary file."""
    return read_areas(orjson.loads(BOUNDARIES.read_bytes()), "municipalities")


@pytest.fixture(scope="module")
def geojson(published_folder: Path) -> dict[str, Any]:
    return dict(orjson.loads((published_folder / "parquet" / "municipalities.geojson").read_bytes()))


def size(area: Any) -> float:
    """Return the size of an area in square degrees: outer rings add, holes subtract."""
    return sum(signed_area(np.array(ring)) for polygon in area for ring in polygon)


def assert_same(found: dict[str, Any], source: dict[str, Area]) -> None:
    """Check that each municipality has the size that it has in the boundary file, and rings that are closed and turned right."""
    assert found.keys() == source.keys()
    for code, area in found.items():
        assert size(area) == pytest.approx(size(source[code]), rel=0.01), code
        for outer, *holes in area:
            assert signed_area(np.array(outer)) > 0, code
            assert all(signed_area(np.array(hole)) < 0 for hole in holes), code
            assert all(np.array_equal(ring[0], ring[-1]) and len(ring) > 3 for ring in (outer, *holes)), code


def test_every_municipality_of_today_has_its_area_in_the_file(ask: Ask, source: dict[str, Area]) -> None:
    rows = ask("select municipality_code, geometry from core.municipality_geometry")
    assert len(rows) == 357
    assert {code for code, _ in rows} == {code for (code,) in ask("select code from mart.municipality")}
    assert_same({code: from_wkb(geometry) for code, geometry in rows}, source)


def test_points_are_on_the_mainland(source: dict[str, Area]) -> None:
    points = np.concatenate([ring for area in source.values() for polygon in area for ring in polygon])
    assert (points.min(axis=0) > BOX[:2]).all()
    assert (points.max(axis=0) < BOX[2:]).all()


def test_a_border_between_two_municipalities_has_the_same_points_on_both_sides(source: dict[str, Area]) -> None:
    heim, orkland, oslo = (
        {tuple(p) for polygon in source[code] for ring in polygon for p in ring} for code in ("5055", "5059", "0301")
    )
    assert len(heim & orkland) > 5
    assert not heim & oslo


def test_duckdb_reads_every_area_as_a_multipolygon(ask: Ask) -> None:
    query = (
        "select count(*) from core.municipality_geometry where st_astext(st_geomfromwkb(geometry)) like 'MULTIPOLYGON%'"
    )
    assert ask(query) == [(357,)]


def test_the_parquet_file_is_geoparquet(published_folder: Path, source: dict[str, Area]) -> None:
    table = pq.read_table(published_folder / "parquet" / "core.municipality_geometry.parquet")
    geo = orjson.loads(table.schema.metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert (geo["version"], geo["primary_column"], column["encoding"]) == ("1.0.0", "geometry", "WKB")
    assert column["geometry_types"] == ["MultiPolygon"]
    assert column.get("crs", "OGC:CRS84") == "OGC:CRS84", "without crs, it is longitude and latitude"
    west, south, east, north = column["bbox"]
    assert (BOX[0] < west < east < BOX[2], BOX[1] < south < north < BOX[3]) == (True, True)
    rows = zip(table["municipality_code"].to_pylist(), table["geometry"].to_pylist(), strict=True)
    assert_same({code: from_wkb(geometry) for code, geometry in rows}, source)


def test_the_geojson_file_has_every_area_with_its_name(
    ask: Ask, geojson: dict[str, Any], source: dict[str, Area]
) -> None:
    assert geojson["type"] == "FeatureCollection"
    assert {feature["geometry"]["type"] for feature in geojson["features"]} == {"MultiPolygon"}
    assert_same({feature["id"]: feature["geometry"]["coordinates"] for feature in geojson["features"]}, source)
    named = {
        (one["code"], one["name"], one["county"]) for one in (feature["properties"] for feature in geojson["features"])
    }
    assert named == {*ask("select code, name, county_name from mart.municipality")}


def test_maps_are_small(published_folder: Path) -> None:
    shapes = read_shapes(published_folder / "grunnlag.duckdb")
    codes = tuple(shapes.names)
    assert len(draw_map(_map(shapes, codes), shapes, "wide").encode()) < 250_000
    for county in {code[:2] for code in codes}:
        of_county = tuple(code for code in codes if code.startswith(county))
        assert len(draw_map(_map(shapes, of_county), shapes, "wide").encode()) < 45_000, county
    assert max(len(draw_locator(code, shapes).encode()) for code in codes) < 12_288


def _map(shapes: Shapes, codes: tuple[str, ...]) -> Chart:
    values = [float(code) for code in codes]
    return chart(*values, codes=codes, names=tuple(shapes.names[code] for code in codes), limits=(0.0, 2000.0, 4000.0))


def test_the_geojson_file_is_small_enough_to_be_opened_anywhere(published_folder: Path) -> None:
    assert (published_folder / "parquet" / "municipalities.geojson").stat().st_size < 1_000_000
