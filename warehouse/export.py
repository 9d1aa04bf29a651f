"""Write a Parquet file for each table of the build, and a `datapackage.json` that describes the files.

This is part of the build, not of `publish`: the Parquet files must have the same content as the database, and are switched
together with it. They are written before the build is closed.
"""

import orjson

from warehouse.build import Build
from warehouse.datapackage import file_of, package
from warehouse.sql import quoted, quoted_name


def export(build: Build) -> None:
    """Write the folder `parquet/` of the build."""
    folder = build.folder / "parquet"
    folder.mkdir()
    for schema, name in build.rows(_TABLES):
        file = quoted(folder / file_of(schema, name))
        build.con.execute(f"copy {schema}.{quoted_name(name)} to {file} (format parquet, compression zstd)")
    described = orjson.dumps(package(build, folder), option=orjson.OPT_INDENT_2)
    (folder / "datapackage.json").write_bytes(described)


_TABLES = "select schema_name, table_name from duckdb_tables() where database_name = 'work' order by all"
