"""The figures of one indicator in an in-memory warehouse of a test."""

import duckdb

from catalogue.definition import Indicator
from catalogue.kinds import Source
from warehouse.definitions import growth, statements


def insert_figures(con: duckdb.DuckDBPyConnection, of: Indicator, source: Source | None) -> None:
    """Insert an indicator into core.observation; without a source, it is the growth of another."""
    for statement in statements([(of, source)]) if source else [growth(of)]:
        con.execute(statement)
