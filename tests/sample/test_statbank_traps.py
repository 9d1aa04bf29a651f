"""1.5: what SSB answers with 200 although it is not what was meant; and 1.7: to those who select nothing."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from sample import Addresses

Ask = Callable[..., requests.Response]

COUNTRY: dict[str, Any] = {"Region": ["0"], "ContentsCode": ["*"], "Tid": ["2020"]}


@pytest.mark.parametrize("nothing", ["99*", "9?9?", "*x*"])
def test_trap_a_a_wildcard_that_finds_nothing_gives_the_national_total(post: Ask, nothing: str) -> None:
    """1.5 trap A."""
    dataset = post("07459", Region=[nothing], ContentsCode=["*"], Tid=["2020"]).json()
    assert (dataset["id"], dataset["value"]) == (["ContentsCode", "Tid"], [5_367_580])


@pytest.mark.parametrize("changed", [{"Tid": ["19*"]}, {"Region": ("agg_KommSummer", ["99*"])}])
def test_a_wildcard_that_finds_nothing_is_refused_where_nothing_can_be_eliminated(post: Ask, changed: Any) -> None:
    """1.5 trap A; an aggregation cannot be eliminated."""
    answer = post("07459", **{**COUNTRY, **changed})
    assert (answer.status_code, answer.json()["title"]) == (400, "Missing selection for mandantory variable")


def test_trap_b_a_codelist_without_codes_is_ignored(get: Ask) -> None:
    """1.5 trap B."""
    plain = get("/tables/07459/data").json()
    assert get("/tables/07459/data", **{"codelist[Region]": "agg_KommSummer"}).json() == plain


@pytest.mark.parametrize("unknown", [{"format": "csv"}, {"output": "csv"}, {"outputValues[Region]": "nonsense"}])
def test_trap_d_unknown_parameters_are_ignored(get: Ask, unknown: dict[str, str]) -> None:
    """1.5 trap D."""
    answer = get("/tables/06944/data", **unknown)
    assert (answer.status_code, answer.json()) == (200, get("/tables/06944/data").json())


@pytest.mark.parametrize("body", [None, {}, {"selection": []}, {"selection": [{"variableCode": "Tid"}]}])
def test_an_empty_selection_gets_the_default_selection(server: Addresses, get: Ask, body: Any) -> None:
    """1.7."""
    answer = requests.post(f"{server.statbank_url}/tables/07459/data", json=body)
    assert answer.json() == get("/tables/07459/data").json()


def test_the_default_of_07459_is_every_region_in_the_last_year(get: Ask) -> None:
    """1.7: SSB has stored it, with age and sex eliminated; 360 cells there, as many as the sample has regions here."""
    dataset = get("/tables/07459/data").json()
    assert (dataset["id"], dataset["size"]) == (["Region", "ContentsCode", "Tid"], [358, 1, 1])


def test_the_default_selection_names_its_codes(get: Ask) -> None:
    """1.7: what is eliminated has no codes."""
    selection = get("/tables/07459/defaultselection").json()
    named = {each["variableCode"]: len(each["valueCodes"]) for each in selection["selection"]}
    assert named == {"Region": 358, "Kjonn": 0, "Alder": 0, "ContentsCode": 1, "Tid": 1}
    assert selection["placement"] == {"heading": ["ContentsCode", "Tid"], "stub": ["Region"]}
