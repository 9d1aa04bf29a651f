"""Loads a catalogue, and lets DuckDB try each expression and transform find each function, before anything is fetched."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from catalogue.definition import Indicator
from catalogue.errors import CatalogueError
from catalogue.expressions import parse
from catalogue.kinds import Source
from catalogue.load import load_catalogue
from catalogue.models import Catalogue
from catalogue.words import line
from transform.functions import check_functions
from warehouse.connection import connect, lock
from warehouse.sql import Sql, listed, quoted_name

KEYS = ("numerator", "denominator", "value")


def checked_catalogue(home: Path, local: Path | None = None) -> Catalogue:
    """Return the catalogue in a folder, with what the folder `local` adds.

    Raise CatalogueError with a line for each expression that cannot be computed.
    """
    catalogue = load_catalogue(home, local)
    check_functions(catalogue)
    with connect() as con:
        lock(con)
        if errors := list(_errors(catalogue, con)):
            raise CatalogueError(*errors)
    return catalogue


def _errors(catalogue: Catalogue, con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield an error for each expression that DuckDB refuses, source by source."""
    by_source: dict[str, list[Indicator]] = {}
    for indicator in catalogue.indicators.values():
        by_source.setdefault(indicator.definition.source or "", []).append(indicator)
    for source_id, indicators in by_source.items():
        if source := catalogue.sources.get(source_id):
            con.execute(f"create or replace temp table cells as {_example(source)}")
            for indicator in indicators:
                yield from _wrong(indicator, source.spec.expression_columns, con)


def _wrong(indicator: Indicator, columns: set[str], con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    texts = {key: getattr(indicator.definition, key) for key in KEYS if getattr(indicator.definition, key)}
    for key, text in texts.items():
        try:
            con.execute(f"select ({parse(text, columns).sql(dialect='duckdb')})::double from cells").fetchall()
        except duckdb.Error as error:
            yield line(indicator.file, key, f"'{text}' cannot be computed: {str(error).splitlines()[0].rstrip('.')}")


def _example(source: Source) -> Sql:
    """Return a query with one row of the source's cells. Its texts are no numbers, as codes such as 105+ are none."""
    spec = source.spec
    examples = (
        dict.fromkeys(spec.expression_columns, "'80+'") | dict.fromkeys(spec.bounds, "1") | {"value": "1.0::double"}
    )
    return Sql(f"select {listed(Sql(f'{text} as {quoted_name(name)}') for name, text in examples.items())}")
