"""A municipality is a thing in time: codes, names and borders from KLASS 131, and what follows from them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from catalogue.errors import CatalogueError, UnexpectedShape, UnknownName
from catalogue.models import Catalogue
from transform.borders import Validity, moves, validities

UNKNOWN = "9999"
"""KLASS's 'Uoppgitt': in the code list, but not a municipality."""


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

    def common_edition(self, codes: list[str], until: date) -> str:
        """The newest border edition, up to a day, on which all these municipalities are in force.

        It is the one that figures are on that a source made for one division. Raises UnexpectedShape when there is none.
        """
        if unknown := [code for code in codes if code not in self.known()]:
            raise UnexpectedShape(
                f"The figures have {unknown[0]}, which KLASS knows as no municipality's code; look why."
            )
        for edition in reversed([edition for edition in self.editions if edition <= until.isoformat()]):
            if all(self.existed(code, date.fromisoformat(edition)) for code in codes):
                return edition
        gone = [code for code in codes if not self.existed(code, until)]
        raise UnexpectedShape(f"The figures have {', '.join(gone)} among municipalities that came later; look why.")

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
        """The other heirs of an area that was one on that day, under whatever code, and later divided into `code` and them."""
        moved = self.changes[self.changes.new_code == code]
        pairs = zip(moved.old_code, moved.occurred, strict=True)
        origins = {(old, on) for old, on in pairs if old != code and self._was_one(old, on, day.isoformat())}
        if not origins:
            return set()
        heirs = {new for old, new, on in moves(self.changes) if (old, on) in origins}
        lasting = {old for old, on in origins if self.existed(old, date.fromisoformat(on))}
        return (heirs | lasting) - {code}

    def _was_one(self, code: str, until: str, day: str) -> bool:
        """True when the area that the code covered until some day was one already on an earlier day."""
        last = [row for row in self._rows.get(code, []) if row.valid_from < until <= (row.valid_to or until)]
        return day < until and any(row.borders_from <= day for row in last)

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

    def siblings(self, code: str) -> set[str]:
        """Today's other municipalities that the area it began with was divided into, on whatever borders one looks."""
        divided = {one for edition in self.editions for one in self.divided_with(code, date.fromisoformat(edition))}
        return divided & set(self.today.code)

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


def check_groups(catalogue: Catalogue, municipalities: Municipalities) -> None:
    """Raise CatalogueError with a line for each code in `groups.yaml` that is no municipality's today."""
    errors = []
    for group_id, group in catalogue.groups.items():
        for place, code in enumerate(group.municipalities):
            try:
                municipalities.require(code)
            except UnknownName as error:
                errors.append(f"groups.yaml: {group_id}.municipalities.{place}: {error}")
    if errors:
        raise CatalogueError(*errors)
