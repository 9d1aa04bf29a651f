"""SYNTHETIC tables of FHI: random figures over the dimensions and codes in the catalogue."""

import random
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import orjson

from catalogue.codes import FHI_CONTENTS, FHI_TIME, dated_region
from catalogue.kinds import FhiSource
from sample.klass.register import Register

PUBLISHED = "2026-03-02T05:00:00Z"
HIDDEN = 0.02
"""The share of cells that are hidden."""
CITY = "0301"
DISTRICT, PART = "030101", "0301000001"
"""Codes within Oslo that are not municipalities: a city district, and an area that FHI has defined."""

Tree = list[dict[str, Any]]


@dataclass(frozen=True)
class Span:
    """The periods of a table: their number and their length in years. The last one ends with 2024."""

    years: int = 1
    periods: int = 3

    @property
    def codes(self) -> list[str]:
        """Return the periods as FHI writes them."""
        ends = range(2025 - self.periods, 2025)
        return [f"{end - self.years + 1}_{end}" for end in ends]


def municipalities() -> list[str]:
    """Return the codes of today's municipalities."""
    return sorted(code.code for code in Register().codes[131] if code.valid_to is None and code.code != "9999")


def write_table(folder: Path, spec: FhiSource, span: Span, low: float, high: float, *, seed: int = 1) -> None:
    """Write the table to `folder`, with one more measure, and one more code in each dimension of `select`."""
    chance = random.Random(seed)
    measures = [*spec.contents, "TELLER"]
    periods = [code[-4:] for code in span.codes] if spec.dated_regions else span.codes
    dimensions = [
        _dimension(spec.region_dimension, _plain(dated_regions()) if spec.dated_regions else _regions()),
        _dimension(FHI_TIME, _plain(periods)),
        *(_dimension(name, _plain([*codes, "another"])) for name, codes in spec.select.items()),
        _dimension(FHI_CONTENTS, _plain(measures)),
    ]
    cells = product(*(_codes(each["categories"]) for each in dimensions))
    content = {
        "title": f"SYNTHETIC {spec.title.nb}",
        "publishedAt": PUBLISHED,
        "modifiedAt": None,
        "dimensions": dimensions,
        "values": [_figure(chance, low, high) if _is_there(*cell[:2]) else None for cell in cells],
    }
    path = folder / spec.bank / f"{spec.table}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(content))


def _figure(chance: random.Random, low: float, high: float) -> float | str:
    return ":" if chance.random() < HIDDEN else round(chance.uniform(low, high), 1)


def _is_there(region: str, period: str) -> bool:
    """Return whether the period is within the years in the region's text; True if the text has no years."""
    place = dated_region(region) if "(" in region else None
    return place is None or place.first <= int(period[:4]) <= place.last


def dated_regions() -> list[str]:
    """Return the municipalities since 2019 as texts with their years, the country, and a place that is neither."""
    rows = [row for row in Register().codes[131] if row.code != "9999" and (row.valid_to or "9999") > "2019"]
    spans = [
        (row.code, row.name, row.valid_from[:4], f"-{int(row.valid_to[:4]) - 1}" if row.valid_to else "->")
        for row in rows
    ]
    return ["Landet", "Helse Midt", *(f"{code} {name} ({first}{last})" for code, name, first, last in spans)]


def _dimension(code: str, categories: Tree) -> dict[str, Any]:
    return {"code": code, "label": f"SYNTHETIC {code}", "categories": categories}


def _plain(codes: list[str]) -> Tree:
    return [{"label": f"label of {code}", "value": code, "children": []} for code in codes]


def _regions() -> Tree:
    """Return the tree of country, counties, municipalities, and parts of one municipality."""
    codes = municipalities()
    counties = _plain(sorted({code[:2] for code in codes}))
    for county in counties:
        county["children"] = _plain([code for code in codes if code[:2] == county["value"]])
        for municipality in county["children"]:
            municipality["children"] = _plain([DISTRICT, PART] if municipality["value"] == CITY else [])
    return [{"label": "SYNTHETIC country", "value": "0", "children": counties}]


def _codes(categories: Tree) -> list[str]:
    return [code for each in categories for code in (each["value"], *_codes(each["children"]))]
