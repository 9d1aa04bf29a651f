"""The day since which an area has been the same, compared with a brute-force simulation."""

from hypothesis import given
from hypothesis import strategies as st

from tests.lib.parcels import Register, registers
from transform.borders import same_area_since
from transform.municipalities import Municipalities


@given(registers())
def test_an_area_stays_the_same_through_new_names_and_codes_only(register: Register) -> None:
    expected = [register.since(place) for place in range(len(register.rows))]
    assert same_area_since(*register.frames()) == expected


@given(registers(), st.data())
def test_a_code_has_the_same_area_on_two_days_exactly_if_its_parcels_are_the_same(
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
