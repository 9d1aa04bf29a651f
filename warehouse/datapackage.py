"""The Data Package of a build: `datapackage.json` describes each file, its columns, its keys and its origin.

The primary key of a table is stated in its comment.
"""

import hashlib
import re
from pathlib import Path
from typing import Any

from warehouse.build import Build
from warehouse.geometry import GEOJSON
from warehouse.sql import quoted_name

Columns = tuple[str, ...]

_TYPES = {
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "BOOLEAN": "boolean",
    "DOUBLE": "number",
    "VARCHAR[]": "array",
    "BLOB": "any",
}
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT")
_KEY = re.compile(r"key: (all columns|\w+(?:, \w+)*)[.;]", re.IGNORECASE)
_LICENCES = {"CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")}
"""Licence -> (SPDX identifier, page). Other licences are given by their text only."""
_REFERENCES: tuple[tuple[Columns, str, Columns], ...] = (
    (("indicator_id",), "core.indicator", ("indicator_id",)),
    (("period",), "core.period", ("period",)),
    (("breakdown",), "core.breakdown", ("breakdown",)),
    (("unit",), "core.unit", ("unit",)),
    (("group_kind", "group_code"), "core.group", ("group_kind", "group_code")),
    (("requirement_id",), "core.requirement", ("requirement_id",)),
    (("requirement_id", "point_id"), "core.requirement_point", ("requirement_id", "point_id")),
    (("municipality_code",), "mart.municipality", ("code",)),
    (("source_id",), "meta.source", ("source_id",)),
    (("fetch_id",), "meta.fetch", ("fetch_id",)),
    (("load_id",), "meta.load", ("load_id",)),
)
"""The foreign keys: columns, the table they refer to, and its columns. They apply in every table with these columns."""


def package(build: Build, folder: Path) -> dict[str, Any]:
    """Return the descriptor of the Parquet files in a folder, one for each table of the build."""
    version, schema_version = build.rows("select version, schema_version from meta.build")[0]
    return {
        "profile": "data-package",
        "name": "grunnlag",
        "title": "Grunnlag: kunnskapsgrunnlag for kommunal planstrategi",
        "version": f"{version}+schema.{schema_version}",
        "created": build.built_at.isoformat(),
        "licenses": [_licence(words) for (words,) in build.rows(_LICENCES_OF_SOURCES)],
        "contributors": [{"title": name, "role": "publisher"} for (name,) in [*build.rows(_PUBLISHERS), (_MAPS,)]],
        "sources": [
            *({"title": f"{cited}: {title}", "path": url} for cited, title, url in build.rows(_SOURCES)),
            {"title": f"{_MAPS}: municipalities of 2024", "path": "https://www.kartverket.no"},
        ],
        "resources": [*(_resource(build, folder, *table) for table in build.rows(_TABLES)), _geojson(folder / GEOJSON)],
    }


_LICENCES_OF_SOURCES = "select distinct licence from meta.source where rows > 0 order by all"
_MAPS = "Kartverket"
_PUBLISHERS = "select distinct publisher from meta.source where rows > 0 order by all"
_SOURCES = "select cited_as, title, url from meta.source where rows > 0 order by source_id"
_TABLES = """select schema_name, table_name, any_value(tables.comment),
        list((column_name, data_type, columns.comment) order by column_index)
    from duckdb_tables() as tables inner join duckdb_columns() as columns using (database_name, schema_name, table_name)
    where database_name = 'work' group by schema_name, table_name order by schema_name, table_name"""


def file_of(schema: str, table: str) -> str:
    """Return the name of a table's Parquet file."""
    return f"{schema}.{table}.parquet"


def _licence(words: str) -> dict[str, str]:
    name, path = _LICENCES.get(words, (None, None))
    return (
        {"name": name, "path": path, "title": words} if name and path else {"name": "other-attribution", "title": words}
    )


def _resource(
    build: Build, folder: Path, schema: str, table: str, comment: str, columns: list[tuple[str, str, str]]
) -> dict[str, Any]:
    """Return the description of one table's file."""
    path = folder / file_of(schema, table)
    fields = [{"name": name, "type": _type(kind), "description": words} for name, kind, words in columns]
    names = [name for name, *_ in columns]
    rows = build.rows(f"select count(*) from {schema}.{quoted_name(table)}")[0][0]
    return {
        "name": f"{schema}.{table}",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        **_file(path),
        "rows": rows,
        "description": comment,
        "schema": {"fields": fields, **_keys(f"{schema}.{table}", comment, names)},
    }


def _geojson(path: Path) -> dict[str, Any]:
    """Return the description of the areas as GeoJSON."""
    return {
        "name": path.stem,
        "format": "geojson",
        "mediatype": "application/geo+json",
        **_file(path),
        "description": "The rows of core.municipality_geometry, with names and counties. Kartverket, CC BY 4.0.",
        "licenses": [_licence("CC BY 4.0")],
    }


def _file(path: Path) -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def _type(kind: str) -> str:
    return "integer" if kind in _INTEGERS else _TYPES.get(kind, "string")


def _keys(table: str, comment: str, columns: list[str]) -> dict[str, Any]:
    """Return the primary key that the comment states, and the foreign keys."""
    stated = _KEY.search(comment)
    key = [] if stated is None else columns if stated[1] == "all columns" else stated[1].split(", ")
    foreign = [
        {"fields": list(own), "reference": {"resource": other, "fields": list(theirs)}}
        for own, other, theirs in _REFERENCES
        if table != other and {*own} <= {*columns} and not (other == "mart.municipality" and "borders" in columns)
    ]
    return ({"primaryKey": key} if key else {}) | ({"foreignKeys": foreign} if foreign else {})
