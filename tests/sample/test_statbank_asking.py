"""1.5: a selection in GET and in POST."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from sample import Addresses

Ask = Callable[..., requests.Response]


def codes(dataset: Any, variable: str) -> list[str]:
    return list(dataset["dimension"][variable]["category"]["index"])


def test_get_and_post_agree(get: Ask, post: Ask) -> None:
    query = {"valueCodes[region]": "k-5001", "codelist[REGION]": "agg_KommSummer", "valuecodes[ContentsCode]": "*"}
    got = get("/tables/07459/data", **query, **{"valueCodes[Tid]": "[range(2020,2021)], 2026"}).json()
    asked = post("07459", Region=("agg_KommSummer", ["K-5001"]), ContentsCode=["*"], Tid=["range(2020,2021)", "2026"])
    assert got == asked.json()
    assert got["size"] == [1, 1, 3]


@pytest.mark.parametrize(
    ("text", "selected"),
    [
        ("ab,bc", ["ab", "bc"]),
        ("[c,d]", ["c,d"]),
        (" ab , [c,d] ", ["ab", "c,d"]),
        ("[range(ab,bc)],[c,d]", ["ab", "b*", "bc", "c,d"]),
        ("[top(2,1)]", ["ab", "b*"]),
    ],
)
def test_in_get_brackets_hold_what_has_a_comma(read: Ask, text: str, selected: list[str]) -> None:
    query = {"valueCodes[Odd]": text, "valueCodes[ContentsCode]": "*", "valueCodes[Tid]": "2025"}
    assert codes(read("/tables/90002/data", **query).json(), "Odd") == selected


@pytest.mark.parametrize("text", ["range(ab,bc)", "top(2,1)"])
def test_in_get_a_comma_outside_brackets_cuts_the_expression(read: Ask, text: str) -> None:
    query = {"valueCodes[Odd]": text, "valueCodes[ContentsCode]": "*", "valueCodes[Tid]": "2025"}
    assert read("/tables/90002/data", **query).json()["title"] == "Illegal selection expression"


def test_in_get_a_key_given_again_adds_to_the_list(server: Addresses) -> None:
    query = [("valueCodes[Region]", "0"), ("VALUECODES[region]", "5001")]
    query += [("valueCodes[ContentsCode]", "*"), ("valueCodes[Time]", "2026")]
    dataset = requests.get(f"{server.statbank_url}/tables/07459/data", params=query).json()
    assert codes(dataset, "Region") == ["0", "5001"]


def test_in_get_stub_and_heading_are_lists(get: Ask) -> None:
    query = {"valueCodes[Region]": "0", "valueCodes[ContentsCode]": "*", "valueCodes[Tid]": "2020"}
    dataset = get("/tables/07459/data", stub="Tid,Region", heading="ContentsCode", **query).json()
    assert dataset["id"] == ["Tid", "Region", "ContentsCode"]


def test_variables_values_and_parameters_are_known_in_any_case_and_time_is_an_alias(ask: Ask) -> None:
    dataset = ask("90002", odd=["AB"], CONTENTSCODE=["antall"], TIME=["TOP(1)"]).json()
    assert [codes(dataset, each) for each in dataset["id"]] == [["ab"], ["Antall"], ["2025"]]


def test_the_keys_of_a_body_are_known_in_any_case(server: Addresses) -> None:
    selection = [{"VariableCode": "ContentsCode", "ValueCodes": ["*"]}, {"variablecode": "Tid", "VALUECODES": ["2020"]}]
    answer = requests.post(f"{server.statbank_url}/tables/07459/data", json={"Selection": selection})
    assert answer.json()["value"] == [5_367_580]
