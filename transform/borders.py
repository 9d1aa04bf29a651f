"""The day since which each code has covered the same area, from the validities and changes in KLASS 131."""

from itertools import pairwise
from typing import NamedTuple

import pandas as pd


class Validity(NamedTuple):
    """A code and its period of validity; `borders_from` is empty until `with_borders` has set it."""

    code: str
    valid_from: str
    valid_to: str | None
    borders_from: str

    def covers(self, day: str) -> bool:
        """Return whether the code was valid on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def validities(codes: pd.DataFrame) -> list[Validity]:
    """Return the rows of `codes` as Validity."""
    borders_from = codes.borders_from.tolist() if "borders_from" in codes else [""] * len(codes)
    columns = (codes.code.tolist(), codes.valid_from.tolist(), codes.valid_to.tolist(), borders_from)
    return [Validity(*row) for row in zip(*columns, strict=True)]


def moves(changes: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return the changes as (old code, new code, day), in a list, because iterating over a frame is slow."""
    return list(zip(changes.old_code.tolist(), changes.new_code.tolist(), changes.occurred.tolist(), strict=True))


def with_borders(codes: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """Return `codes` with `borders_from`, and with a new row from every day on which a code gained or lost area.

    KLASS has a single row for a code that continues under the same name after such a day, and does not always list that
    the code became itself. Here the code is always among its own predecessors and successors.
    """
    cuts = _cuts(codes, changes)
    kept = [(row.code, row.code, day) for row, days in zip(validities(codes), cuts, strict=True) for day in days]
    kept_codes = pd.DataFrame(kept, columns=["old_code", "new_code", "occurred"])
    rows = _cut(codes, cuts)
    rows["borders_from"] = same_area_since(rows, pd.concat([changes, kept_codes], ignore_index=True))
    return rows


def _cuts(codes: pd.DataFrame, changes: pd.DataFrame) -> list[list[str]]:
    """Return, for each row of `codes`, the days within its validity on which it gained or lost area."""
    days: dict[str, set[str]] = {}
    for old, new, day in moves(changes):
        if old != new:
            days.setdefault(old, set()).add(day)
            days.setdefault(new, set()).add(day)
    rows = validities(codes)
    return [sorted(day for day in days.get(row.code, ()) if row.valid_from < day and row.covers(day)) for row in rows]


def _cut(codes: pd.DataFrame, cuts: list[list[str]]) -> pd.DataFrame:
    """Return `codes` with each row split at its cuts."""
    rows = [
        (code, name, *validity)
        for code, name, first, last, days in zip(
            codes.code, codes.name, codes.valid_from, codes.valid_to, cuts, strict=True
        )
        for validity in pairwise([first, *days, last])
    ]
    return pd.DataFrame(rows, columns=["code", "name", "valid_from", "valid_to"], dtype=object)


def overlapping(codes: pd.DataFrame) -> list[str]:
    """Return the codes that have two rows valid on the same day."""
    rows = sorted(validities(codes), key=lambda row: (row.code, row.valid_from))
    return sorted(
        {row.code for row, later in pairwise(rows) if row.code == later.code and row.covers(later.valid_from)}
    )


def same_area_since(codes: pd.DataFrame, changes: pd.DataFrame) -> list[str]:
    """Return, for each row of `codes`, the day since which its area has been the same.

    A change of name, or of code only, keeps the area. A row with several predecessors, or whose predecessor has several
    successors, starts a new area.
    """
    rows = validities(codes)
    ended = {(row.code, row.valid_to): position for position, row in enumerate(rows) if row.valid_to is not None}
    predecessors: dict[tuple[str, str], set[str]] = {}
    successors: dict[tuple[str, str], set[str]] = {}
    for old, new, day in moves(changes):
        predecessors.setdefault((new, day), set()).add(old)
        successors.setdefault((old, day), set()).add(new)
    since: dict[int, str] = {}
    for position, row in sorted(enumerate(rows), key=lambda item: item[1].valid_from):
        old_codes = predecessors.get((row.code, row.valid_from), set())
        only = next(iter(old_codes)) if len(old_codes) == 1 else ""
        same_area = successors.get((only, row.valid_from)) == {row.code}
        before = ended.get((only, row.valid_from)) if same_area else None
        since[position] = row.valid_from if before is None else since[before]
    return [since[position] for position in range(len(rows))]
