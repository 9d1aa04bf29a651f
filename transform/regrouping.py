"""Which of today's municipalities each earlier one went into, and since when nobody can say: from KLASS 131 alone.

On the day a code ends, or is cut because area moved (`transform.borders`), its area goes to the codes KLASS says it
became, and to itself where it goes on. With one heir it goes there whole: a merger, or a new code. With several it is
divided, be it a split or a parcel that moves while the code goes on (3118 to 3207 and 3216), and how many people each
heir got is not in KLASS. So a municipality of today is a sum of earlier ones exactly while all it has any area from went,
through any number of changes, into it alone. Where that stops it stops for good: what came before was divided too.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from transform.borders import moves, validities
from transform.municipalities import Municipalities

Heirs = frozenset[str]
NOBODY = Heirs({""})
"""Where the area of a code went that KLASS lets end without a successor."""


class Break(NamedTuple):
    """Before the day `break_on`, a municipality of today has no figure on its borders; `break_reason` is Norwegian."""

    municipality_code: str
    additive: bool
    break_on: str
    break_reason: str


class Regrouping:
    """The stretches of KLASS's codes (the rows of `Municipalities.codes`) as a graph that leads to today's."""

    def __init__(self, municipalities: Municipalities) -> None:
        self._rows = validities(municipalities.codes)
        self._names = municipalities.codes.name.tolist()
        self._begun = {(row.code, row.valid_from): place for place, row in enumerate(self._rows)}
        self._today = [row for row in self._rows if row.valid_to is None]
        self._heirs: dict[tuple[str, str], set[str]] = {}
        origins = {(new, day) for _, new, day in moves(municipalities.changes)}
        for old, new, day in [*moves(municipalities.changes), *self._going_on(origins)]:
            self._heirs.setdefault((old, day), set()).add(new)

    def parts(self) -> pd.DataFrame:
        """code, valid_from, valid_to, today_code: each stretch, with each municipality of today that has area from it."""
        today = {row.code for row in self._today}
        parts = [
            (row.code, row.valid_from, row.valid_to, heir)
            for row, heirs in zip(self._rows, self._ended_in, strict=True)
            for heir in sorted(heirs & today)
        ]
        return pd.DataFrame(parts, columns=["code", "valid_from", "valid_to", "today_code"], dtype=object)

    def breaks(self) -> pd.DataFrame:
        """The fields of Break; key: municipality_code, additive. One without a break has no row.

        Counts (`additive`) break where somebody was divided; what cannot be summed breaks whenever the area changed.
        """
        found = [*self._of_counts(), *self._of_values()]
        return pd.DataFrame(sorted(found), columns=list(Break._fields))

    @cached_property
    def _ended_in(self) -> list[Heirs]:
        """For each stretch the codes of today that have some of its area, or NOBODY."""
        ended: dict[int | None, Heirs] = {None: NOBODY}
        for place, row in sorted(enumerate(self._rows), key=lambda item: item[1].valid_from, reverse=True):
            heirs = [ended[self._begun.get((heir, str(row.valid_to)))] for heir in self._after(place)]
            ended[place] = Heirs().union(*heirs or [NOBODY]) if row.valid_to else Heirs({row.code})
        return [ended[place] for place in range(len(self._rows))]

    def _after(self, place: int) -> set[str]:
        """The codes that a stretch's area went to on the day it ended."""
        row = self._rows[place]
        return self._heirs.get((row.code, str(row.valid_to)), set())

    def _going_on(self, origins: set[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
        """Stretches followed by one of the same code and name, or of the same code and no other origin.

        KLASS does not always say that a code became itself, but area comes from somewhere. A code that another
        municipality took over the same day has that origin and another name.
        """
        for place, row in enumerate(self._rows):
            after = self._begun.get((row.code, row.valid_to or ""))
            if after is not None and row.valid_to is not None:
                own = self._names[place] == self._names[after] or (row.code, row.valid_to) not in origins
                yield from [(row.code, row.code, row.valid_to)] if own else []

    def _of_counts(self) -> Iterator[Break]:
        divided: dict[str, list[int]] = {}
        for place, heirs in enumerate(self._ended_in):
            for code in heirs if len(heirs) > 1 else ():
                divided.setdefault(code, []).append(place)
        for row in self._today:
            if places := divided.get(row.code):
                last = max(str(self._rows[place].valid_to) for place in places)
                reasons = [self._division(place) for place in places if self._rows[place].valid_to == last]
                yield Break(row.code, True, last, " ".join(reasons))

    def _of_values(self) -> Iterator[Break]:
        before: dict[tuple[str, str], list[int]] = {}
        for place, (row, heirs) in enumerate(zip(self._rows, self._ended_in, strict=True)):
            for code in heirs if row.valid_to else ():
                before.setdefault((code, str(row.valid_to)), []).append(place)
        for row in self._today:
            if places := before.get((row.code, row.borders_from)):
                divided = [self._division(place) for place in places if len(self._after(place)) > 1]
                yield Break(row.code, False, row.borders_from, " ".join(divided) or self._merger(places))

    def _division(self, place: int) -> str:
        """'5012 Snillfjord ble delt 1.1.2020 mellom …', or what left a code that goes on."""
        row = self._rows[place]
        old, day = self._named(place), str(row.valid_to)
        heirs = [self._named(self._begun.get((code, day)), code) for code in sorted(self._after(place) - {row.code})]
        if row.code in self._after(place):
            return f"Areal fra {old} ble overført til {_listed(heirs)} {_shown(day)}."
        return f"{old} ble delt {_shown(day)} mellom {_listed(heirs)}."

    def _merger(self, places: list[int]) -> str:
        """'5001 Trondheim og 5030 Klæbu ble slått sammen til 5001 Trondheim 1.1.2020.' and the like."""
        day = str(self._rows[places[0]].valid_to)
        new = [self._named(self._begun.get((code, day)), code) for code in sorted(self._after(places[0]))]
        return f"{_listed(map(self._named, places))} ble slått sammen til {_listed(new)} {_shown(day)}."

    def _named(self, place: int | None, code: str = "") -> str:
        return code if place is None else f"{self._rows[place].code} {self._names[place]}"


def _listed(names: Iterable[str]) -> str:
    """'a, b og c'."""
    *most, last = names
    return f"{', '.join(most)} og {last}" if most else last


def _shown(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{when.day}.{when.month}.{when.year}"
