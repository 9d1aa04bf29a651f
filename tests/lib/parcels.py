"""A country whose every border is known, and what KLASS would tell of it.

The country is a set of parcels, a municipality the parcels it holds. On each day some municipalities are drawn anew:
renamed, given other codes, merged, split, given a neighbour's parcel, or several of these at once.
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
    """A register as KLASS keeps it, and, unlike KLASS, the parcels behind each row."""

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

    def since(self, place: int) -> str:
        """Walk back through the rows that held exactly these parcels until the day this row began."""
        _, began, _ = self.rows[place]
        before = [
            earlier
            for earlier, row in enumerate(self.rows)
            if row[2] == began and self.areas[earlier] == self.areas[place]
        ]
        return self.since(before[0]) if before else str(began)

    def told_in_full(self) -> Municipalities:
        """As if KLASS said of every row what it became, itself among them; each row has a name of its own."""
        codes, changes = self.frames()
        named = codes.assign(name=[f"name{place}" for place in range(len(codes))])
        return Municipalities(named.assign(borders_from=same_area_since(codes, changes)), changes)

    def told_as_klass_does(self) -> Municipalities:
        """As KLASS says it: a code that goes on is one row under one name, and not listed among its own heirs."""
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
    """Up to five days of change after the beginning."""
    register = Register()
    _assign(draw, register, [], frozenset(range(PARCELS)), "2000-01-01")
    for year in range(2001, 2001 + draw(st.integers(1, 5))):
        involved = draw(st.lists(st.sampled_from(sorted(register.now)), min_size=1, unique=True))
        parcels = Area().union(*(register.now[code] for code in involved))
        _assign(draw, register, involved, parcels, f"{year}-01-01")
    return register


def _assign(draw: st.DrawFn, register: Register, involved: list[str], parcels: Area, day: str) -> None:
    """Give the parcels of the municipalities involved to codes that nobody else holds."""
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
