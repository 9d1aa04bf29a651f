"""The Data Package of the Parquet files: what it says about each file is correct."""

import hashlib
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest
from frictionless import Package, Resource

from tests.acceptance.conftest import Ask
from warehouse.meta import SCHEMA_VERSION

Resources = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def package(published_folder: Path) -> dict[str, Any]:
    return dict(orjson.loads((published_folder / "parquet" / "datapackage.json").read_bytes()))


@pytest.fixture(scope="module")
def resources(package: dict[str, Any]) -> Resources:
    return {resource["name"]: resource for resource in package["resources"] if resource["format"] == "parquet"}


def columns(names: list[str], table: str) -> str:
    return ", ".join(f'{table}."{name}"' for name in names)


def name_of(resource: str) -> str:
    schema, _, table = resource.partition(".")
    return f'{schema}."{table}"'


def test_it_lists_every_file_and_column(ask: Ask, published_folder: Path, resources: Resources) -> None:
    files = {path.name for path in (published_folder / "parquet").glob("*.parquet")}
    tables = ask("select schema_name || '.' || table_name from duckdb_tables() order by all")
    assert sorted(resources) == [table for (table,) in tables]
    assert {resource["path"] for resource in resources.values()} == files
    for table, resource in resources.items():
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert fields == [row[0] for row in ask(f"select column_name from (describe {name_of(table)})")], table
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"]), table


def test_the_geojson_file_is_described(published_folder: Path, package: dict[str, Any]) -> None:
    [resource] = [resource for resource in package["resources"] if resource["format"] != "parquet"]
    path = published_folder / "parquet" / resource["path"]
    assert (resource["name"], resource["format"]) == ("municipalities", "geojson")
    assert resource["bytes"] == path.stat().st_size
    assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    assert resource["licenses"][0]["name"] == "CC-BY-4.0"
    assert "Kartverket" in resource["description"]


def test_bytes_hash_and_rows_are_those_of_the_file(published_folder: Path, resources: Resources) -> None:
    for name, resource in resources.items():
        path = published_folder / "parquet" / resource["path"]
        assert resource["bytes"] == path.stat().st_size, name
        assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}", name
        assert (resource["rows"],) == duckdb.sql(f"select count(*) from '{path}'").fetchone(), name


def test_version_licences_and_publishers_are_those_of_the_build(ask: Ask, package: dict[str, Any]) -> None:
    [(version,)] = ask("select version from meta.build")
    assert package["version"] == f"{version}+schema.{SCHEMA_VERSION}"
    assert {licence["title"] for licence in package["licenses"]} == {
        words for (words,) in ask("select licence from meta.source where rows > 0")
    }
    publishers = {contributor["title"] for contributor in package["contributors"] if contributor["role"] == "publisher"}
    assert publishers == {"FHI", "SSB", "Nav", "Miljødirektoratet", "Kartverket"}
    assert publishers - {"Kartverket"} == {name for (name,) in ask("select publisher from meta.source where rows > 0")}
    assert len(package["sources"]) == len(ask("from meta.source where rows > 0")) + 1


def test_every_table_has_a_key_that_stands_once(ask: Ask, resources: Resources) -> None:
    for name, resource in resources.items():
        key = resource["schema"]["primaryKey"]
        query = f"select count(*), count(distinct ({columns(key, 'own')})) from {name_of(name)} as own"
        [(rows, keys)] = ask(query)
        assert rows == keys, name


def test_every_reference_leads_to_a_row(ask: Ask, resources: Resources) -> None:
    found = [(name, key) for name, resource in resources.items() for key in resource["schema"].get("foreignKeys", [])]
    assert len(found) > 60
    for name, key in found:
        own, other = key["fields"], key["reference"]
        assert other["fields"] == resources[other["resource"]]["schema"]["primaryKey"], "a reference is to a key"
        query = f"""select count(*) from (select {columns(own, "own")} from {name_of(name)} as own
            where {" and ".join(f'own."{column}" is not null' for column in own)}
            except select {columns(other["fields"], "other")} from {name_of(other["resource"])} as other)"""
        assert ask(query) == [(0,)], (name, key)


def test_the_descriptor_is_a_valid_data_package(package: dict[str, Any]) -> None:
    assert Package.from_descriptor(package).name == "grunnlag"


def faults(resource: dict[str, Any], published: duckdb.DuckDBPyConnection, limit: int) -> list[str]:
    """Validate rows as DuckDB reads them, because frictionless reads null in an integer column of Parquet as a float."""
    rows = published.sql(f"from {name_of(resource['name'])} limit {limit}")
    data = [dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()]
    if not data:  # frictionless cannot validate a table without rows
        return []
    report = Resource.from_descriptor(
        {"name": "rows", "data": data, "schema": {"fields": resource["schema"]["fields"]}}
    ).validate()
    return [f"{resource['name']}: {error.message}" for task in report.tasks for error in task.errors]


def test_the_first_rows_of_every_table_are_what_the_schema_says(
    published: duckdb.DuckDBPyConnection, resources: Resources
) -> None:
    assert [fault for resource in resources.values() for fault in faults(resource, published, 1_000)] == []


def test_a_row_that_is_not_what_the_schema_says_is_found(
    published: duckdb.DuckDBPyConnection, resources: Resources
) -> None:
    fields = [{**field, "type": "integer"} for field in resources["core.unit"]["schema"]["fields"]]
    assert faults({**resources["core.unit"], "schema": {"fields": fields}}, published, 1)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_all_rows_of_every_table_are_what_the_schema_says(
    published: duckdb.DuckDBPyConnection, resources: Resources
) -> None:
    assert [fault for resource in resources.values() for fault in faults(resource, published, resource["rows"])] == []
