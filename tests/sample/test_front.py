"""What stands before PxWebApi: paths, content types, the length of a query. Sections are SSB's facts."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
import requests

import sample
from tests.sample.client import statuses

Ask = Callable[..., requests.Response]


@pytest.mark.parametrize(
    "path",
    [
        "/CONFIG",
        "/Tables",
        "/TABLES/07459",
        "/tables/07459/MetaData",
        "/tables/07459/DATA",
        "/CodeLists/agg_KommSummer",
    ],
)
def test_paths_are_read_in_any_case(get: Ask, path: str) -> None:
    """1.1."""
    assert get(path).status_code == 200


def test_links_say_codelists_in_another_case_than_the_specification(get: Ask) -> None:
    """1.1."""
    codelists = get("/tables/07459/metadata").json()["dimension"]["Region"]["extension"]["codelists"]
    paths = {urlsplit(link["href"]).path for each in codelists for link in each["links"]}
    assert "/api/pxwebapi/v2/codeLists/agg_KommSummer" in paths


def test_data_is_json_in_utf_8_with_a_file_name(get: Ask) -> None:
    """1.1."""
    headers = get("/tables/07459/data").headers
    assert headers["content-type"] == "application/json; charset=UTF-8"
    assert headers["content-disposition"] == 'inline; filename="07459.json"'


def test_without_a_language_the_answer_is_norwegian(get: Ask) -> None:
    """1.1."""
    labels = [
        get("/tables/07459/metadata", **asked).json()["dimension"]["Tid"]["label"]
        for asked in ({}, {"lang": "no"}, {"lang": "en"})
    ]
    assert labels == ["år", "år", "year"]


def test_codes_are_the_same_in_both_languages(get: Ask) -> None:
    """1.1."""
    norwegian, english = (get("/tables/07459/metadata", lang=each).json()["dimension"] for each in ("no", "en"))
    assert [each["category"]["index"] for each in norwegian.values()] == [
        each["category"]["index"] for each in english.values()
    ]


def test_a_language_that_ssb_does_not_speak_is_refused(get: Ask) -> None:
    """1.1."""
    answer = get("/config", lang="sv")
    assert (answer.status_code, answer.json()["title"]) == (400, "Unsupported language")


def test_the_number_of_a_table_is_text_with_its_leading_zero(get: Ask) -> None:
    """1.1."""
    assert get("/tables/07459").json()["id"] == "07459"
    assert get("/tables/7459").status_code == 404


def test_navigation_is_gone(get: Ask) -> None:
    """1.1."""
    assert get("/navigation").status_code == 404


@pytest.mark.parametrize("path", ["/config", "/tables", "/tables/07459/data"])
def test_the_retired_base_answers_503_to_everything(server: sample.Addresses, path: str) -> None:
    """1.8, 0 point 1."""
    assert statuses(f"{server.statbank_url}-beta{path}") == [503]


def test_the_configuration_names_formats_and_languages(get: Ask) -> None:
    """1.2."""
    told = get("/config").json()
    assert told["dataFormats"] == ["json-stat2", "csv", "px", "xlsx", "html", "json-px", "parquet"]
    assert (told["defaultDataFormat"], told["defaultLanguage"]) == ("json-stat2", "no")
    assert [each["id"] for each in told["languages"]] == ["no", "en"]


@pytest.mark.parametrize(("length", "status"), [(2048, 200), (2049, 404)])
def test_a_query_string_of_2048_characters_is_the_longest(server: sample.Addresses, length: int, status: int) -> None:
    """1.5, 1.8: where exactly the limit lies is inferred from two observations."""
    assert statuses(f"{server.statbank_url}/tables/06944/data?{'ignored='.ljust(length, 'x')}") == [status]


def test_too_long_a_query_is_a_page_of_iis_and_no_problem_in_json(get: Ask) -> None:
    """1.8: HTTP 404 in 1,245 bytes of HTML, not 414."""
    answer = get("/tables/07459/data", **{"valueCodes[Region]": ",".join(["K-5001"] * 400)})
    assert (answer.status_code, answer.headers["content-type"], len(answer.content)) == (404, "text/html", 1245)
    assert answer.content.startswith(b"<!DOCTYPE html")


def test_characters_are_counted_as_they_are_sent(get: Ask) -> None:
    """1.5: requests writes a comma as three characters."""
    asked = {"ignored": "," * 1000}
    assert get("/config", ignored="x" * 1000).status_code == 200
    assert get("/config", **asked).status_code == 404


def test_a_body_may_be_longer(post: Ask) -> None:
    """1.5: no limit is reported for POST."""
    ages = [f"{age:03d}" for age in range(105)] + ["105+"]
    asked = {"Region": ["0"], "Kjonn": ["*"], "Alder": [*ages, *[f"from({age})" for age in ages], *["?" * 3] * 400]}
    answer = post("07459", **asked, ContentsCode=["*"], Tid=["2020"])
    assert len(answer.request.body or b"") > 2048
    assert answer.json()["size"] == [1, 2, 106, 1, 1]
