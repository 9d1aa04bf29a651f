"""A made-up country with known parcels, and its register as KLASS would have it.

The country is a set of parcels, and a municipality is the parcels it has. On each day some municipalities change: they
are renamed, get other codes, are merged or split, or get a neighbour's parcel, or several of these at once.
"""

from dataclasses import dataclass, field

import pandas as pd
from hypothesis import strategies as st

from transform.borders import same_area_since, with_borders
from transform.municipalities import Municipalities

PARCELS = 5
POOL = ["A", "B", "C", "D", "E", "F", "G"]
Area = frozenset[int]
Map = dict[str, Area]
"""Code -> its parcels, on one day."""


@dataclass
class Register:
    """A register like KLASS's, with the parcels of each row."""

    rows: list[list[str | None]] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    now: Map = field(default_factory=dict)
    maps: dict[str, Map] = field(default_factory=dict)
    """Each day of change -> the map from that day on."""

    def begin(self, code: str, area: Area, day: str) -> None:
        self.rows.append([code, day, None])
        self.areas.append(area)
        self.now[code] = area

    def end(self, code: str, day: str) -> Area:
        next(row for row in self.rows if row[0] == code and row[2] is None)[2] = day
        return self.now.pop(code)

    def redraw(self, involved: list[str], new: Map, day: str) -> None:
        old = {code: self.end(code, day) for code in involved}
        for code, area in new.items():
            self.begin(code, area, day)
            self.changes += [(before, code, day) for before, parcels in old.items() if parcels & area]
        self.maps[day] = dict(self.now)

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        codes = pd.DataFrame(self.rows, columns=["code", "valid_from", "valid_to"], dtype=object)
        return codes, pd.DataFrame(self.changes, columns=["old_code", "new_code", "occurred"], dtype=object)

    def since(self, position: int) -> str:
        """Return the day from which a row's parcels have been a single municipality, under any code."""
        _, began, _ = self.rows[position]
        before = [
            earlier
            for earlier, row in enumerate(self.rows)
            if row[2] == began and self.areas[earlier] == self.areas[position]
        ]
        return self.since(before[0]) if before else str(began)

    def with_all_changes(self) -> Municipalities:
        """Return the register with all changes, also from a code to itself, and a different name for each row."""
        codes, changes = self.frames()
        named = codes.assign(name=[f"name{position}" for position in range(len(codes))])
        return Municipalities(named.assign(borders_from=same_area_since(codes, changes)), changes)

    def as_in_klass(self) -> Municipalities:
        """Return the register as KLASS has it: a code that continues has one row, and is not among its own successors."""
        rows: list[list[str | None]] = []
        last: dict[str, list[str | None]] = {}
        for code, began, ended in self.rows:
            before = last.get(str(code))
            if before and before[3] == began and (code, code, began) in self.changes:
                before[3] = ended
            else:
                rows.append([code, f"name{len(rows)}", began, ended])
                last[str(code)] = rows[-1]
        codes = pd.DataFrame(rows, columns=["code", "name", "valid_from", "valid_to"], dtype=object)
        changes = self.frames()[1]
        others = changes[changes.old_code != changes.new_code].reset_index(drop=True)
        return Municipalities(with_borders(codes, others), others)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Registers with up to five days of change after the first."""
    register = Register()
    _assign(draw, register, [], frozenset(range(PARCELS)), "2000-01-01")
    for year in range(2001, 2001 + draw(st.integers(1, 5))):
        involved = draw(st.lists(st.sampled_from(sorted(register.now)), min_size=1, unique=True))
        parcels = Area().union(*(register.now[code] for code in involved))
        _assign(draw, register, involved, parcels, f"{year}-01-01")
    return register


def _assign(draw: st.DrawFn, register: Register, involved: list[str], parcels: Area, day: str) -> None:
    """Divide the parcels of these municipalities among codes that no other municipality has."""
    old = {parcel: code for code in involved for parcel in register.now[code]}
    free = [code for code in POOL if code not in register.now or code in involved]
    only_recoded = draw(st.booleans())
    if old and only_recoded:
        codes = draw(st.permutations(free))
        new_code = dict(zip(involved, codes, strict=False))
        owner = {parcel: new_code[code] for parcel, code in old.items()}
    else:
        owner = {parcel: draw(st.sampled_from(free)) for parcel in sorted(parcels)}
    new = {code: frozenset(parcel for parcel in owner if owner[parcel] == code) for code in sorted(set(owner.values()))}
    register.redraw(involved, new, day)
