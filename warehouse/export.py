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
    resources = [_table(build, schema, name, says, folder) for schema, name, says in build.rows(_TABLES)]
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


def _table(build: Build, schema: str, name: str, says: str | None, folder: Path) -> dict[str, Any]:
    """Write one table and give its entry in the package."""
    file = f"{schema}.{name}.parquet"
    build.con.execute(f'copy {schema}."{name}" to {quoted(folder / file)} (format parquet, compression zstd)')
    columns = build.rows(
        """select column_name, data_type, comment from duckdb_columns()
        where database_name = 'work' and schema_name = ? and table_name = ? order by column_index""",
        [schema, name],
    )
    fields = [{"name": column, "type": _type(kind), "description": text} for column, kind, text in columns]
    table = {"name": f"{schema}.{name}", "path": file, "format": "parquet", "description": says}
    return {**table, "schema": {"fields": fields}}


def _type(kind: str) -> str:
    return "integer" if kind in _INTEGERS else _TYPES.get(kind, "string")
