"""Figures as a table with Norwegian heads: a row for each indicator, municipality and period."""

from datetime import UTC, datetime
from functools import lru_cache

from extract.clock import OSLO
from publish.content.comparison import BASIS
from publish.data.csv_text import Value
from warehouse.read_data import FigureRow

HEAD = (
    "kommunenummer", "kommune", "indikator", "tittel", "tema", "periode", "verdi", "enhet", "status",
    "teller", "nevner", "de ti", "de ti er", "fylket", "fylket er", "landet", "landet er",
    "merknad", "kilde", "oppdatert",
)  # fmt: skip
"""`merknad` is the reason for an empty `verdi`, or what to know of the figure. 'de ti' are the ten most alike."""

STATUS = {
    "published": "publisert",
    "provisional": "foreløpig",
    "derived": "beregnet",
    "missing": "mangler hos kilden",
    "not_applicable": "kan ikke regnes ut",
    "confidential": "skjult av kilden",
    "not_existing": "fantes ikke",
    "not_delivered": "ikke hentet",
    "withheld": "holdt tilbake",
}
"""Symbol of mart.figure -> words."""


def figure_rows(figures: list[FigureRow]) -> list[list[Value]]:
    """Return a row for each figure, with a value for each name in HEAD."""
    return [
        [
            row.municipality_code, row.municipality, row.indicator_id, row.title, row.theme, row.period,
            row.value, row.unit, STATUS[row.symbol], row.numerator, row.denominator,
            row.neighbours_value, BASIS[row.neighbours_basis], row.county_value, BASIS[row.county_basis],
            row.country_value, BASIS[row.country_basis], row.note, row.cited_as, day_in_oslo(row.updated),
        ]
        for row in figures
    ]  # fmt: skip


@lru_cache(maxsize=256)  # a source's figures have the same time
def day_in_oslo(updated: datetime | None) -> str | None:
    """Return the day in Oslo of a time in UTC without a zone, such as 2026-11-23; None for None."""
    return updated.replace(tzinfo=UTC).astimezone(OSLO).date().isoformat() if updated else None
