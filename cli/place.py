"""Find the municipality that a person names: by its code, its Norwegian name or its official name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from catalogue.errors import BadSetting, UnknownName
from catalogue.words import listed, nearest
from warehouse.home import Home
from warehouse.read import MunicipalityInfo, Reader


@dataclass(frozen=True)
class Place:
    """A municipality's code, and its name where it is known."""

    code: str
    name: str = ""

    def __str__(self) -> str:
        """'5055 Heim'."""
        return f"{self.code} {self.name}".strip()


def place_of(home: Home, text: str) -> Place:
    """Return the municipality with a code or a name, from the published file.

    Raises UnknownName with the nearest names, and BadSetting for a name when there is no published file to read.
    """
    wanted = " ".join(text.casefold().split())
    if is_code := re.fullmatch("[0-9]{3,4}", wanted):
        wanted = wanted.zfill(4)
    today = _today(home)
    if is_code and not today:
        return Place(wanted)
    if not today:
        raise BadSetting(f"Nothing has been published in {home.path} yet; give a code of four digits, such as 5055.")
    found = [one for one in today if wanted in _names(one)]
    if len(found) != 1:
        raise UnknownName(_which(text, wanted, found, today))
    return Place(found[0].code, found[0].name)


def _today(home: Home) -> list[MunicipalityInfo]:
    """Return today's municipalities; none if nothing is published, or if another version of Grunnlag published it."""
    if not home.database.exists():
        return []
    try:
        with Reader(home.database) as reader:
            return reader.municipalities()
    except duckdb.Error:
        return []


def _names(one: MunicipalityInfo) -> set[str]:
    """Return its code and its names: '5041', 'snåase - snåsa', 'snåase', 'snåsa'; 'våler (østfold)', 'våler'."""
    name = one.name.casefold()
    return {one.code, name, name.partition(" (")[0], *name.split(" - ")}


def _which(text: str, wanted: str, found: list[MunicipalityInfo], today: list[MunicipalityInfo]) -> str:
    if found:
        return f"There are {len(found)} municipalities called {text}: {listed(_shown(found), 'and')}; give the code."
    names = {name: one for one in today for name in _names(one)}
    near = {names[name].code: names[name] for name in nearest(wanted, names, 5)}
    hint = f"did you mean {listed(_shown(near.values()), 'or')}?" if near else "give a name such as Heim, or a code."
    return f"There is no municipality '{text[:80]}' today; {hint}"


def _shown(places: Iterable[MunicipalityInfo]) -> list[str]:
    return [f"{one.code} {one.name}" for one in places]
