"""Which of today's municipalities each earlier one became part of, and the breaks in their series, from KLASS 131.

When a validity ends, because its code ends or its area changes (`transform.borders`), its area passes to the
successors that KLASS lists, and to the code itself if it continues. With one successor the whole area passes to it: a
merger, or a new code. With several the area is divided: a split, or a parcel transferred while the code continues (3118
to 3207 and 3216). KLASS does not give the number of people that each successor got. Therefore earlier figures can be
summed to the borders of a present municipality back to the day on which one of its predecessors was last divided, and
not further.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from transform.borders import moves, validities
from transform.municipalities import Municipalities

Codes = frozenset[str]
UNKNOWN = Codes({""})
"""The successors of a code that ends without a successor in KLASS."""


class Break(NamedTuple):
    """A municipality has no figures on today's borders before the day `break_on`. `break_reason` is in Norwegian."""

    municipality_code: str
    additive: bool
    break_on: str
    break_reason: str


class Regrouping:
    """A graph from earlier validities of codes (the rows of `Municipalities.codes`) to today's municipalities.

    `norwegian` has the Norwegian names of places whose official name is in several languages; reasons use them.
    """

    def __init__(self, municipalities: Municipalities, norwegian: Mapping[str, str] | None = None) -> None:
        self._rows = validities(municipalities.codes)
        self._names = municipalities.codes.name.tolist()
        self._norwegian = norwegian or {}
        self._starting = {(row.code, row.valid_from): position for position, row in enumerate(self._rows)}
        self._today = [row for row in self._rows if row.valid_to is None]
        self._successors: dict[tuple[str, str], set[str]] = {}
        with_predecessor = {(new, day) for _, new, day in moves(municipalities.changes)}
        for old, new, day in [*moves(municipalities.changes), *self._continuing(with_predecessor)]:
            self._successors.setdefault((old, day), set()).add(new)

    def parts(self) -> pd.DataFrame:
        """Return code, valid_from, valid_to, today_code.

        There is a row for each validity and each of today's municipalities that has some of its area.
        """
        today = {row.code for row in self._today}
        parts = [
            (row.code, row.valid_from, row.valid_to, today_code)
            for row, codes in zip(self._rows, self._today_codes, strict=True)
            for today_code in sorted(codes & today)
        ]
        return pd.DataFrame(parts, columns=["code", "valid_from", "valid_to", "today_code"], dtype=object)

    def breaks(self) -> pd.DataFrame:
        """Return the fields of Break, with a row for each break. Key: municipality_code, additive.

        Counts (`additive`) break if a municipality was divided; figures that cannot be summed, if the area changed.
        """
        found = [*self._of_counts(), *self._of_values()]
        return pd.DataFrame(sorted(found), columns=list(Break._fields))

    @cached_property
    def _today_codes(self) -> list[Codes]:
        """The codes of today's municipalities that have some of the area of each validity, or UNKNOWN."""
        found: dict[int | None, Codes] = {None: UNKNOWN}
        for position, row in sorted(enumerate(self._rows), key=lambda item: item[1].valid_from, reverse=True):
            codes = [found[self._starting.get((code, str(row.valid_to)))] for code in self._next_codes(position)]
            found[position] = Codes().union(*codes or [UNKNOWN]) if row.valid_to else Codes({row.code})
        return [found[position] for position in range(len(self._rows))]

    def _next_codes(self, position: int) -> set[str]:
        """Return the codes that a validity's area passed to when it ended."""
        row = self._rows[position]
        return self._successors.get((row.code, str(row.valid_to)), set())

    def _continuing(self, with_predecessor: set[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
        """Yield (code, code, day) if the next validity of the code has the same name, or no predecessor in KLASS.

        KLASS does not always list a code as its own successor. If the code passed to another municipality on that day,
        the next validity has a predecessor and another name.
        """
        for position, row in enumerate(self._rows):
            following = self._starting.get((row.code, row.valid_to or ""))
            if following is None or row.valid_to is None:
                continue
            if self._names[position] == self._names[following] or (row.code, row.valid_to) not in with_predecessor:
                yield row.code, row.code, row.valid_to

    def _of_counts(self) -> Iterator[Break]:
        divided: dict[str, list[int]] = {}
        for position, codes in enumerate(self._today_codes):
            for code in codes if len(codes) > 1 else ():
                divided.setdefault(code, []).append(position)
        for row in self._today:
            if positions := divided.get(row.code):
                last = max(str(self._rows[position].valid_to) for position in positions)
                reasons = [self._division(position) for position in positions if self._rows[position].valid_to == last]
                yield Break(row.code, True, last, " ".join(reasons))

    def _of_values(self) -> Iterator[Break]:
        before: dict[tuple[str, str], list[int]] = {}
        for position, (row, codes) in enumerate(zip(self._rows, self._today_codes, strict=True)):
            for code in codes if row.valid_to else ():
                before.setdefault((code, str(row.valid_to)), []).append(position)
        for row in self._today:
            if positions := before.get((row.code, row.borders_from)):
                divided = [self._division(position) for position in positions if len(self._next_codes(position)) > 1]
                yield Break(row.code, False, row.borders_from, " ".join(divided) or self._merger(positions))

    def _division(self, position: int) -> str:
        """Return '5012 Snillfjord ble delt 1.1.2020 mellom …' or, if the code continues, where its parcel went."""
        row, codes = self._rows[position], self._next_codes(position)
        old, day = self._name(position), str(row.valid_to)
        new = [self._name(self._starting.get((code, day)), code) for code in sorted(codes - {row.code})]
        if row.code in codes:
            return f"Areal fra {old} ble overført til {_listed(new)} {_in_norwegian(day)}."
        return f"{old} ble delt {_in_norwegian(day)} mellom {_listed(new)}."

    def _merger(self, positions: list[int]) -> str:
        """Return a sentence such as '5001 Trondheim og 5030 Klæbu ble slått sammen til 5001 Trondheim 1.1.2020.'."""
        day = str(self._rows[positions[0]].valid_to)
        new = [self._name(self._starting.get((code, day)), code) for code in sorted(self._next_codes(positions[0]))]
        return f"{_listed(map(self._name, positions))} ble slått sammen til {_listed(new)} {_in_norwegian(day)}."

    def _name(self, position: int | None, code: str = "") -> str:
        if position is None:
            return code
        name = self._names[position]
        return f"{self._rows[position].code} {self._norwegian.get(name, name)}"


def _listed(names: Iterable[str]) -> str:
    """Return the names as 'a, b og c'."""
    *most, last = names
    return f"{', '.join(most)} og {last}" if most else last


def _in_norwegian(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{when.day}.{when.month}.{when.year}"
