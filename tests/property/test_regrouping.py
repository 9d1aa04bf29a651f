"""Sums to today's borders, in a made-up country whose parcels and inhabitants are all known."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lib.few import SLOW
from tests.lib.parcels import PARCELS, Area, Map, Register, registers
from transform.municipalities import Municipalities
from transform.regrouping import Regrouping

people = st.lists(st.integers(0, 100), min_size=PARCELS, max_size=PARCELS)
each_form = pytest.mark.parametrize("as_klass", [Register.with_all_changes, Register.as_in_klass])
Form = Callable[[Register], Municipalities]


class Regrouped(NamedTuple):
    """The result of regrouping a register: the parts of each municipality on each day, and the day of each break."""

    register: Register
    parts: dict[tuple[str, str], set[str]]
    """(municipality of today, day of change) -> the codes in force on that day with area of it."""
    breaks: dict[tuple[str, bool], str]
    """(municipality of today, additive) -> the day of its break."""

    @property
    def today(self) -> Map:
        return self.register.now

    def areas(self, code: str, day: str) -> list[Area]:
        """Return the areas, on the day, of the municipalities with area of today's municipality."""
        return [self.register.maps[day][part] for part in self.parts.get((code, day), ())]

    def unbroken(self, additive: bool) -> list[tuple[str, str]]:
        """Return every municipality of today with every day from its break on."""
        days = self.register.maps
        return [(code, day) for code in self.today for day in days if day >= self.breaks.get((code, additive), "")]

    def day_before(self, code: str, additive: bool) -> str | None:
        """Return the last day of change before the break."""
        broken = self.breaks.get((code, additive))
        return max(day for day in self.register.maps if day < broken) if broken else None


def _regrouped(register: Register, as_klass: Form) -> Regrouped:
    regrouping = Regrouping(as_klass(register))
    parts: dict[tuple[str, str], set[str]] = {}
    for code, begun, ended, today in regrouping.parts().itertuples(index=False):
        for day in register.maps:
            if begun <= day and (ended is None or day < ended):
                parts.setdefault((today, day), set()).add(code)
    breaks = {(code, additive): day for code, additive, day, _ in regrouping.breaks().itertuples(index=False)}
    return Regrouped(register, parts, breaks)


@each_form
@SLOW
@given(registers(), people)
def test_a_regrouped_count_is_the_count_of_todays_area(
    as_klass: Form, register: Register, inhabitants: list[int]
) -> None:
    regrouped = _regrouped(register, as_klass)
    for code, day in regrouped.unbroken(additive=True):
        summed = sum(inhabitants[parcel] for area in regrouped.areas(code, day) for parcel in area)
        assert summed == sum(inhabitants[parcel] for parcel in regrouped.today[code])


@each_form
@SLOW
@given(registers())
def test_every_earlier_municipality_is_counted_in_one_of_todays_or_all_its_successors_break(
    as_klass: Form, register: Register
) -> None:
    regrouped = _regrouped(register, as_klass)
    unbroken = set(regrouped.unbroken(additive=True))
    for day, there in register.maps.items():
        for old in there:
            into = [code for code in regrouped.today if old in regrouped.parts.get((code, day), ())]
            counted = [code for code in into if (code, day) in unbroken]
            assert len(into) == 1 or not counted
            assert len(counted) == 1 or into


@each_form
@SLOW
@given(registers())
def test_counts_break_only_if_the_area_was_not_a_union_of_whole_municipalities(
    as_klass: Form, register: Register
) -> None:
    regrouped = _regrouped(register, as_klass)
    for code, area in regrouped.today.items():
        if day := regrouped.day_before(code, additive=True):
            touched = [there for there in register.maps[day].values() if there & area]
            assert Area().union(*touched) != area


@each_form
@SLOW
@given(registers())
def test_figures_that_cannot_be_summed_go_back_exactly_as_far_as_the_same_area(
    as_klass: Form, register: Register
) -> None:
    regrouped = _regrouped(register, as_klass)
    for code, day in regrouped.unbroken(additive=False):
        assert regrouped.areas(code, day) == [regrouped.today[code]]
    for code, area in regrouped.today.items():
        if day := regrouped.day_before(code, additive=False):
            assert area not in register.maps[day].values()


@each_form
@SLOW
@given(registers())
def test_every_break_has_a_reason(as_klass: Form, register: Register) -> None:
    for code, _, day, reason in Regrouping(as_klass(register)).breaks().itertuples(index=False):
        assert code in register.now
        assert f"1.1.{day[:4]}" in reason
