"""Sums to today's borders, against a country in which every parcel and its inhabitants are known."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lib.parcels import PARCELS, Area, Map, Register, registers
from transform.municipalities import Municipalities
from transform.regrouping import Regrouping

people = st.lists(st.integers(0, 100), min_size=PARCELS, max_size=PARCELS)
told = pytest.mark.parametrize("tell", [Register.told_in_full, Register.told_as_klass_does])
few = settings(max_examples=60)
Tell = Callable[[Register], Municipalities]


class Regrouped(NamedTuple):
    """What our regrouping says of a register: who is part of whom on each day, and the day of each break."""

    register: Register
    parts: dict[tuple[str, str], set[str]]
    """(municipality of today, day of change) -> the codes in force that day with area of it."""
    breaks: dict[tuple[str, bool], str]
    """(municipality of today, whether it is counts) -> the day of its break."""

    @property
    def today(self) -> Map:
        return self.register.now

    def areas(self, code: str, day: str) -> list[Area]:
        """The areas on the day of those that have area of today's municipality."""
        return [self.register.maps[day][part] for part in self.parts.get((code, day), ())]

    def unbroken(self, additive: bool) -> list[tuple[str, str]]:
        """Every municipality of today on every day from its break on."""
        days = self.register.maps
        return [(code, day) for code in self.today for day in days if day >= self.breaks.get((code, additive), "")]

    def day_before(self, code: str, additive: bool) -> str | None:
        """The last day of change before the break."""
        broken = self.breaks.get((code, additive))
        return max(day for day in self.register.maps if day < broken) if broken else None


def _regrouped(register: Register, tell: Tell) -> Regrouped:
    regrouping = Regrouping(tell(register))
    parts: dict[tuple[str, str], set[str]] = {}
    for code, begun, ended, today in regrouping.parts().itertuples(index=False):
        for day in register.maps:
            if begun <= day and (ended is None or day < ended):
                parts.setdefault((today, day), set()).add(code)
    breaks = {(code, additive): day for code, additive, day, _ in regrouping.breaks().itertuples(index=False)}
    return Regrouped(register, parts, breaks)


@told
@few
@given(registers(), people)
def test_a_regrouped_count_is_the_count_of_that_area(tell: Tell, register: Register, inhabitants: list[int]) -> None:
    regrouped = _regrouped(register, tell)
    for code, day in regrouped.unbroken(additive=True):
        summed = sum(inhabitants[parcel] for area in regrouped.areas(code, day) for parcel in area)
        assert summed == sum(inhabitants[parcel] for parcel in regrouped.today[code])


@told
@few
@given(registers())
def test_every_earlier_municipality_is_counted_in_one_of_todays_or_every_one_it_went_to_has_a_break(
    tell: Tell, register: Register
) -> None:
    regrouped = _regrouped(register, tell)
    unbroken = set(regrouped.unbroken(additive=True))
    for day, there in register.maps.items():
        for old in there:
            into = [code for code in regrouped.today if old in regrouped.parts.get((code, day), ())]
            counted = [code for code in into if (code, day) in unbroken]
            assert len(into) == 1 or not counted
            assert len(counted) == 1 or into


@told
@few
@given(registers())
def test_counts_break_only_where_the_area_was_no_union_of_whole_municipalities(tell: Tell, register: Register) -> None:
    regrouped = _regrouped(register, tell)
    for code, area in regrouped.today.items():
        if day := regrouped.day_before(code, additive=True):
            touched = [there for there in register.maps[day].values() if there & area]
            assert Area().union(*touched) != area


@told
@few
@given(registers())
def test_what_cannot_be_summed_goes_back_exactly_as_far_as_the_same_area(tell: Tell, register: Register) -> None:
    regrouped = _regrouped(register, tell)
    for code, day in regrouped.unbroken(additive=False):
        assert regrouped.areas(code, day) == [regrouped.today[code]]
    for code, area in regrouped.today.items():
        if day := regrouped.day_before(code, additive=False):
            assert area not in register.maps[day].values()


@told
@few
@given(registers())
def test_every_break_says_why(tell: Tell, register: Register) -> None:
    for code, _, day, reason in Regrouping(tell(register)).breaks().itertuples(index=False):
        assert code in register.now
        assert f"1.1.{day[:4]}" in reason
