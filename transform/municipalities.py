"""A municipality is a thing in time: codes, names and borders from KLASS 131, and what follows from them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from catalogue.errors import UnknownName

UNKNOWN = "9999"
"""KLASS's 'Uoppgitt': in the code list, but not a municipality."""


class Validity(NamedTuple):
    """A code and the days it was in force; `borders_from` is empty until it has been found."""

    code: str
    valid_from: str
    valid_to: str | None
    borders_from: str

    def covers(self, day: str) -> bool:
        """True when the code was in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def validities(codes: pd.DataFrame) -> list[Validity]:
    """The rows of `codes` as they stand."""
    since = codes.borders_from.tolist() if "borders_from" in codes else [""] * len(codes)
    columns = (codes.code.tolist(), codes.valid_from.tolist(), codes.valid_to.tolist(), since)
    return [Validity(*row) for row in zip(*columns, strict=True)]


def moves(changes: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The changes as (old code, new code, day); plain lists, because walking a frame is slow."""
    return list(zip(changes.old_code.tolist(), changes.new_code.tolist(), changes.occurred.tolist(), strict=True))


@dataclass(frozen=True)
class Municipalities:
    """Every code with its validity, and every change.

    `codes`: code, name, valid_from, valid_to (None = in force), borders_from: since when that area has been the same,
    through changes of name and of code. `changes`: old_code, old_name, new_code, new_name, occurred.
    Days are ISO text, which sorts as days do.
    """

    codes: pd.DataFrame
    changes: pd.DataFrame

    @classmethod
    def none(cls) -> "Municipalities":
        """Before any have been read."""
        columns = ["code", "name", "valid_from", "valid_to", "borders_from"]
        return cls(pd.DataFrame(columns=columns), pd.DataFrame(columns=["old_code", "new_code", "occurred"]))

    @cached_property
    def editions(self) -> list[str]:
        """The days on which some code or border changed; changes of name alone make no edition."""
        moved = self.changes[self.changes.old_code != self.changes.new_code]
        return sorted(set(moved.occurred))

    def edition(self, day: date) -> str:
        """The border edition in force on a day: the last change on or before it."""
        return next((edition for edition in reversed(self.editions) if edition <= day.isoformat()), self.editions[0])

    @cached_property
    def _rows(self) -> dict[str, list[Validity]]:
        rows: dict[str, list[Validity]] = {}
        for row in validities(self.codes):
            rows.setdefault(row.code, []).append(row)
        return rows

    def existed(self, code: str, day: date) -> bool:
        """True when the code was in force on that day."""
        return any(row.covers(day.isoformat()) for row in self._rows.get(code, []))

    def divided_with(self, code: str, day: date) -> set[str]:
        """The other heirs of whoever was in force on that day and later divided into `code` and them."""
        moved = self.changes[self.changes.new_code == code]
        pairs = zip(moved.old_code, moved.occurred, strict=True)
        origins = {(old, on) for old, on in pairs if old != code and on > day.isoformat() and self.existed(old, day)}
        heirs = {new for old, new, on in moves(self.changes) if (old, on) in origins}
        lasting = {old for old, on in origins if self.existed(old, date.fromisoformat(on))}
        return (heirs | lasting) - {code}

    def same_area(self, code: str, before: str, after: str) -> bool:
        """True when the code covers the same area on the borders of two editions."""
        since = [row.borders_from for row in self._rows.get(code, []) for day in (before, after) if row.covers(day)]
        return len(since) == 2 and since[0] == since[1]

    def known(self) -> set[str]:
        """Every code there has been."""
        return set(self._rows)

    def predecessors(self, code: str) -> set[str]:
        """Every code no longer in force from which the municipality got some of its area, as far back as KLASS goes."""
        found, waiting = {code}, [code]
        while waiting:
            to = waiting.pop()
            new = set(self.changes.old_code[self.changes.new_code == to]) - found
            found |= new
            waiting += new
        return found - set(self.today.code)

    @property
    def today(self) -> pd.DataFrame:
        """The rows of `codes` in force."""
        return self.codes[self.codes.valid_to.isna()]

    def require_county(self, code: str) -> None:
        """Raise UnknownName unless some municipality today lies in the county."""
        counties = sorted({one[:2] for one in self.today.code})
        if code not in counties:
            raise UnknownName(f"{code} is not a county's code today; there are {', '.join(counties)}.")

    def require(self, code: str) -> None:
        """Raise UnknownName, with a hint, unless `code` is a municipality today."""
        if code in set(self.today.code):
            return
        if heirs := self._heirs(code):
            named = ", ".join(f"{new} {name}" for new, name in sorted(heirs.items()))
            was = self.codes[self.codes.code == code].name.iloc[-1]
            raise UnknownName(f"{code} {was} is no longer a municipality; it became {named}.")
        raise UnknownName(f"{code} is not a municipality's code; it has four digits, such as 5055 for Heim.")

    def _heirs(self, code: str) -> dict[str, str]:
        """Today's municipalities that a former code went into, however many changes lie between: code -> name."""
        today, waiting, seen = set(self.today.code), [code], {code}
        heirs: dict[str, str] = {}
        while waiting:
            gone = self.changes[(self.changes.old_code == waiting.pop()) & ~self.changes.new_code.isin(seen)]
            last = gone[gone.occurred == gone.occurred.max()]
            heirs |= {new: name for new, name in zip(last.new_code, last.new_name, strict=True) if new in today}
            waiting += sorted(set(last.new_code) - today)
            seen |= set(last.new_code)
        return heirs


