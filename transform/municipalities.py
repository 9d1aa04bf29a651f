"""The municipalities over time: their codes, names and borders from KLASS 131."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from catalogue.errors import CatalogueError, UnexpectedShape, UnknownName
from catalogue.models import Catalogue
from transform.borders import Validity, moves, validities

UNKNOWN = "9999"
"""KLASS's code 'Uoppgitt' (unknown), which is not a municipality."""


@dataclass(frozen=True)
class Municipalities:
    """All codes with their validities, and all changes.

    `codes`: code, name, valid_from, valid_to (None: in force), borders_from (the day since which the area has been the
    same, also under earlier names and codes). `changes`: old_code, old_name, new_code, new_name, occurred.
    Days are ISO text, which sorts in order of time.
    """

    codes: pd.DataFrame
    changes: pd.DataFrame

    @classmethod
    def none(cls) -> "Municipalities":
        """Return an empty object, for use before KLASS has been read."""
        columns = ["code", "name", "valid_from", "valid_to", "borders_from"]
        return cls(pd.DataFrame(columns=columns), pd.DataFrame(columns=["old_code", "new_code", "occurred"]))

    @cached_property
    def editions(self) -> list[str]:
        """The days on which a code or a border changed. A change of name alone does not count."""
        changed = self.changes[self.changes.old_code != self.changes.new_code]
        return sorted(set(changed.occurred))

    def edition(self, day: date) -> str:
        """Return the border edition in force on a day, which is the day of the last change up to then."""
        return next((edition for edition in reversed(self.editions) if edition <= day.isoformat()), self.editions[0])

    def common_edition(self, codes: list[str], until: date) -> str:
        """Return the newest border edition, up to a day, in which all these municipalities are in force.

        Use it for a source that has all its figures on the same borders. Raise UnexpectedShape if there is none.
        """
        self.require_known(codes)
        for edition in reversed([edition for edition in self.editions if edition <= until.isoformat()]):
            if all(self.existed(code, date.fromisoformat(edition)) for code in codes):
                return edition
        former = [code for code in codes if not self.existed(code, until)]
        raise UnexpectedShape(f"The figures have both {', '.join(former)} and later municipalities; find out why.")

    def require_known(self, codes: list[str]) -> None:
        """Raise UnexpectedShape unless each code of a source's figures is or was a municipality."""
        if unknown := [code for code in codes if code not in self.known()]:
            raise UnexpectedShape(
                f"The figures have the municipality code {unknown[0]}, which is not in KLASS; find out why."
            )

    @cached_property
    def _rows(self) -> dict[str, list[Validity]]:
        rows: dict[str, list[Validity]] = {}
        for row in validities(self.codes):
            rows.setdefault(row.code, []).append(row)
        return rows

    def existed(self, code: str, day: date) -> bool:
        """Return whether the code was in force on that day."""
        return any(row.covers(day.isoformat()) for row in self._rows.get(code, []))

    def share_in_force(self, codes: set[str], edition: str) -> float:
        """Return the share (0 to 1) of the municipalities in force on an edition's day that are among `codes`."""
        in_force = self._in_force(edition)
        return len(in_force & codes) / len(in_force) if in_force else 0.0

    def in_their_counties(self, codes: set[str], edition: str) -> set[str]:
        """Return all municipalities in force on an edition's day in the counties that these codes lie in."""
        counties = {code[:2] for code in codes}
        return {code for code in self._in_force(edition) if code[:2] in counties}

    def _in_force(self, edition: str) -> set[str]:
        return {row.code for rows in self._rows.values() for row in rows if row.covers(edition)} - {UNKNOWN}

    @cached_property
    def _successors_of(self) -> dict[tuple[str, str], set[str]]:
        """(code, day it gave area) -> the codes that got some of the area."""
        found: dict[tuple[str, str], set[str]] = {}
        for old, new, on in moves(self.changes):
            found.setdefault((old, on), set()).add(new)
        return found

    def divided_with(self, code: str, day: date) -> set[str]:
        """Return the other municipalities that got area of a municipality of that day when it was divided.

        `code` is one of the municipalities that got area. The divided municipality may have had several codes.
        """
        divided = [
            (old, on)
            for (old, on), successors in self._successors_of.items()
            if code in successors and old != code and self._had_same_area(old, on, day.isoformat())
        ]
        successors = {new for origin in divided for new in self._successors_of[origin]}
        continuing = {old for old, on in divided if self.existed(old, date.fromisoformat(on))}
        return (successors | continuing) - {code}

    def _had_same_area(self, code: str, until: str, day: str) -> bool:
        """Return whether the area that the code had until `until` already was a single municipality on `day`."""
        last = [row for row in self._rows.get(code, []) if row.valid_from < until <= (row.valid_to or until)]
        return day < until and any(row.borders_from <= day for row in last)

    def same_area(self, code: str, before: str, after: str) -> bool:
        """Return whether the code covers the same area in two border editions."""
        since = [row.borders_from for row in self._rows.get(code, []) for day in (before, after) if row.covers(day)]
        return len(since) == 2 and since[0] == since[1]

    def known(self) -> set[str]:
        """Return every code that has ever been in force."""
        return set(self._rows)

    def predecessors(self, code: str) -> set[str]:
        """Return every former code whose area became part of the municipality, as far back as KLASS goes."""
        found, waiting = {code}, [code]
        while waiting:
            to = waiting.pop()
            new = set(self.changes.old_code[self.changes.new_code == to]) - found
            found |= new
            waiting += new
        return found - set(self.today.code)

    def siblings(self, code: str) -> set[str]:
        """Return today's other municipalities that got area of the same divided municipality, in any border edition."""
        days = [date.fromisoformat(edition) for edition in self.editions]
        return {other for day in days for other in self.divided_with(code, day)} & set(self.today.code)

    @property
    def today(self) -> pd.DataFrame:
        """The rows of `codes` that are in force."""
        return self.codes[self.codes.valid_to.isna()]

    def require_county(self, code: str) -> None:
        """Raise UnknownName unless a municipality of today lies in the county."""
        counties = sorted({municipality[:2] for municipality in self.today.code})
        if code not in counties:
            raise UnknownName(f"{code} is not a county's code today; there are {', '.join(counties)}.")

    def require(self, code: str) -> None:
        """Raise UnknownName, with a hint, unless `code` is a municipality today."""
        if code in set(self.today.code):
            return
        if successors := self._successors(code):
            named = ", ".join(f"{new} {name}" for new, name in sorted(successors.items()))
            was = self.codes[self.codes.code == code].name.iloc[-1]
            raise UnknownName(f"{code} {was} is no longer a municipality; it became {named}.")
        if re.fullmatch("[0-9]{4}", code):
            raise UnknownName(f"{code} is not a municipality's code, today or earlier; Heim's, for example, is 5055.")
        raise UnknownName(f"{code} is not a municipality's code; it has four digits, such as 5055 for Heim.")

    def _successors(self, code: str) -> dict[str, str]:
        """Return code -> name of today's municipalities that a former code became, through any number of changes."""
        today, waiting, seen = set(self.today.code), [code], {code}
        successors: dict[str, str] = {}
        while waiting:
            changes = self.changes[(self.changes.old_code == waiting.pop()) & ~self.changes.new_code.isin(seen)]
            last = changes[changes.occurred == changes.occurred.max()]
            successors |= {new: name for new, name in zip(last.new_code, last.new_name, strict=True) if new in today}
            waiting += sorted(set(last.new_code) - today)
            seen |= set(last.new_code)
        return successors


def check_groups(catalogue: Catalogue, municipalities: Municipalities) -> None:
    """Raise CatalogueError with a line for each code in `groups.yaml` that is not a municipality today."""
    errors = []
    for group_id, group in catalogue.groups.items():
        for position, code in enumerate(group.municipalities):
            try:
                municipalities.require(code)
            except UnknownName as error:
                errors.append(f"groups.yaml: {group_id}.municipalities.{position}: {error}")
    if errors:
        raise CatalogueError(*errors)
