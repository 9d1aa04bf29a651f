"""Answers of the StatBank that were read wrongly once."""

from contextlib import suppress

import pytest

from catalogue.errors import UnexpectedShape
from tests.cases.answers import Cell, answer, read
from tests.lib.klass import municipalities

DIVIDED = {
    "Region": ["K-0301", "K-1508", "K-1580"],
    "ContentsCode": ["Igangsatte", "Fullforte"],
    "Tid": ["2022", "2024"],
}
RECODED = {
    "Region": ["3806", "4001"],
    "HusholdType": ["0000"],
    "ContentsCode": ["InntSkatt", "AntallHushold"],
    "Tid": ["2023", "2024"],
}
PORSGRUNN = municipalities(
    """
    0301 Oslo      1838-01-01 -
    3806 Porsgrunn 2020-01-01 2024-01-01
    4001 Porsgrunn 2024-01-01 -
    """,
    """
    0001 Eldre     3806 Porsgrunn 2020-01-01
    3806 Porsgrunn 4001 Porsgrunn 2024-01-01
    """,
)
OSLO = {"Region": ["0301"], "ContentsCode": ["EUskala50"], "Tid": ["2023", "2024"]}


def dwellings(region: str, contents: str, year: str) -> Cell:
    """SSB shows 0 for one of the contents and '.' for the other where Haram did not exist."""
    if (region, year) == ("K-1580", "2022"):
        return (0, None) if contents == "Igangsatte" else (None, ".")
    return 100, None


def households(region: str, kind: str, contents: str, year: str) -> Cell:
    """The number is 0, and the average is '.', in the years of the other code."""
    there = (region == "3806") == (year == "2023")
    if contents == "InntSkatt":
        return (600_000, None) if there else (None, ".")
    return (17_000, None) if there else (0, None)


@pytest.mark.parametrize("region", ["1580", "1508"])
def test_zero_beside_a_symbol_is_no_figure_of_a_municipality_that_did_not_exist(region: str) -> None:
    rows = read("ssb_05940", DIVIDED, answer("05940", DIVIDED, dwellings), codelist="agg_KommSummer")
    assert rows[region, "Igangsatte", "2022"] == (None, "not_existing")


def test_zero_beside_a_symbol_is_no_figure_under_a_code_that_came_later() -> None:
    rows = read("ssb_06944", RECODED, answer("06944", RECODED, households), PORSGRUNN)
    assert rows["4001", "AntallHushold", "2023"] == (None, "not_existing")


def value(given: object) -> float | None:
    """Return Oslo's value of 2024 in an answer with these values."""
    return read("ssb_06947", OSLO, answer("06947", OSLO, lambda *_: (9.5, None)) | {"value": given})[
        "0301", "EUskala50", "2024"
    ][0]


@pytest.mark.parametrize("given", [{"0": 9.5, "1": 11.2}, {"1": 11.2, "0": 9.5}], ids=["in order", "in another order"])
def test_values_in_an_object_are_read_by_their_positions_or_refused(given: dict[str, float]) -> None:
    with suppress(UnexpectedShape):
        assert value(given) == 11.2


def test_some_values_in_an_object_are_read_by_their_positions_or_refused() -> None:
    with suppress(UnexpectedShape):
        assert value({"1": 11.2}) == 11.2


def test_true_and_false_are_no_figures() -> None:
    with pytest.raises(UnexpectedShape):
        value([False, True])
