"""The routes beside `/data`, and what stands before them all."""

from collections.abc import Callable

import pytest
import requests

from sample.statbank.tables import all_tables

Ask = Callable[..., requests.Response]

COLLECTED = ["03321", "05904", "06913", "06917", "06944", "07268", "07459", "08109", "08825", "09429", "09482", "10213"]
COLLECTED += ["11168", "11668", "12882", "13600", "14288", "14746"]
"""The sample's tables whose update time is the day they were collected: all but 01222."""


def test_config_is_ssbs(get: Ask) -> None:
    config = get("/CONFIG").json()
    assert (config["maxDataCells"], config["maxCallsPerTimeWindow"]) == (800_000, 0)


def test_tables_are_listed(get: Ask) -> None:
    listing = get("/tables").json()
    assert [each["id"] for each in listing["tables"]] == ["01222", *COLLECTED]
    assert listing["page"]["totalElements"] == 19
    assert listing["tables"][7]["lastPeriod"] == "2026"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"query": "befolkning kjønn"}, ["07459"]),
        ({"query": "title:inntekt"}, ["06944"]),
        ({"query": "updated:20261123*"}, COLLECTED),
        ({"query": "nonsense"}, []),
        ({"pageSize": "17", "pageNumber": "2"}, ["14288", "14746"]),
    ],
)
def test_the_listing_is_searched_and_paged(get: Ask, query: dict[str, str], found: list[str]) -> None:
    assert [each["id"] for each in get("/tables", **query).json()["tables"]] == found


def test_a_page_past_the_end(get: Ask) -> None:
    answer = get("/tables", pageNumber=2)
    assert (answer.status_code, answer.json()["title"]) == (404, "Non-existent page")


@pytest.mark.parametrize("path", ["", "/metadata", "/defaultselection"])
def test_an_unknown_table_is_404(get: Ask, path: str) -> None:
    answer = get(f"/tables/00000{path}")
    assert (answer.status_code, answer.json()["title"]) == (404, "Non-existent table")


def test_an_unknown_language(get: Ask) -> None:
    answer = get("/tables/07459", lang="sv")
    assert (answer.status_code, answer.json()["title"]) == (400, "Unsupported language")


def test_metadata_has_dimensions_and_no_values(get: Ask) -> None:
    metadata = get("/Tables/07459/MetaData", lang="en").json()
    region = metadata["dimension"]["Region"]
    assert metadata["value"] == []
    assert metadata["size"] == [358, 2, 106, 1, 22]
    assert metadata["label"].endswith("2005-2026")
    assert [each["id"] for each in region["extension"]["codelists"]] == ["agg_KommSummer", "agg_KommFylker"]
    assert (region["extension"]["elimination"], region["extension"]["eliminationValueCode"]) == (True, "0")
    assert region["category"]["label"]["0"] == "The whole country"


def test_metadata_with_a_codelist_applied(get: Ask) -> None:
    metadata = get("/tables/07459/metadata", **{"codelist[Region]": "agg_KommFylker"}).json()
    assert metadata["size"][0] == 15


def test_default_selection_names_its_codes(get: Ask) -> None:
    selection = get("/tables/06913/defaultselection").json()
    assert [each["variableCode"] for each in selection["selection"]] == ["Region", "ContentsCode", "Tid"]
    assert selection["selection"][2]["valueCodes"] == ["2026"]


def test_a_codelist_maps_to_the_codes_it_sums(get: Ask) -> None:
    codelist = get("/CodeLists/agg_KommSummer").json()
    values = {each["code"]: each for each in codelist["values"]}
    assert (codelist["type"], len(values)) == ("Aggregation", 357)
    assert {"5001", "5030", "1601"} <= set(values["K-5001"]["valueMap"])
    assert values["K-5055"]["valueMap"] == ["5055"]


def test_codelist_ids_are_case_sensitive(get: Ask) -> None:
    answer = get("/codelists/agg_kommsummer")
    assert (answer.status_code, answer.json()["title"], answer.json()["status"]) == (404, "Non-existent codelist", 400)


def test_every_table_has_figures_for_each_value_it_lists(post: Ask) -> None:
    for table in all_tables().values():
        for variable in table.variables:
            everything = {each.code: ["*"] if each is variable else [each.codes[-1]] for each in table.variables}
            assert post(table.id, **everything).status_code == 200
