"""Since when an area has been the same, against a brute-force simulation.

The country is a set of parcels, a municipality the parcels it holds. On each day some municipalities are drawn anew:
renamed, given other codes, merged, split, given a neighbour's parcel, or several of these at once.
"""

from dataclasses import dataclass, field

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from transform.borders import same_area_since
from transform.municipalities import Municipalities

PARCELS = 5
POOL = ["A", "B", "C", "D", "E", "F", "G"]
Map = dict[str, frozenset[int]]
"""Code -> its parcels, on one day."""


@dataclass
class Register:
    """A register as KLASS keeps it, and, unlike KLASS, the parcels behind each row."""

    rows: list[list[str | None]] = field(default_factory=list)
    areas: list[frozenset[int]] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    now: Map = field(default_factory=dict)

    def begin(self, code: str, area: frozenset[int], day: str) -> None:
        self.rows.append([code, day, None])
        self.areas.append(area)
        self.now[code] = area

    def end(self, code: str, day: str) -> frozenset[int]:
        next(row for row in self.rows if row[0] == code and row[2] is None)[2] = day
        return self.now.pop(code)

    def redraw(self, involved: list[str], new: Map, day: str) -> None:
        old = {code: self.end(code, day) for code in involved}
        for code, area in new.items():
            self.begin(code, area, day)
            self.changes += [(before, code, day) for before, parcels in old.items() if parcels & area]

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


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Up to five days of change after the beginning."""
    register = Register()
    _assign(draw, register, [], frozenset(range(PARCELS)), "2000-01-01")
    for year in range(2001, 2001 + draw(st.integers(1, 5))):
        involved = draw(st.lists(st.sampled_from(sorted(register.now)), min_size=1, unique=True))
        parcels = frozenset[int]().union(*(register.now[code] for code in involved))
        _assign(draw, register, involved, parcels, f"{year}-01-01")
    return register


def _assign(draw: st.DrawFn, register: Register, involved: list[str], parcels: frozenset[int], day: str) -> None:
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


@given(registers())
def test_an_area_is_carried_through_names_and_codes_and_nothing_else(register: Register) -> None:
    expected = [register.since(place) for place in range(len(register.rows))]
    assert same_area_since(*register.frames()) == expected


@given(registers(), st.data())
def test_two_days_share_an_area_exactly_when_a_code_holds_the_same_parcels_since(
    register: Register, data: st.DataObject
) -> None:
    codes, changes = register.frames()
    municipalities = Municipalities(codes.assign(borders_from=same_area_since(codes, changes)), changes)
    code = data.draw(st.sampled_from(sorted({str(row[0]) for row in register.rows})))
    days = [data.draw(st.sampled_from([f"{year}-07-01" for year in range(2000, 2007)])) for _ in range(2)]
    places = [
        place
        for day in days
        for place, (of, began, ended) in enumerate(register.rows)
        if of == code and str(began) <= day and (ended is None or day < ended)
    ]
    same = len(places) == 2 and register.since(places[0]) == register.since(places[1])
    assert municipalities.same_area(code, *days) == same
