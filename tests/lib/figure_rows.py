"""Figures as the files of figures get them, one field at a time different from a plain one."""

from datetime import datetime
from typing import Any

from warehouse.read_data import FigureRow

PLAIN: dict[str, Any] = {
    "municipality_code": "5055", "municipality": "Heim", "indicator_id": "population", "title": "Folketall",
    "theme": "Befolkning", "period": "2026", "value": 5934.0, "unit": "personer", "suffix": "", "decimals": 0,
    "symbol": "published", "numerator": 5934.0, "denominator": None, "neighbours_value": 67000.5,
    "neighbours_basis": "value", "county_value": None, "county_basis": None, "country_value": -1.25,
    "country_basis": "median", "reason": None, "pooled_reason": None, "shift_reason": None,
    "cited_as": "SSB, tabell 07459", "updated": datetime(2026, 2, 20, 23, 30),  # noqa: DTZ001 - as DuckDB gives it
}  # fmt: skip


def figure(**other: Any) -> FigureRow:
    """Return a figure that differs from the plain one in these fields."""
    return FigureRow(**{**PLAIN, **other})


def withheld(**other: Any) -> FigureRow:
    """Return a figure that is withheld."""
    return figure(value=None, numerator=None, symbol="withheld", reason="Holdt tilbake: for få.", **other)
