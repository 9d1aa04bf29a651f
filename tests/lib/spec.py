"""The shipped catalogue, and short ways to make sources and indicators."""

from functools import cache
from typing import Any

from catalogue.definition import Definition, Indicator
from catalogue.files import UNITS as UNITS_FILE
from catalogue.files import read_yaml
from catalogue.kinds import Source
from catalogue.load import HOME, load_catalogue
from catalogue.models import Catalogue
from catalogue.statbank import StatbankSource
from catalogue.units import Units

WORDS = {"nb": "Folketall", "en": "Population"}
WHY = {"nb": "Folketallet sier hvor stor kommunen er.", "en": "The number of inhabitants says how large it is."}
DEFINITION = {"nb": "Alle som er bosatt i kommunen.", "en": "Everyone who lives in the municipality."}
SENTENCES = {"says": {"nb": "{place} har {value} innbyggere"}, "what": {"nb": "folketallet"}}
GROWS = {
    "says": {
        "nb": "Folketallet økte med {value}",
        "negative": "Folketallet gikk ned med {value}",
        "zero": "Folketallet sto stille",
    },
    "what": {"nb": "veksten"},
    "checks": {"min": -100.0, "max": 1e9},
}
UNITS = Units.model_validate(read_yaml(HOME / UNITS_FILE)).by_id()


@cache
def shipped_catalogue() -> Catalogue:
    """Return the shipped catalogue, loaded once. Tests must not change it."""
    return load_catalogue()


def statbank(**changes: Any) -> StatbankSource:
    """Return a short version of 07459; `changes` replaces keys of the file."""
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
    """Return the same as a source with its id."""
    spec = statbank(**changes)
    return Source.model_validate({"id": f"ssb_{spec.table}", "spec": spec})


def indicator(**words: Any) -> Indicator:
    """Return a short indicator of 07459 with the id `tried`; `words` adds or replaces keys of the file."""
    file = {
        "title": WORDS,
        "why": WHY,
        "definition": DEFINITION,
        "question": {"nb": "Hvor mange bor her?"},
        "unit": "persons",
        "kind": "stock",
        "good": "neither",
        "decimals": 1,
        "checks": {"min": 0.0, "max": 1e9},
    }
    given = file | (GROWS if "of" in words else {"from": "ssb_07459"} | _sentences(words)) | words
    return Indicator.model_validate(
        {"id": "tried", "theme": "demography", "definition": Definition.model_validate(given, context=UNITS)}
    )


def _sentences(words: dict[str, Any]) -> dict[str, Any]:
    """Return the sentences of an indicator of 07459; none if it has figures of the parts only."""
    parts_only = words.get("by") and (words.get("value") or words.get("denominator_over") == "whole")
    return {} if parts_only else SENTENCES
