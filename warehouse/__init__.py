"""Observations -> DuckDB file -> published file; typed reads for everything downstream."""
