"""One server's KLASS: its classifications, and the changes that a test makes while the server runs."""

from collections.abc import Iterable
from dataclasses import replace

from sample.klass.holdings import COLLECTED, MUNICIPALITIES, NAMES, Change, Code, changes, codes


class Register:
    """The classifications by number; each server has its own.

    Attributes:
        today: KLASS's own today, ISO text. Later codes and changes are shown only with `includeFuture`.
        last_modified: when each classification was last modified, as KLASS writes it ('2026-11-23T07:00:00.000+0000').
            KLASS sets it when somebody saves; here a test sets it, or leaves it unchanged.
        codes: the codes of each classification, by code and day.
        changes: the changes of each classification, oldest first.
    """

    def __init__(self) -> None:
        self.today = COLLECTED
        self.last_modified = dict.fromkeys(NAMES, f"{COLLECTED}T07:00:00.000+0000")
        self.codes = {number: list(codes(number)) for number in NAMES}
        self.changes = {number: list(changes(number)) for number in NAMES}

    def rename(self, code: str, name: str, *, on: str) -> None:
        """Rename a municipality from a day. Raise ValueError if the code is not valid that day."""
        self._replace({code}, code, name, on)

    def merge(self, codes: Iterable[str], *, into: str, on: str, name: str | None = None) -> None:
        """Make one municipality of several from a day.

        Args:
            codes: the codes that end; one code merged into a new code is a recoding.
            into: the code that they are merged into, new or existing.
            on: the first day of the merged municipality.
            name: its name; None keeps the name of `into`.

        Raises:
            ValueError: a code is not valid that day, or a new code has no name.
        """
        grown = {row.code for row in self._in_force(on) if row.code == into}
        self._replace({*codes, *grown}, into, name or self._at(into, on).name, on)

    def move_border(self, code: str, to: str, *, on: str) -> None:
        """Record that a part of a municipality moved to another; both go on. Raise ValueError if either is not valid."""
        giving, taking = self._at(code, on), self._at(to, on)
        self._record(Change(giving.code, giving.name, taking.code, taking.name, on))

    def joined(self, classification: int) -> list[Code]:
        """Return the codes, with consecutive rows of the same code and name joined into one."""
        rows: list[Code] = []
        for each in self.codes[classification]:
            if rows and rows[-1].goes_on_as(each):
                rows[-1] = replace(each, valid_from=rows[-1].valid_from)
            else:
                rows.append(each)
        return rows

    def _replace(self, ceasing: set[str], code: str, name: str, on: str) -> None:
        """End the old codes, begin the new one, and record a change from each old code."""
        old = [self._at(each, on) for each in sorted(ceasing)]
        kept = [row for row in self.codes[MUNICIPALITIES] if row not in old]
        ended = [replace(row, valid_to=on) for row in old if row.valid_from < on]
        begun = Code(code, name, on, next((row.valid_to for row in old if row.code == code), None))
        self.codes[MUNICIPALITIES] = sorted([*kept, *ended, begun], key=lambda row: (row.code, row.valid_from))
        self._record(*(Change(row.code, row.name, code, name, on) for row in old))

    def _record(self, *new: Change) -> None:
        self.changes[MUNICIPALITIES] = sorted([*self.changes[MUNICIPALITIES], *new], key=lambda each: each.date)

    def _at(self, code: str, day: str) -> Code:
        for row in self._in_force(day):
            if row.code == code:
                return row
        raise ValueError(f"{code} is not in force on {day}")

    def _in_force(self, day: str) -> list[Code]:
        return [row for row in self.codes[MUNICIPALITIES] if row.valid_at(day)]