def with_borders(codes: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """`codes` with `borders_from`, and with a row beginning on every day a code took in area or gave some up.

    KLASS gives adjoining stretches under one code and name a single row, and does not always say that the code became
    itself on such a day; it is counted here among its own origins and heirs.
    """
    cuts = _cuts(codes, changes)
    stays = [(row.code, row.code, day) for row, days in zip(validities(codes), cuts, strict=True) for day in days]
    stayed = pd.DataFrame(stays, columns=["old_code", "new_code", "occurred"])
    rows = _cut(codes, cuts)
    rows["borders_from"] = same_area_since(rows, pd.concat([changes, stayed], ignore_index=True))
    return rows


def _cuts(codes: pd.DataFrame, changes: pd.DataFrame) -> list[list[str]]:
    """For each row of `codes`, the days within it on which another code flowed into its code or out of it."""
    moved: dict[str, set[str]] = {}
    for old, new, day in moves(changes):
        if old != new:
            moved.setdefault(old, set()).add(day)
            moved.setdefault(new, set()).add(day)
    rows = validities(codes)
    return [sorted(day for day in moved.get(row.code, ()) if row.valid_from < day and row.covers(day)) for row in rows]


def _cut(codes: pd.DataFrame, cuts: list[list[str]]) -> pd.DataFrame:
    """Each row of `codes` as one row for each stretch between its cuts."""
    stretches = [
        (code, name, *stretch)
        for code, name, first, last, days in zip(
            codes.code, codes.name, codes.valid_from, codes.valid_to, cuts, strict=True
        )
        for stretch in pairwise([first, *days, last])
    ]
    return pd.DataFrame(stretches, columns=["code", "name", "valid_from", "valid_to"], dtype=object)


def overlapping(codes: pd.DataFrame) -> list[str]:
    """The codes with two rows in force on one day."""
    rows = sorted(validities(codes), key=lambda row: (row.code, row.valid_from))
    return sorted(
        {row.code for row, later in pairwise(rows) if row.code == later.code and row.covers(later.valid_from)}
    )


def same_area_since(codes: pd.DataFrame, changes: pd.DataFrame) -> list[str]:
    """For each row of `codes`, since when its area has been the same.

    A change of name or a pure change of code carries the area on; a row with several origins, or whose origin went to
    several places, begins a new one.
    """
    rows = validities(codes)
    ended = {(row.code, row.valid_to): place for place, row in enumerate(rows) if row.valid_to is not None}
    origins: dict[tuple[str, str], set[str]] = {}
    heirs: dict[tuple[str, str], set[str]] = {}
    for old, new, day in moves(changes):
        origins.setdefault((new, day), set()).add(old)
        heirs.setdefault((old, day), set()).add(new)
    since: dict[int, str] = {}
    for place, row in sorted(enumerate(rows), key=lambda item: item[1].valid_from):
        origin = origins.get((row.code, row.valid_from), set())
        sole = next(iter(origin)) if len(origin) == 1 else ""
        carried = heirs.get((sole, row.valid_from)) == {row.code}
        before = ended.get((sole, row.valid_from)) if carried else None
        since[place] = row.valid_from if before is None else since[before]
    return [since[place] for place in range(len(rows))]
