"""The rules for sources with alternatives, and for indicators over them."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.lib.spec import indicator, statbank
from tests.unit.catalogue.conftest import Refusal

STOCK = {"kind": "stock", "additive": True}
PROJECTED = "indicators/demography/projected_population.yaml"


@pytest.mark.parametrize("other", [{"kind": "flow"}, {"additive": False}, {"unit": "thousands"}], ids=str)
def test_alternatives_are_one_measure(other: dict[str, Any]) -> None:
    contents = {"MMMM": STOCK | {"label": "MMMM"}, "LLML": STOCK | {"label": "LLML"} | other}
    with pytest.raises(ValidationError, match="are one measure"):
        statbank(contents=contents, alternatives="Framskriv")


@pytest.mark.parametrize(
    "words",
    [
        {"numerator": "sum(value)", "denominator_years_before": 10},
        {"numerator": "sum(value)", "denominator": "sum(value)", "denominator_years_before": 10, "by": ["Kjonn"]},
    ],
    ids=["no denominator", "by sex"],
)
def test_denominator_years_before_needs_a_denominator_of_the_whole(words: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="needs a denominator, and excludes 'by'"):
        indicator(**words)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("sum(value)", "sum(value) filter (where contents = 'MMMM')", "names the column contents"),
        ("numerator: sum(value)\nunit: persons", "numerator: sum(value)\nper: population\nunit: ratio",
         "per: population is not projected in the same alternatives"),
    ],
    ids=["contents", "over what has been"],
)  # fmt: skip
def test_an_indicator_over_alternatives_must_not_mix_them(refusal: Refusal, old: str, new: str, reason: str) -> None:
    assert reason in refusal(PROJECTED, old, new)
