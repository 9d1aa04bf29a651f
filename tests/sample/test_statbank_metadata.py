"""1.4: `/metadata`."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

Ask = Callable[..., requests.Response]


def test_metadata_has_whole_dimensions_and_no_values(get: Ask) -> None:
    metadata = get("/Tables/07459/MetaData", lang="en").json()
    assert (metadata["size"], metadata["value"]) == ([358, 2, 106, 1, 22], [])
    assert metadata["dimension"]["Region"]["category"]["label"]["0"] == "The whole country"
    assert "status" not in metadata


def test_metadata_has_the_label_of_the_listing_and_data_another(get: Ask) -> None:
    metadata, listed = get("/tables/07459/metadata").json(), get("/tables/07459").json()
    assert metadata["label"] == listed["label"]
    assert metadata["label"].endswith("2005-2026")
    assert get("/tables/07459/data").json()["label"] == "07459: Befolkning, etter region og år"


def test_metadata_says_what_may_be_left_out_and_not_by_which_value(get: Ask) -> None:
    dimensions = get("/tables/07459/metadata").json()["dimension"]
    told = {code: each["extension"]["elimination"] for code, each in dimensions.items()}
    assert told == {"Region": True, "Kjonn": True, "Alder": True, "ContentsCode": False, "Tid": False}
    assert not any("eliminationValueCode" in each["extension"] for each in dimensions.values())


def test_codelists_are_listed_in_metadata_alone_with_a_link_in_capitals(read: Ask, ask: Ask) -> None:
    """1.1: the spec says `/codelists/`."""
    listed = read("/tables/90001/metadata").json()["dimension"]["Region"]["extension"]["codelists"]
    assert {each["id"]: each["type"] for each in listed} == {
        "agg_KommSummer": "Aggregation",
        "agg_KommSummerHist": "Aggregation",
        "agg_KommFylker": "Aggregation",
        "agg_KommGjeldende": "Aggregation",
        "vs_Kommun": "Valueset",
    }
    assert listed[0]["links"][0]["href"].endswith("/codeLists/agg_KommSummer?lang=no")
    dataset = ask("90001", Region=["0"], ContentsCode=["*"], Tid=["2025"]).json()
    assert "codelists" not in dataset["dimension"]["Region"]["extension"]


def test_a_dimension_without_codelists_has_an_empty_list(read: Ask) -> None:
    dimensions = read("/tables/90002/metadata").json()["dimension"]
    assert [each["extension"]["codelists"] for each in dimensions.values()] == [[], [], []]


def test_metadata_with_a_codelist_applied_needs_no_codes(get: Ask) -> None:
    region = get("/tables/07459/metadata", **{"codelist[region]": "agg_KommFylker"}).json()["dimension"]["Region"]
    assert len(region["category"]["index"]) == 15
    assert (region["category"]["label"]["F-50"], region["extension"]["elimination"]) == (
        "Trøndelag - Trööndelage",
        False,
    )


@pytest.mark.parametrize(
    ("query", "status", "title"),
    [
        ({"codelist[Region]": "agg_Nonsense"}, 400, "Non-existent codelist"),
        ({"codelist[Planet]": "agg_KommFylker"}, 400, "Non-existent variable"),
        ({"savedQuery": "1"}, 404, "Saved query not found"),
    ],
)
def test_metadata_refuses(get: Ask, query: dict[str, str], status: int, title: str) -> None:
    answer = get("/tables/07459/metadata", **query)
    assert (answer.status_code, answer.json()["title"]) == (status, title)


@pytest.mark.parametrize(
    ("lang", "page", "standard"), [("no", "", "Standard for kjønn"), ("en", "/en", "Classification")]
)
def test_metadata_links_to_pages_for_people(get: Ask, lang: str, page: str, standard: str) -> None:
    metadata = get("/tables/07459/metadata", lang=lang).json()
    homepage, about = metadata["link"]["related"]
    assert homepage["extension"] == {"relation": "statistics-homepage", "metaid": "KORTNAVN:folkemengde"}
    assert (homepage["href"], homepage["type"]) == (f"https://www.ssb.no{page}/folkemengde", "text/html")
    assert about["href"] == f"https://www.ssb.no{page}/folkemengde#om-statistikken"
    sex = metadata["dimension"]["Kjonn"]["link"]["related"][0]
    assert sex["extension"] == {"relation": "definitions", "metaid": "urn:ssb:classification:klass:2"}
    assert sex["href"] == f"https://www.ssb.no{page}/klass/klassifikasjoner/2"
    assert sex["label"].startswith(standard)


def test_a_contents_can_have_a_definition_of_its_own(read: Ask) -> None:
    link = read("/tables/90001/metadata", lang="en").json()["dimension"]["ContentsCode"]["link"]
    urn = "urn:ssb:conceptvariable:vardok:2755"
    assert link["describedby"] == [{"extension": {"Andel": urn}}]
    assert link["related"][0]["extension"] == {"relation": "definitions", "category": "Andel", "metaid": urn}
    assert link["related"][0]["href"] == "https://www.ssb.no/a/metadata/conceptvariable/vardok/2755/en"


@pytest.mark.parametrize("path", ["", "/metadata", "/defaultselection"])
def test_an_unknown_table_is_404(get: Ask, path: str) -> None:
    """1.8; on `/data` it is 400 around 404."""
    answer = get(f"/tables/00000{path}")
    assert (answer.status_code, answer.json()["title"]) == (404, "Non-existent table")


@pytest.mark.parametrize("key", ["firstPeriod", "lastPeriod", "timeUnit"])
def test_periods_and_their_unit_stand_in_the_listing_alone(get: Ask, key: str) -> None:
    """1.3."""
    assert key in get("/tables/07459").json()
    for path in ("/tables/07459/metadata", "/tables/07459/data"):
        dataset: Any = get(path).json()
        assert key not in {**dataset, **dataset["extension"]}
