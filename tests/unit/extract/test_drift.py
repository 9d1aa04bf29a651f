"""Differences between a table's metadata and the catalogue, on small tables."""

from typing import Any

import pytest

from extract.drift import Drift, drifts
from tests.lib.spec import statbank


def described(texts: dict[str, str], **dimensions: dict[str, str]) -> dict[str, Any]:
    """Return a table's metadata: contents with these texts in 1,000 kroner, and other dimensions, which SSB can sum over."""
    units = {code: {"base": "1000 kr"} for code in texts}
    others = {"Region": {"5055": "Heim"}, "Tid": {"2025": "2025"}, **dimensions}
    categories = {name: {"index": list(labels), "label": labels} for name, labels in others.items()}
    contents = {"index": list(texts), "label": texts, "unit": units}
    every = {**categories, "ContentsCode": contents}
    return {name: {"category": category, "extension": {"elimination": True}} for name, category in every.items()}


def _drifts(**types: str) -> list[Drift]:
    spec = statbank(select={"Tid": "all"}, eliminate=["Type"])
    return list(drifts(spec, described({"Personer1": "Personer"}, Type=types)))


@pytest.mark.parametrize("text", ["I alt", "Ialt", "Alle typer", "Begge kjønn", "Total", "Totalt"])
def test_an_eliminated_dimension_with_a_code_for_the_total_is_reported_and_stops_nothing(text: str) -> None:
    (drift,) = _drifts(a="Eneboliger", b=text)
    assert drift.says == (
        f"SSB table 07459 has a code for the total in Type, b ({text}); select it in the catalogue, "
        "because the metadata do not say whether SSB counts it twice."
    )
    assert not drift.stops


def test_an_eliminated_dimension_without_a_total_is_accepted() -> None:
    assert _drifts(a="Eneboliger", b="Alle andre", c="Allekjøkken") == []


def test_a_dimension_of_alternatives_needs_a_table_with_one_measure() -> None:
    contents = {name: {"label": name, "kind": "stock", "additive": True} for name in ("MMMM", "LLML")}
    spec = statbank(select={"Tid": "all"}, contents=contents, alternatives="Framskriv")
    dimension = {"1": "Main (MMMM)", "2": "Low (LLML)"}
    assert list(drifts(spec, described({"Personer": "Persons"}, Framskriv=dimension))) == []
    (drift,) = drifts(spec, described({"Personer": "Persons", "Barn": "Children"}, Framskriv=dimension))
    assert drift.says == "SSB table 07459 has several contents, each with all of Framskriv; select one of them."
    (drift,) = drifts(spec, described({"Personer": "Persons"}, Framskriv={"1": "Main (MMMM)"}))
    assert drift.says == "SSB table 07459 has no contents with 'LLML' in the text; correct the catalogue's label."
