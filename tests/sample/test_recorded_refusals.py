"""1.8: every refusal the server can send, with its HTTP status and body.

`rate_limited` and `query_string_too_long` stand before the StatBank and have their tests in test_front.py.
`illegal_placement` and `illegal_selection_mandatory` are never sent: the server drops an illegal placement without a word
(1.5 trap C), and a mandatory variable whose expressions find nothing gets `missing_mandatory`.
"""

from typing import Any

import pytest
import requests

from sample import Addresses
from tests.sample.recorded.tables import recorded

BODIES = recorded("problem_bodies")
DATA = "/tables/07459/data"
WHOLE = {"valueCodes[Region]": "0", "valueCodes[ContentsCode]": "*", "valueCodes[Tid]": "2020"}

ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "data_unknown_table": ("/tables/99999/data", WHOLE),
    "metadata_or_table_unknown": ("/tables/99999/metadata", {}),
    "unknown_variable": (DATA, WHOLE | {"valueCodes[Planet]": "*"}),
    "unknown_value": (DATA, WHOLE | {"valueCodes[Region]": "9876"}),
    "unknown_codelist_in_data": (DATA, WHOLE | {"codelist[Region]": "agg_Nonsense"}),
    "unknown_codelist_endpoint": ("/codelists/agg_Nonsense", {}),
    "missing_mandatory": (DATA, {"valueCodes[Region]": "0"}),
    "illegal_expression": (DATA, WHOLE | {"valueCodes[Tid]": "top(0)"}),
    "too_many_cells": (
        DATA,
        {"valueCodes[Region]": "*", "valueCodes[Kjonn]": "*", "valueCodes[Alder]": "*"}
        | {"valueCodes[ContentsCode]": "*", "valueCodes[Tid]": "*"},
    ),
    "unsupported_language": (DATA, WHOLE | {"lang": "sv"}),
    "page_past_end": ("/tables", {"pageNumber": 999}),
    "unknown_saved_query": ("/savedqueries/1", {}),
    "model_binding": (DATA, WHOLE | {"outputFormat": "nonsense"}),
    "duplicate_value_code": (DATA, WHOLE | {"valueCodes[Region]": "0301,0301"}),
}


def ask(server: Addresses, name: str) -> requests.Response:
    path, query = ASKED[name]
    return requests.get(server.statbank_url + path, params=query)


@pytest.mark.parametrize("name", [name for name in ASKED if name not in ("model_binding", "duplicate_value_code")])
def test_a_refusal_has_the_servers_status_and_body(server: Addresses, name: str) -> None:
    answer, theirs = ask(server, name), BODIES[name]
    assert (answer.status_code, answer.json()) == (theirs["http"], theirs["body"])
    assert answer.headers["content-type"].startswith("application/json")


def test_what_cannot_be_bound_gets_aspnets_own_form(server: Addresses) -> None:
    answer, theirs = ask(server, "model_binding"), BODIES["model_binding"]
    assert (answer.status_code, answer.headers["content-type"]) == (theirs["http"], theirs["content_type"])
    assert {**answer.json(), "traceId": None} == {**theirs["body"], "traceId": None}


def test_a_code_given_twice_gets_an_empty_500(server: Addresses) -> None:
    answer, theirs = ask(server, "duplicate_value_code"), BODIES["duplicate_value_code"]
    assert (answer.status_code, answer.text) == (theirs["http"], theirs["body"])


def test_every_refusal_is_reproduced_or_accounted_for() -> None:
    assert __doc__
    assert all(name in ASKED or f"`{name}`" in __doc__ for name in BODIES if name != "_comment")
