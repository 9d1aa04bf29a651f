"""Find the municipality that a person names: by its code, its Norwegian name or its official name."""

import re
from dataclasses import dataclass

import duckdb

from catalogue.errors import BadSetting, UnknownName
from catalogue.words import listed, nearest
from warehouse.home import Home


@dataclass(frozen=True)
class Place:
    """A municipality's code, and its Norwegian and official names if they are known."""

    code: str
    name: str = ""
    official_name: str = ""

    def __str__(self) -> str:
        """'5055 Heim'."""
        return f"{self.code} {self.name}".strip()


def place_of(home: Home, text: str) -> Place:
    """Return the municipality with a code or a name, from the published file.

    Raise UnknownName with the nearest names, and BadSetting for a name when there is no published file to read.
    """
    wanted = " ".join(text.casefold().split())
    if is_code := re.fullmatch("[0-9]{3,4}", wanted):
        wanted = wanted.zfill(4)
    today = _today(home)
    if is_code and not today:
        return Place(wanted)
    if not today:
        raise BadSetting(f"Nothing has been published in {home.path} yet; give a code of four digits, such as 5055.")
    found = [place for place in today if wanted in _names(place)]
    if len(found) != 1:
        raise UnknownName(_which(text, wanted, found, today))
    return found[0]


def _today(home: Home) -> list[Place]:
    """Return today's municipalities; none if nothing is published, or if another version of Grunnlag published it."""
    if not home.database.exists():
        return []
    try:
        with duckdb.connect(home.database, read_only=True) as con:
            query = "select code, name, official_name from mart.municipality order by code"
            return [Place(*row) for row in con.execute(query).fetchall()]
    except duckdb.Error:
        return []


def _names(place: Place) -> set[str]:
    """Return its code and its names: '5041', 'snåsa', 'snåase - snåsa', 'snåase'; 'våler (østfold)', 'våler'."""
    name, official = place.name.casefold(), place.official_name.casefold()
    return {place.code, name, name.partition(" (")[0], official, *official.split(" - ")}


def _which(text: str, wanted: str, found: list[Place], today: list[Place]) -> str:
    if found:
        return (
            f"There are {len(found)} municipalities called {text}: {listed([*map(str, found)], 'and')}; give the code."
        )
    names = {name: place for place in today for name in _names(place)}
    near = {names[name].code: names[name] for name in nearest(wanted, names, 5)}
    hint = (
        f"did you mean {listed([*map(str, near.values())], 'or')}?" if near else "give a name such as Heim, or a code."
    )
    return f"There is no municipality '{text[:80]}' today; {hint}"
