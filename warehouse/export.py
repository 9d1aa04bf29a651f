"""Write a Parquet file for each table of the build, the areas as GeoJSON too, and `datapackage.json`, which describes them.

This is part of the build, not of `publish`: the files must have the same content as the database, and are switched
together with it. They are written before the build is closed.
"""

import orjson

from warehouse.build import Build
from warehouse.datapackage import file_of, package
from warehouse.geometry import write_geojson
from warehouse.sql import quoted, quoted_name


def export(build: Build) -> None:
    """Write the folder `parquet/` of the build."""
    folder = build.parquet
    folder.mkdir()
    for schema, name, has_geometry in build.rows(_TABLES):
        file = quoted(folder / file_of(schema, name))
        columns = _AS_GEOMETRY if has_geometry else ""
        # With a column of the type GEOMETRY, DuckDB writes GeoParquet.
        build.con.execute(
            f"copy (select *{columns} from {schema}.{quoted_name(name)}) to {file} (format parquet, compression zstd)"
        )
    write_geojson(build, folder)
    described = orjson.dumps(package(build, folder), option=orjson.OPT_INDENT_2)
    (folder / "datapackage.json").write_bytes(described)


_TABLES = """select schema_name, table_name, bool_or(data_type = 'BLOB' and column_name = 'geometry')
    from duckdb_tables() inner join duckdb_columns() using (database_name, schema_name, table_name)
    where database_name = 'work' group by schema_name, table_name order by all"""
_AS_GEOMETRY = " replace (st_geomfromwkb(geometry)::geometry('OGC:CRS84') as geometry)"
