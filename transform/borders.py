"""Since when each code has covered the area it has: what follows from KLASS 131's validities and changes."""

from itertools import pairwise
from typing import NamedTuple

import pandas as pd


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
