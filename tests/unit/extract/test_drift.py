"""What a table says of itself beside what the catalogue says, over tables small enough to see through."""

from typing import Any

import pytest

from extract.drift import Drift, drifts
from tests.lib.spec import statbank


def described(texts: dict[str, str], **dimensions: dict[str, str]) -> dict[str, Any]:
    """A table's dimensions: contents of these texts in thousands of kroner, and others, which SSB can sum over."""
    units = {code: {"base": "1000 kr"} for code in texts}
    places = {"Region": {"5055": "Heim"}, "Tid": {"2025": "2025"}, **dimensions}
    categories = {name: {"index": list(each), "label": each} for name, each in places.items()}
    contents = {"index": list(texts), "label": texts, "unit": units}
    each = {**categories, "ContentsCode": contents}
    return {name: {"category": category, "extension": {"elimination": True}} for name, category in each.items()}


def _told(**types: str) -> list[Drift]:
    spec = statbank(select={"Tid": "all"}, eliminate=["Type"])
    return list(drifts(spec, described({"Personer1": "Personer"}, Type=types)))


@pytest.mark.parametrize("text", ["I alt", "Ialt", "Alle typer", "Begge kjønn", "Total", "Totalt"])
def test_a_dimension_to_sum_over_that_has_a_code_for_all_is_told_and_stops_nothing(text: str) -> None:
    (drift,) = _told(a="Eneboliger", b=text)
    assert drift.says == (
        f"SSB table 07459 has a code for all in Type, b ({text}); select it in the catalogue, "
        "since nothing says whether SSB sums to it or over it."
    )
    assert not drift.stops


def test_a_dimension_of_parts_is_summed_over() -> None:
    assert _told(a="Eneboliger", b="Alle andre", c="Allekjøkken") == []


def test_alternatives_in_a_dimension_of_their_own_are_those_of_one_measure() -> None:
    contents = {name: {"label": name, "kind": "stock", "additive": True} for name in ("MMMM", "LLML")}
    spec = statbank(select={"Tid": "all"}, contents=contents, alternatives="Framskriv")
    dimension = {"1": "Main (MMMM)", "2": "Low (LLML)"}
    assert list(drifts(spec, described({"Personer": "Persons"}, Framskriv=dimension))) == []
    (drift,) = drifts(spec, described({"Personer": "Persons", "Barn": "Children"}, Framskriv=dimension))
    assert drift.says == "SSB table 07459 has several contents, each in all of Framskriv; select one of them."
    (drift,) = drifts(spec, described({"Personer": "Persons"}, Framskriv={"1": "Main (MMMM)"}))
    assert drift.says == "SSB table 07459 has no contents with 'LLML' in the text; correct the catalogue's label."
