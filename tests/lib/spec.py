"""Source files of the catalogue, made in a line."""

from typing import Any

from catalogue.models import Source, StatbankSource

WORDS = {"nb": "Folketall", "en": "Population"}


def statbank(**changes: Any) -> StatbankSource:
    """07459 with few words; `changes` replaces keys of the file."""
    file = {
        "kind": "statbank",
        "table": "07459",
        "title": WORDS,
        "region": {"dimension": "Region"},
        "select": {"Kjonn": "all", "Alder": "all", "Tid": "all"},
        "contents": {"Personer1": {"kind": "stock", "additive": True}},
        "period": {"grain": "year", "refers_to": "1 January"},
        "checks": {"municipalities": 1},
        "licence": "CC BY 4.0",
    }
    return StatbankSource.model_validate(file | changes)


def source(**changes: Any) -> Source:
    """The same as a source with its id."""
    spec = statbank(**changes)
    return Source.model_validate({"id": f"ssb_{spec.table}", "spec": spec})
