"""Figures as JSON-stat 2.0: municipality x indicator x period. Most cells are empty, so `value` is an object."""

import re
from typing import Any

from publish.data.figure_table import STATUS, day_in_oslo
from warehouse.read_data import FigureRow

_YEAR = re.compile("[0-9]{4}")

PLAIN = ("published", "derived")
"""Symbols of figures without anything to know. They have no status."""


def dataset(label: str, figures: list[FigureRow]) -> dict[str, Any]:
    """Return the dataset of the figures, which must all have different keys.

    `value` and `status` are keyed by the position of the cell. `extension` has what JSON-stat has no place for:
    the words of each status, the theme and source of each indicator, and note -> the positions it is about.
    """
    municipalities = {row.municipality_code: row.municipality for row in figures}
    indicators = {row.indicator_id: row for row in figures}
    periods = sorted({row.period for row in figures}, key=lambda period: (_YEAR.findall(period)[-1], period))
    places = _positions(municipalities), _positions(indicators), _positions(periods)
    cells = {str(_cell(places, row)): row for row in figures}
    dimension = {
        "kommune": _dimension("Kommune", municipalities),
        "indikator": _dimension("Indikator", {name: row.title for name, row in indicators.items()}),
        "periode": _dimension("Periode", {period: period for period in periods}),
    }
    dimension["indikator"]["category"]["unit"] = {name: _unit(row) for name, row in indicators.items()}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": label,
        "source": ", ".join(sorted({row.cited_as for row in figures})),
        **_updated(figures),
        "role": {"geo": ["kommune"], "metric": ["indikator"], "time": ["periode"]},
        "id": list(dimension),
        "size": [len(each) for each in places],
        "dimension": dimension,
        "value": {cell: _plain(row.value) for cell, row in cells.items() if row.value is not None},
        "status": {cell: row.symbol for cell, row in cells.items() if row.symbol not in PLAIN},
        "extension": {
            "status": {symbol: words for symbol, words in STATUS.items() if symbol not in PLAIN},
            "tema": {name: row.theme for name, row in indicators.items()},
            "kilde": {name: row.cited_as for name, row in indicators.items()},
            "oppdatert": {name: day_in_oslo(row.updated) for name, row in indicators.items()},
            "merknad": _notes(cells),
        },
    }


def _positions(codes: Any) -> dict[str, int]:
    return {code: position for position, code in enumerate(codes)}


def _cell(places: tuple[dict[str, int], ...], row: FigureRow) -> int:
    """Return the position of a figure's cell, in row-major order."""
    municipality, indicator, period = places
    first = municipality[row.municipality_code] * len(indicator) + indicator[row.indicator_id]
    return first * len(period) + period[row.period]


def _dimension(label: str, labels: dict[str, str]) -> dict[str, Any]:
    return {"label": label, "category": {"index": list(labels), "label": labels}}


def _unit(row: FigureRow) -> dict[str, Any]:
    return {"label": row.unit, "symbol": row.suffix, "decimals": row.decimals}


def _updated(figures: list[FigureRow]) -> dict[str, str]:
    """Return when a source last updated any of the figures, in UTC."""
    times = [row.updated for row in figures if row.updated]
    return {"updated": f"{max(times).isoformat(timespec='seconds')}Z"} if times else {}


def _plain(value: float) -> float:
    """Return a whole number without decimals, which is two bytes shorter in JSON."""
    return int(value) if value.is_integer() else value


def _notes(cells: dict[str, FigureRow]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for cell, row in cells.items():
        if words := row.note:
            found.setdefault(words, []).append(int(cell))
    return found
