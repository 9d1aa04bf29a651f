"""The tables that a server answers from, read from files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson

REGIONS, TIME, MEASURES = "GEO", "AAR", "MEASURE_TYPE"

FLAGS = {
    "..": "Manglende data",
    ".": "Lar seg ikke beregne",
    ":": "Anonymisert eller skjult av andre årsaker",
    "-": "Finnes ikke",
}


@dataclass(frozen=True)
class Dimension:
    """A dimension and its tree of categories: dicts of `label`, `value` and `children`."""

    code: str
    label: str
    categories: list[dict[str, Any]]

    @property
    def labels(self) -> dict[str, str]:
        """Code -> label of every category, parents before their children."""
        return dict(_flat(self.categories))


@dataclass(frozen=True)
class Table:
    """A table: its listing, its dimensions, and a figure, a flag or None for each cell."""

    title: str
    published: str
    modified: str | None
    dimensions: list[Dimension]
    values: "np.ndarray[Any, Any]"

    @property
    def changed(self) -> str:
        """The time of its last change."""
        return self.modified or self.published


@dataclass
class FhiBanks:
    """The tables by bank and number. A test may add to them, and change or remove what is there."""

    tables: dict[tuple[str, int], Table]

    def add(self, folder: Path) -> None:
        """Add the tables of a folder, `<bank>/<table>.json`. They replace tables with the same bank and number."""
        for path in sorted(folder.glob("*/*.json")):
            self.tables[path.parent.name, int(path.stem)] = read_table(path)


def read_table(path: Path) -> Table:
    """Return the table in a file with `title`, `publishedAt`, `modifiedAt`, `dimensions` and `values`."""
    content = orjson.loads(path.read_bytes())
    dimensions = [Dimension(each["code"], each["label"], each["categories"]) for each in content["dimensions"]]
    values = np.empty(len(content["values"]), dtype=object)
    values[:] = content["values"]
    shaped = values.reshape([len(each.labels) for each in dimensions])
    return Table(content["title"], content["publishedAt"], content["modifiedAt"], dimensions, shaped)


def _flat(categories: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for category in categories:
        yield category["value"], category["label"]
        yield from _flat(category["children"])
