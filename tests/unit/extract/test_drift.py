"""What a table says of itself beside what the catalogue says, over tables small enough to see through."""

from typing import Any

import pytest

from extract.drift import drifts
from tests.lib.spec import statbank


def described(texts: dict[str, str], **dimensions: dict[str, str]) -> dict[str, Any]:
    """A table's dimensions: contents of these texts in thousands of kroner, and others, which SSB can sum over."""
    units = {code: {"base": "1000 kr"} for code in texts}
    places = {"Region": {"5055": "Heim"}, "Tid": {"2025": "2025"}, **dimensions}
    categories = {name: {"index": list(each), "label": each} for name, each in places.items()}
    contents = {"index": list(texts), "label": texts, "unit": units}
    each = {**categories, "ContentsCode": contents}
    return {name: {"category": category, "extension": {"elimination": True}} for name, category in each.items()}


def _says(**types: str) -> list[str]:
    spec = statbank(select={"Tid": "all"}, eliminate=["Type"])
    return [drift.says for drift in drifts(spec, described({"Personer1": "Personer"}, Type=types))]


@pytest.mark.parametrize("text", ["I alt", "Alle typer", "Begge kjønn", "Total"])
def test_a_dimension_to_sum_over_must_have_no_code_for_all(text: str) -> None:
    assert _says(a="Eneboliger", b=text) == [
        f"SSB table 07459 has a code for all in Type, b ({text}); "
        "select it in the catalogue, or everything may be summed twice."
    ]


def test_a_dimension_of_parts_is_summed_over() -> None:
    assert _says(a="Eneboliger", b="Allekjøkken") == []
