"""The StatBank's own index of its tables: what changed of late, what fits some words, what may succeed a retired one."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from catalogue.errors import SourceRefused, expected_shape
from catalogue.labels import plain
from catalogue.statbank import Releases
from extract.source_api import NORWEGIAN, SourceApi


@dataclass(frozen=True)
class Listed:
    """A table as the index knows it: its label holds number, title and periods; first and last period stand only here."""

    id: str
    label: str
    variables: tuple[str, ...]
    first_period: str
    updated: str | None
    discontinued: bool


class Index:
    """Asks the index; every answer is archived."""

    def __init__(self, api: SourceApi) -> None:
        self._api = api

    def changed(self, past_days: int) -> list[Listed]:
        """The tables that changed of late: one request for all tables."""
        return self._tables(pastDays=str(past_days))

    def everything(self) -> list[Listed]:
        """Every table, those that are no longer updated among them."""
        return self._tables(includeDiscontinued="true")

    def search(self, query: str) -> list[Listed]:
        """The tables whose words fit a query, those that are no longer updated among them."""
        return self._tables(query=query, includeDiscontinued="true")

    def has(self, table: str) -> bool:
        """True when the index knows the table, whatever its metadata answered."""
        try:
            self._api.get(f"tables/{table}", NORWEGIAN)
        except SourceRefused:
            return False
        return True

    def successor(self, table: str, title: str) -> Listed | None:
        """The table in use whose title is most like that of one that is gone; None when no word of it is found."""
        phrase = _words(title)
        found = self.search(" ".join(phrase)) or self.search(max(phrase, key=len)) if phrase else []
        candidates = [each for each in found if each.id != table and not each.discontinued]
        return max(candidates, key=lambda each: (round(_likeness(each.label, title), 1), each.id), default=None)

    def _tables(self, **query: str) -> list[Listed]:
        _, content = self._api.get("tables", NORWEGIAN | {"pageSize": "10000"} | query)
        with expected_shape("SSB's list of tables has another form than it should"):
            return [_listed(table) for table in content["tables"]]


def releases(tables: list[Listed], wanted: Releases) -> list[Listed]:
    """The tables that are releases of the same thing, since the first that is wanted, the oldest first."""
    title, variables = plain(wanted.title), {plain(name) for name in wanted.variables}
    found = [
        each
        for each in tables
        if title in plain(each.label) and variables <= set(each.variables) and each.first_period >= wanted.since
    ]
    return sorted(found, key=lambda each: (each.first_period, each.id))


def _listed(table: dict[str, Any]) -> Listed:
    return Listed(
        table["id"],
        table["label"],
        tuple(plain(name) for name in table.get("variableNames") or ()),
        table.get("firstPeriod") or "",
        table.get("updated"),
        bool(table.get("discontinued")),
    )


def _words(title: str) -> list[str]:
    """The words of a title's first phrase: 'befolkning' of 'Befolkning, etter region, kjønn, alder og år'."""
    phrase = re.split(r",|\(| etter ", title)[0]
    return [word.lower() for word in re.findall(r"\w{4,}", phrase)]


def _likeness(label: str, title: str) -> float:
    """How alike two titles are, from 0 to 1, without the number before the label and the periods after it."""
    bare = re.sub(r"^\d{5}:\s*|\s*\(\w\)|\s*\d{4}\w*-\d{4}\w*$", "", label)
    return SequenceMatcher(None, bare.lower(), title.lower()).ratio()
