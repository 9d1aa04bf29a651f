"""1.5 and 1.6: what `/data` answers to which selection."""

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


# Elimination


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


# Order and placement


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


# GET and POST


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
    dataset = requests.get(f"{server.statbank_url}/tables/07459/data", params=query, timeout=10).json()
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
    answer = requests.post(f"{server.statbank_url}/tables/07459/data", json={"Selection": selection}, timeout=10)
    assert answer.json()["value"] == [5_367_580]


# The silent traps


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


# Nothing selected


@pytest.mark.parametrize("body", [None, {}, {"selection": []}, {"selection": [{"variableCode": "Tid"}]}])
def test_an_empty_selection_gets_the_default_selection(server: Addresses, get: Ask, body: Any) -> None:
    """1.7."""
    answer = requests.post(f"{server.statbank_url}/tables/07459/data", json=body, timeout=10)
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


# Cells


def test_exactly_800_000_cells_are_allowed(ask: Ask) -> None:
    everything = {"Thousand": ["*"], "Hundreds": ["*"], "ContentsCode": ["*"]}
    answer = ask("90003", **everything, Tid=["2025"])
    assert (answer.status_code, len(answer.json()["value"])) == (200, 800_000)
    answer = ask("90003", **everything, Tid=["*"])
    assert (answer.status_code, answer.json()["detail"]) == (400, "Too many cells selected")


def test_an_eliminated_variable_does_not_count(post: Ask) -> None:
    asked = {"Region": ("agg_KommSummer", ["*"]), "Kjonn": ["*"], "ContentsCode": ["*"], "Tid": ["*"]}
    assert post("07459", **asked).json()["size"] == [357, 2, 1, 22]


# Refusals


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
    answer = requests.post(f"{server.statbank_url}/tables/07459/data", data=body, timeout=10)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json; charset=utf-8")


def test_saved_queries_are_not_kept(server: Addresses, get: Ask) -> None:
    for path in ("/savedqueries/1", "/savedqueries/1/data", "/savedqueries/1/selection"):
        assert (get(path).status_code, get(path).json()["title"]) == (404, "Saved query not found")
    assert requests.post(f"{server.statbank_url}/savedqueries", json={}, timeout=10).status_code == 400


def test_every_value_that_a_table_lists_can_be_asked_for(server: Addresses, post: Ask) -> None:
    for table in server.statbank.tables.values():
        for variable in table.variables:
            everything = {each.code: ["*"] if each is variable else [each.codes[-1]] for each in table.variables}
            assert post(table.id, **everything).json()["size"].count(len(variable.values))
