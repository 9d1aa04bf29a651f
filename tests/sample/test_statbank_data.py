"""What `/data` answers: selection, elimination, the silent traps, refusals."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from sample import Addresses

Ask = Callable[..., requests.Response]

COUNTRY: dict[str, Any] = {"Region": ["0"], "ContentsCode": ["*"], "Tid": ["2020"]}


def test_the_shape_of_an_answer(post: Ask) -> None:
    answer = post("07459", **COUNTRY)
    dataset = answer.json()
    keys = ["version", "class", "label", "source", "updated", "role", "id", "size", "dimension", "extension", "value"]
    assert list(dataset) == keys
    assert dataset["label"] == "07459: Befolkning, etter region og år"
    assert dataset["role"] == {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]}
    assert dataset["extension"]["px"]["tableid"] == "07459"
    assert dataset["dimension"]["ContentsCode"]["category"]["unit"] == {
        "Personer1": {"base": "personer", "decimals": 0}
    }
    assert b'"value":[5367580]' in answer.content
    assert answer.headers["content-type"] == "application/json; charset=UTF-8"


def test_eliminated_variables_are_gone_from_id(post: Ask) -> None:
    assert post("07459", **COUNTRY).json()["id"] == ["Region", "ContentsCode", "Tid"]


def test_region_is_eliminated_by_its_value_and_sex_by_sum(post: Ask) -> None:
    dataset = post("07459", ContentsCode=["*"], Tid=["2020"]).json()
    assert (dataset["id"], dataset["value"]) == (["ContentsCode", "Tid"], [5_367_580])


def test_table_order_not_asked_order(post: Ask) -> None:
    dataset = post("07459", Region=["5055", "0"], ContentsCode=["*"], Time=["2021", "2020"]).json()
    assert dataset["dimension"]["Region"]["category"]["index"] == {"0": 0, "5055": 1}
    assert dataset["dimension"]["Tid"]["category"]["index"] == {"2020": 0, "2021": 1}


def test_placement_orders_id_and_cells(post: Ask) -> None:
    asked = {"Region": ["0", "5055"], "ContentsCode": ["*"], "Tid": ["2020", "2021"]}
    plain = post("07459", **asked).json()["value"]
    turned = post("07459", placement={"stub": ["Tid"], "heading": ["ContentsCode", "Region"]}, **asked).json()
    assert turned["id"] == ["Tid", "ContentsCode", "Region"]
    assert turned["value"] == [plain[0], plain[2], plain[1], plain[3]]


def test_get_and_post_agree(get: Ask, post: Ask) -> None:
    query = {"valueCodes[region]": "k-5001", "codelist[REGION]": "agg_KommSummer", "valuecodes[ContentsCode]": "*"}
    got = get("/tables/07459/data", **query, **{"valueCodes[Tid]": "[range(2020,2021)],2026"}).json()
    asked = post("07459", Region=("agg_KommSummer", ["K-5001"]), ContentsCode=["*"], Tid=["range(2020,2021)", "2026"])
    assert got == asked.json()
    assert got["size"] == [1, 1, 3]


def test_trap_a_a_wildcard_that_finds_nothing_gives_the_national_total(post: Ask) -> None:
    dataset = post("07459", Region=["99*"], ContentsCode=["*"], Tid=["2020"]).json()
    assert (dataset["id"], dataset["value"]) == (["ContentsCode", "Tid"], [5_367_580])


def test_trap_b_a_codelist_without_codes_is_ignored(get: Ask) -> None:
    plain = get("/tables/07459/data").json()
    assert get("/tables/07459/data", **{"codelist[Region]": "agg_KommSummer"}).json() == plain
    assert plain["id"] == ["Region", "Alder", "ContentsCode", "Tid"]
    assert plain["size"] == [358, 106, 1, 1]


def test_trap_c_an_illegal_placement_is_ignored(post: Ask) -> None:
    assert post("07459", placement={"stub": ["Nonsense"]}, **COUNTRY).json()["id"] == ["Region", "ContentsCode", "Tid"]


def test_trap_d_unknown_parameters_are_ignored(get: Ask) -> None:
    assert get("/tables/06944/data", format="csv", **{"outputValues[Region]": "nonsense"}).status_code == 200


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({"Region": ["9876"]}, "Non-existent value"),
        ({"Planet": ["*"]}, "Non-existent variable"),
        ({"Region": ("agg_kommsummer", ["*"])}, "Non-existent codelist"),
        ({"Tid": []}, "Missing selection for mandantory variable"),
        ({"Tid": ["19*"]}, "Missing selection for mandantory variable"),
        ({"Tid": ["top(0)"]}, "Illegal selection expression"),
    ],
)
def test_refusals(post: Ask, changed: dict[str, Any], title: str) -> None:
    answer = post("07459", **{**COUNTRY, **changed})
    assert (answer.status_code, answer.json()) == (400, {"type": "Parameter error", "title": title, "status": 400})


def test_too_many_cells(post: Ask) -> None:
    asked = {"Region": ("agg_KommSummer", ["*"]), "Kjonn": ["*"], "Alder": ["*"], "ContentsCode": ["*"]}
    assert post("07459", Tid=["top(10)"], **asked).status_code == 200
    answer = post("07459", Tid=["top(11)"], **asked)
    assert (answer.status_code, answer.json()["title"], answer.json()["detail"]) == (
        400,
        *["Too many cells selected"] * 2,
    )


def test_an_unknown_table_is_400_around_404(post: Ask) -> None:
    answer = post("00000", **COUNTRY)
    assert (answer.status_code, answer.json()["title"], answer.json()["status"]) == (400, "Non-existent table", 404)


def test_a_literal_code_twice_is_an_empty_500(post: Ask) -> None:
    answer = post("07459", **{**COUNTRY, "Region": ["0", "0"]})
    assert (answer.status_code, answer.content) == (500, b"")


@pytest.mark.parametrize("query", [{"outputFormat": "csv"}, {"valueCodes": "0301"}, {"outputFormatParams": ""}])
def test_what_cannot_be_bound_is_a_validation_problem(get: Ask, query: dict[str, str]) -> None:
    answer = get("/tables/07459/data", **query)
    assert (answer.status_code, answer.json()["title"]) == (400, "One or more validation errors occurred.")


def test_a_body_that_is_not_json(server: Addresses) -> None:
    answer = requests.post(f"{server.statbank_url}/tables/07459/data", data=b"{", timeout=10)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json; charset=utf-8")
