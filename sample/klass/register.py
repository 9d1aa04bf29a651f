"""One server's KLASS: what it holds, and what a test does to it while the server runs."""

from collections.abc import Iterable
from dataclasses import replace

from sample.klass.holdings import COLLECTED, MUNICIPALITIES, NAMES, Change, Code, changes, codes


class Register:
    """The classifications by number, as lists that each server has for itself.

    Attributes:
        today: KLASS's own today, ISO text. What begins later is shown to those who ask for the future alone.
        last_modified: when each classification was last modified, as KLASS writes it ('2026-11-23T07:00:00.000+0000').
            KLASS sets it when somebody saves; here it is set by hand, so that a test can also leave it as it was.
        codes: the codes of each classification, by code and day.
        changes: the changes of each classification, oldest first.
    """

    def __init__(self) -> None:
        self.today = COLLECTED
        self.last_modified = dict.fromkeys(NAMES, f"{COLLECTED}T07:00:00.000+0000")
        self.codes = {number: list(codes(number)) for number in NAMES}
        self.changes = {number: list(changes(number)) for number in NAMES}

    def rename(self, code: str, name: str, *, on: str) -> None:
        """Give a municipality another name from a day. Raises ValueError when the code is not in force that day."""
        self._replace({code}, code, name, on)

    def merge(self, codes: Iterable[str], *, into: str, on: str, name: str | None = None) -> None:
        """Make one municipality of several from a day.

        Args:
            codes: those that cease; a single one with a new code is a recoding.
            into: the code of what they become, a new one or one in force.
            on: the first day of that.
            name: its name; None keeps the name `into` has.

        Raises:
            ValueError: a code is not in force that day, or the new one would have no name.
        """
        grown = {row.code for row in self._in_force(on) if row.code == into}
        self._replace({*codes, *grown}, into, name or self._at(into, on).name, on)

    def move_border(self, code: str, to: str, *, on: str) -> None:
        """Tell that a part of one municipality went to another, both going on. Raises ValueError when one is not in force."""
        giving, taking = self._at(code, on), self._at(to, on)
        self._tell(Change(giving.code, giving.name, taking.code, taking.name, on))

    def joined(self, classification: int) -> list[Code]:
        """The codes with adjoining rows of one code and name made one, whatever happened between them."""
        rows: list[Code] = []
        for each in self.codes[classification]:
            if rows and rows[-1].goes_on_as(each):
                rows[-1] = replace(each, valid_from=rows[-1].valid_from)
            else:
                rows.append(each)
        return rows

    def _replace(self, ceasing: set[str], code: str, name: str, on: str) -> None:
        """End those that cease, begin the new one, and tell the change from each."""
        old = [self._at(each, on) for each in sorted(ceasing)]
        kept = [row for row in self.codes[MUNICIPALITIES] if row not in old]
        ended = [replace(row, valid_to=on) for row in old if row.valid_from < on]
        begun = Code(code, name, on, next((row.valid_to for row in old if row.code == code), None))
        self.codes[MUNICIPALITIES] = sorted([*kept, *ended, begun], key=lambda row: (row.code, row.valid_from))
        self._tell(*(Change(row.code, row.name, code, name, on) for row in old))

    def _tell(self, *told: Change) -> None:
        self.changes[MUNICIPALITIES] = sorted([*self.changes[MUNICIPALITIES], *told], key=lambda each: each.date)

    def _at(self, code: str, day: str) -> Code:
        for row in self._in_force(day):
            if row.code == code:
                return row
        raise ValueError(f"{code} is not in force on {day}")

    def _in_force(self, day: str) -> list[Code]:
        return [row for row in self.codes[MUNICIPALITIES] if row.valid_at(day)]
