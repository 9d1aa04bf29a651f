"""Write a Parquet file for each table of the build, the areas as GeoJSON too, and `datapackage.json`, which describes them.

This is part of the build, not of `publish`: the files must have the same content as the database, and are switched
together with it. They are written before the build is closed.
"""

import orjson

from warehouse.build import Build
from warehouse.datapackage import file_of, package
from warehouse.geometry import write_geojson
from warehouse.sql import quoted, quoted_name

READ_OVER_THE_WEB = ("figure", "comparison")
"""The tables whose files are sorted by municipality: a question about one then reads a small part of the file, as HTTP ranges."""
ROWS = 20_480
"""The rows of each part of such a file: half as many make the footer large, which every question reads."""


def export(build: Build) -> None:
    """Write the folder `parquet/` of the build."""
    folder = build.parquet
    folder.mkdir()
    for schema, name, has_geometry in build.rows(_TABLES):
        file = quoted(folder / file_of(schema, name))
        columns = _AS_GEOMETRY if has_geometry else ""
        order, size = (_BY_MUNICIPALITY, f", row_group_size {ROWS}") if name in READ_OVER_THE_WEB else ("", "")
        # With a column of the type GEOMETRY, DuckDB writes GeoParquet.
        build.con.execute(
            f"copy (select *{columns} from {schema}.{quoted_name(name)}{order}) to {file} "
            f"(format parquet, compression zstd{size})"
        )
    write_geojson(build, folder)
    described = orjson.dumps(package(build, folder), option=orjson.OPT_INDENT_2)
    (folder / "datapackage.json").write_bytes(described)


_TABLES = """select schema_name, table_name, bool_or(data_type = 'BLOB' and column_name = 'geometry')
    from duckdb_tables() inner join duckdb_columns() using (database_name, schema_name, table_name)
    where database_name = 'work' group by schema_name, table_name order by all"""
_BY_MUNICIPALITY = " order by municipality_code"
_AS_GEOMETRY = " replace (st_geomfromwkb(geometry)::geometry('OGC:CRS84') as geometry)"
