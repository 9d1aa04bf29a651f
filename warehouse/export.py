"""The same content as Parquet, one file a table, with a Frictionless `datapackage.json` that describes every column."""

from pathlib import Path
from typing import Any

import orjson

from warehouse.build import Build, quoted

_TYPES = {"DATE": "date", "TIMESTAMP": "datetime", "BOOLEAN": "boolean", "DOUBLE": "number", "VARCHAR[]": "array"}
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT")


def export(build: Build) -> None:
    """Write `parquet/` into the build's folder."""
    folder = build.folder / "parquet"
    folder.mkdir()
    fields: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for schema, name, column, kind, text in build.rows(_COLUMNS):
        fields.setdefault((schema, name), []).append({"name": column, "type": _type(kind), "description": text})
    resources = [
        {**_written(build, schema, name, folder), "description": says, "schema": {"fields": fields[schema, name]}}
        for schema, name, says in build.rows(_TABLES)
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


def _written(build: Build, schema: str, name: str, folder: Path) -> dict[str, Any]:
    """Write one table and say where it is."""
    file = f"{schema}.{name}.parquet"
    build.con.execute(f'copy {schema}."{name}" to {quoted(folder / file)} (format parquet, compression zstd)')
    return {"name": f"{schema}.{name}", "path": file, "format": "parquet"}


def _type(kind: str) -> str:
    return "integer" if kind in _INTEGERS else _TYPES.get(kind, "string")
