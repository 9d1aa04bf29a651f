"""The StatBank's index of its tables: recently changed tables, search, and the successor of a retired table."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from catalogue.errors import SourceRefused, expected_shape
from catalogue.labels import plain
from catalogue.statbank import Releases
from extract.source_api import NORWEGIAN, SourceApi


@dataclass(frozen=True)
class ListedTable:
    """A table as the index lists it. `label` has its number, title and periods; `variables` are in lower case.

    A text that the index does not give is empty.
    """

    id: str
    label: str
    variables: tuple[str, ...]
    first_period: str
    updated: str
    discontinued: bool


class Index:
    """Reads the index, and archives every answer."""

    def __init__(self, api: SourceApi) -> None:
        self._api = api

    def changed(self, past_days: int) -> list[ListedTable]:
        """Return the tables that changed in the last `past_days` days. Send one request."""
        return self._tables(pastDays=str(past_days))

    def everything(self) -> list[ListedTable]:
        """Return every table, discontinued ones included."""
        return self._tables(includeDiscontinued="true")

    def search(self, query: str) -> list[ListedTable]:
        """Return the tables that match a query, discontinued ones included."""
        return self._tables(query=query, includeDiscontinued="true")

    def has(self, table: str) -> bool:
        """Return whether the table is in the index; its metadata may still be unavailable."""
        try:
            self._api.get(f"tables/{table}", NORWEGIAN)
        except SourceRefused:
            return False
        return True

    def successor(self, table: str, title: str) -> ListedTable | None:
        """Return the current table with the title most like `title`; None if the search finds none."""
        phrase = _words(title)
        found = self.search(" ".join(phrase)) or self.search(max(phrase, key=len)) if phrase else []
        candidates = [other for other in found if other.id != table and not other.discontinued]
        return max(candidates, key=lambda other: (round(_similarity(other.label, title), 1), other.id), default=None)

    def _tables(self, **query: str) -> list[ListedTable]:
        _, content = self._api.get("tables", NORWEGIAN | {"pageSize": "10000"} | query)
        with expected_shape("SSB's list of tables has an unexpected form"):
            return [_listed(table) for table in content["tables"]]


def releases(tables: list[ListedTable], wanted: Releases) -> list[ListedTable]:
    """Return the tables that are releases as described by `wanted`, the oldest first."""
    title, variables = plain(wanted.title), {plain(name) for name in wanted.variables}
    found = [
        table
        for table in tables
        if title in plain(table.label) and variables <= set(table.variables) and table.first_period >= wanted.since
    ]
    return sorted(found, key=lambda table: (table.first_period, table.id))


def _listed(table: dict[str, Any]) -> ListedTable:
    """Read one entry. Its parts are read as text, so that an odd entry of another table does not stop the list."""
    return ListedTable(
        str(table["id"]),
        str(table.get("label") or ""),
        tuple(plain(str(name)) for name in table.get("variableNames") or ()),
        str(table.get("firstPeriod") or ""),
        str(table.get("updated") or ""),
        bool(table.get("discontinued")),
    )


def _words(title: str) -> list[str]:
    """Return the words of a title's first phrase: 'befolkning' of 'Befolkning, etter region, kjønn, alder og år'."""
    phrase = re.split(r",|\(| etter ", title)[0]
    return [word.lower() for word in re.findall(r"\w{4,}", phrase)]


def _similarity(label: str, title: str) -> float:
    """Return how similar two titles are, from 0 to 1, without the table number and the periods in the label."""
    bare = re.sub(r"^\d{5}:\s*|\s*\(\w\)|\s*\d{4}\w*-\d{4}\w*$", "", label)
    return SequenceMatcher(None, bare.lower(), title.lower()).ratio()
