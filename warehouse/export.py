"""Parquet: one file for each table of the build, with a Frictionless `datapackage.json` that describes every column.

This is part of the build, and not of `publish`, because the build's files must have the same content and are switched
together: the Parquet files are written from the open build, before it is closed.
"""

from pathlib import Path
from typing import Any

import orjson

from warehouse.build import Build
from warehouse.sql import quoted, quoted_name

_TYPES = {"DATE": "date", "TIMESTAMP": "datetime", "BOOLEAN": "boolean", "DOUBLE": "number", "VARCHAR[]": "array"}
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT")


def export(build: Build) -> None:
    """Write the folder `parquet/` of the build."""
    folder = build.folder / "parquet"
    folder.mkdir()
    fields: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for schema, name, column, kind, comment in build.rows(_COLUMNS):
        fields.setdefault((schema, name), []).append({"name": column, "type": _type(kind), "description": comment})
    resources = [
        {**_write(build, schema, name, folder), "description": comment, "schema": {"fields": fields[schema, name]}}
        for schema, name, comment in build.rows(_TABLES)
    ]
    package = {
        "name": "grunnlag",
        "title": "Grunnlag: kunnskapsgrunnlag for kommunal planstrategi",
        "created": build.built_at.isoformat(),
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
        "sources": [{"title": "Statistics Norway (SSB)", "path": "https://www.ssb.no/statbank"}],
        "resources": resources,
    }
    (folder / "datapackage.json").write_bytes(orjson.dumps(package, option=orjson.OPT_INDENT_2))


_TABLES = """select schema_name, table_name, comment from duckdb_tables()
    where database_name = 'work' order by schema_name, table_name"""


_COLUMNS = """select schema_name, table_name, column_name, data_type, comment from duckdb_columns()
    where database_name = 'work' order by schema_name, table_name, column_index"""


def _write(build: Build, schema: str, name: str, folder: Path) -> dict[str, Any]:
    """Write one table. Return its name, path and format."""
    file = f"{schema}.{name}.parquet"
    table = f"{schema}.{quoted_name(name)}"
    build.con.execute(f"copy {table} to {quoted(folder / file)} (format parquet, compression zstd)")
    return {"name": f"{schema}.{name}", "path": file, "format": "parquet"}


def _type(kind: str) -> str:
    return "integer" if kind in _INTEGERS else _TYPES.get(kind, "string")
