"""1.5: what is left out of a selection, in which order an answer comes, and how many cells it may have."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from sample import Addresses

Ask = Callable[..., requests.Response]

COUNTRY: dict[str, Any] = {"Region": ["0"], "ContentsCode": ["*"], "Tid": ["2020"]}
PLACES: dict[str, Any] = {"Region": ["0", "5001"], "Kjonn": ["*"], "ContentsCode": ["Antall"], "Tid": ["2025"]}


def codes(dataset: Any, variable: str) -> list[str]:
    return list(dataset["dimension"][variable]["category"]["index"])


def test_eliminated_variables_are_gone_from_id(post: Ask) -> None:
    assert post("07459", **COUNTRY).json()["id"] == ["Region", "ContentsCode", "Tid"]


def test_a_variable_with_an_elimination_value_is_eliminated_by_it_and_one_without_by_sum(post: Ask) -> None:
    dataset = post("07459", ContentsCode=["*"], Tid=["2020"]).json()
    assert (dataset["id"], dataset["value"]) == (["ContentsCode", "Tid"], [5_367_580])


def test_a_variable_named_without_codes_is_eliminated_like_one_left_out(ask: Ask) -> None:
    dataset = ask("90001", **{**PLACES, "Region": [], "Kjonn": []}).json()
    assert (dataset["id"], dataset["value"]) == (["ContentsCode", "Tid"], [901 + 902])


@pytest.mark.parametrize("left_out", ["Odd", "ContentsCode", "Tid"])
def test_contents_period_and_what_cannot_be_eliminated_must_be_selected(ask: Ask, left_out: str) -> None:
    whole = {"Odd": ["*"], "ContentsCode": ["*"], "Tid": ["*"]}
    for changed in ({**whole, left_out: []}, {name: each for name, each in whole.items() if name != left_out}):
        answer = ask("90002", **changed)
        assert (answer.status_code, answer.json()["title"]) == (400, "Missing selection for mandantory variable")


def test_codes_come_in_the_tables_order_whatever_was_asked_first(post: Ask) -> None:
    dataset = post("07459", Region=["5055", "0"], ContentsCode=["*"], Time=["2021", "2020"]).json()
    assert dataset["dimension"]["Region"]["category"]["index"] == {"0": 0, "5055": 1}
    assert dataset["dimension"]["Tid"]["category"]["index"] == {"2020": 0, "2021": 1}


def test_the_newest_periods_come_in_rising_order(post: Ask) -> None:
    assert codes(post("07459", **{**COUNTRY, "Tid": ["top(2)"]}).json(), "Tid") == ["2025", "2026"]


def test_placement_orders_id_and_cells(post: Ask) -> None:
    asked = {"Region": ["0", "5055"], "ContentsCode": ["*"], "Tid": ["2020", "2021"]}
    plain = post("07459", **asked).json()["value"]
    turned = post("07459", placement={"stub": ["Tid"], "heading": ["ContentsCode", "Region"]}, **asked).json()
    assert turned["id"] == ["Tid", "ContentsCode", "Region"]
    assert turned["value"] == [plain[0], plain[2], plain[1], plain[3]]
    assert turned["extension"]["px"]["stub"] == ["Tid"]


@pytest.mark.parametrize(
    ("placement", "order"),
    [
        ({"stub": ["time"]}, ["Tid", "Region", "Kjonn", "ContentsCode"]),
        ({"heading": ["TIME"]}, ["Region", "Kjonn", "ContentsCode", "Tid"]),
        ({"heading": ["kjonn", "region"]}, ["ContentsCode", "Tid", "Kjonn", "Region"]),
    ],
)
def test_stub_or_heading_alone_leaves_the_rest_to_the_other(ask: Ask, placement: Any, order: list[str]) -> None:
    assert ask("90001", placement=placement, **PLACES).json()["id"] == order


@pytest.mark.parametrize(
    "placement",
    [
        pytest.param({"stub": ["Nonsense"]}, id="1.5 trap C: unknown"),
        pytest.param({"stub": ["Kjonn"]}, id="1.5 trap C: eliminated"),
        pytest.param({"stub": ["Tid", "Region"], "heading": ["Tid"]}, id="1.5 trap C: twice"),
        pytest.param({"stub": ["Tid"], "heading": ["Region"]}, id="1.5 trap C: both given, and not all"),
    ],
)
def test_an_illegal_placement_is_dropped_without_a_word(post: Ask, placement: Any) -> None:
    answer = post("07459", placement=placement, **COUNTRY)
    assert (answer.status_code, answer.json()["id"]) == (200, ["Region", "ContentsCode", "Tid"])


def test_exactly_800_000_cells_are_allowed(ask: Ask) -> None:
    everything = {"Thousand": ["*"], "Hundreds": ["*"], "ContentsCode": ["*"]}
    answer = ask("90003", **everything, Tid=["2025"])
    assert (answer.status_code, len(answer.json()["value"])) == (200, 800_000)
    answer = ask("90003", **everything, Tid=["*"])
    assert (answer.status_code, answer.json()["detail"]) == (400, "Too many cells selected")


def test_an_eliminated_variable_does_not_count(post: Ask) -> None:
    asked = {"Region": ("agg_KommSummer", ["*"]), "Kjonn": ["*"], "ContentsCode": ["*"], "Tid": ["*"]}
    assert post("07459", **asked).json()["size"] == [357, 2, 1, 22]


def test_every_value_that_a_table_lists_can_be_asked_for(server: Addresses, post: Ask) -> None:
    for table in server.statbank.tables.values():
        for variable in table.variables:
            everything = {each.code: ["*"] if each is variable else [each.codes[-1]] for each in table.variables}
            assert post(table.id, **everything).json()["size"].count(len(variable.values))
