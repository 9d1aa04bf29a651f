"""1.1: routes, parameters and answers are those of PxWebApi 2's OpenAPI document, and deviate where SSB's own do."""

import re
from typing import Any

import pytest
import requests
import yaml
from jsonschema import Draft202012Validator

from sample import Addresses
from sample.statbank.routes import ROUTES
from tests.sample.recorded.tables import HERE, recorded

SPEC = yaml.load((HERE / "PxAPI-2.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
SCHEMAS = SPEC["components"]["schemas"]

ANSWERS = {
    "/config": "ConfigResponse",
    "/tables": "TablesResponse",
    "/tables?query=nonsense": "TablesResponse",
    "/tables/07459": "TableResponse",
    "/tables/07459/metadata": "Dataset",
    "/tables/07459/metadata?lang=en&codelist[Region]=agg_KommSummer": "Dataset",
    "/tables/07459/data": "Dataset",
    "/tables/01222/data": "Dataset",
    "/tables/07459/defaultselection": "SelectionResponse",
    "/codelists/agg_KommSummer": "CodelistResponse",
    "/tables/99999": "Problem",
}


@pytest.fixture(scope="module")
def corrected() -> dict[str, Any]:
    """The document's schemas as JSON Schema, without what no server keeps."""
    schemas = _as_json_schema(SCHEMAS)
    # `updated` is a date alone there; every server sends date and time.
    del schemas["updated"]["pattern"], schemas["Table"]["properties"]["updated"]["pattern"]
    # Links have no `related` there, nor `extension` and `label`; the server's own tests expect them.
    del schemas["jsonstat-extension-link"]["additionalProperties"]
    del schemas["jsonstat-link"]["additionalProperties"]["items"]["additionalProperties"]
    # `values` is required there, but the property is called valueCodes.
    schemas["VariableSelection"]["required"] = ["variableCode", "valueCodes"]
    # At least one call in a window; SSB's configuration says 0.
    for name in ("maxCallsPerTimeWindow", "timeWindow"):
        del schemas["ConfigResponse"]["properties"][name]["minimum"]
    return dict(schemas)


def _as_json_schema(node: Any) -> Any:
    """OpenAPI 3.0 says `nullable` where JSON Schema lists null among the types, and `exclusiveMaximum` with a word."""
    if isinstance(node, list):
        return [_as_json_schema(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _as_json_schema(each) for key, each in node.items() if key not in ("nullable", "exclusiveMaximum")}
    return {**kept, "type": [kept["type"], "null"]} if node.get("nullable") and "type" in kept else kept


def faults(schemas: dict[str, Any], name: str, document: Any) -> list[str]:
    """Where the document does not fit the schema of that name."""
    validator = Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}})
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


@pytest.mark.parametrize(("path", "schema"), ANSWERS.items(), ids=ANSWERS)
def test_answers_fit_the_documents_schemas(server: Addresses, corrected: Any, path: str, schema: str) -> None:
    assert faults(corrected, schema, requests.get(server.statbank_url + path).json()) == []


@pytest.mark.parametrize("name", ["12134_data", "scb_TAB6471_metadata", "server_metadata_tab001"])
def test_recorded_answers_of_other_servers_fit_them_no_less(corrected: Any, name: str) -> None:
    assert faults(corrected, "Dataset", recorded(name)) == []


def test_the_document_as_it_stands_fits_no_recorded_answer() -> None:
    schemas = _as_json_schema(SCHEMAS)
    assert {each.split(":")[0] for each in faults(schemas, "Dataset", recorded("12134_data"))} == {"$.updated"}
    assert faults(schemas, "ConfigResponse", recorded("config"))
    assert faults(schemas, "Dataset", recorded("server_metadata_tab001"))


def test_every_route_of_the_document_is_answered() -> None:
    ours = {(route.path, method.lower()) for route in ROUTES for method in route.methods or ()}
    theirs = {(path, method) for path, methods in SPEC["paths"].items() for method in methods}
    assert {each for each in ours if each[1] != "head" and each[0] != "/tables/"} == theirs


@pytest.mark.parametrize(
    "path", ["/config", "/tables", "/tables/{id}/metadata", "/tables/{id}/defaultselection", "/codelists/{id}"]
)
def test_every_parameter_of_the_document_is_taken(server: Addresses, path: str) -> None:
    named = [each.get("name") or each["$ref"].rpartition("/")[2] for each in _parameters(path)]
    values = {"lang": "en", "query": "population", "pastDays": 100_000, "includeDiscontinued": "true"}
    values |= {"pageNumber": 1, "pageSize": 5, "defaultSelection": "false", "codelist": None, "savedQuery": ""}
    asked = {name: values[name] for name in named if name not in ("id", "codelist")}
    filled = re.sub("{id}", "agg_KommSummer" if "codelists" in path else "07459", path)
    assert requests.get(server.statbank_url + filled, params=asked).status_code == 200


def _parameters(path: str) -> list[dict[str, Any]]:
    return list(SPEC["paths"][path]["get"].get("parameters", []))
