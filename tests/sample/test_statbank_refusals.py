"""1.5 and 1.6: what `/data` refuses, in which words; the statuses and bodies are in test_recorded_refusals.py."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from sample import Addresses

Ask = Callable[..., requests.Response]

COUNTRY: dict[str, Any] = {"Region": ["0"], "ContentsCode": ["*"], "Tid": ["2020"]}


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({"Region": ["9876"]}, "Non-existent value"),
        ({"Region": ["K-0301"]}, "Non-existent value"),
        ({"Region": ("agg_KommSummer", ["0301"])}, "Non-existent value"),
        ({"Tid": ["from(2027)"]}, "Non-existent value"),
        ({"Planet": ["*"]}, "Non-existent variable"),
        ({"Region": ("agg_kommsummer", ["*"])}, "Non-existent codelist"),
        ({"Region": ("KommSummer", ["*"])}, "Non-existent codelist"),
        ({"Kjonn": ("agg_KommSummer", ["*"])}, "Non-existent codelist"),
        ({"Tid": []}, "Missing selection for mandantory variable"),
        ({"Tid": ["top(0)"]}, "Illegal selection expression"),
    ],
)
def test_refusals(post: Ask, changed: dict[str, Any], title: str) -> None:
    answer = post("07459", **{**COUNTRY, **changed})
    assert (answer.status_code, answer.json()) == (400, {"type": "Parameter error", "title": title, "status": 400})


@pytest.mark.parametrize("output", ["csv", "px", "xlsx", "html", "json-px", "parquet", "nonsense"])
def test_other_formats_are_refused_as_an_unknown_one_is(get: Ask, output: str) -> None:
    """1.6: SSB itself speaks the first six."""
    answer = get("/tables/07459/data", outputFormat=output)
    assert (answer.status_code, answer.json()["errors"]) == (
        400,
        {"outputFormat": [f"The value '{output}' is not valid."]},
    )


def test_json_stat2_takes_no_parameters(get: Ask) -> None:
    """1.6."""
    answer = get("/tables/07459/data", outputFormat="json-stat2", outputFormatParams="UseCodes")
    assert (answer.status_code, answer.json()["title"]) == (400, "Unsupported output format")
    empty = get("/tables/07459/data", outputFormatParams="").json()["errors"]
    assert empty == {"outputFormatParams": ["The OutputFormatParams field is required."]}


@pytest.mark.parametrize("key", ["valueCodes", "valuecodes[]", "valueCodesRegion"])
def test_value_codes_that_name_no_variable_are_a_validation_problem(get: Ask, key: str) -> None:
    answer = get("/tables/07459/data", **{key: "0301"})
    assert (answer.status_code, answer.json()["title"]) == (400, "One or more validation errors occurred.")
    assert answer.json()["errors"]["valuecodes"][0].startswith("valuecodes-parameter should be like valuecodes[<vari")


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"selection": [{"valueCodes": ["1"]}]}', b'{"selection": [1]}'])
def test_a_body_that_is_no_selection_is_a_validation_problem(server: Addresses, body: bytes) -> None:
    answer = requests.post(f"{server.statbank_url}/tables/07459/data", data=body)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json; charset=utf-8")


def test_saved_queries_are_not_kept(server: Addresses, get: Ask) -> None:
    for path in ("/savedqueries/1", "/savedqueries/1/data", "/savedqueries/1/selection"):
        assert (get(path).status_code, get(path).json()["title"]) == (404, "Saved query not found")
    assert requests.post(f"{server.statbank_url}/savedqueries", json={}).status_code == 400
