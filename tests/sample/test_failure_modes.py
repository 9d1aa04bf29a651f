"""What users of SSB's APIs have stumbled over (section 5), and every refusal as HTTP shows it (1.8).

What the server does on request (503, cached errors, truncated answers) is in `test_faults`, the limit in `test_quota`.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

import sample

Ask = Callable[..., requests.Response]

COUNTRY: dict[str, Any] = {"Region": ["0"], "ContentsCode": ["*"], "Tid": ["2020"]}
KOMM = "agg_KommSummer"


def told(answer: requests.Response) -> tuple[int, Any, Any]:
    """HTTP status, the status in the body, and the title."""
    body = answer.json()
    assert answer.headers["content-type"].startswith(("application/json", "application/problem+json"))
    return answer.status_code, body["status"], body["title"]


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        pytest.param("/tables/00000/data", {}, (400, 404, "Non-existent table"), id="1.8 unknown table, data"),
        pytest.param("/tables/00000", {}, (404, 404, "Non-existent table"), id="1.8 unknown table"),
        pytest.param("/tables/00000/metadata", {}, (404, 404, "Non-existent table"), id="1.8 unknown table, metadata"),
        pytest.param(
            "/tables/00000/defaultselection", {}, (404, 404, "Non-existent table"), id="1.8 unknown table, default"
        ),
        pytest.param("/codelists/agg_Nothing", {}, (404, 400, "Non-existent codelist"), id="1.8 unknown codelist"),
        pytest.param("/tables", {"pageNumber": 99}, (404, 404, "Non-existent page"), id="1.8 page past the end"),
        pytest.param("/savedqueries/1", {}, (404, 404, "Saved query not found"), id="1.8 unknown saved query"),
        pytest.param("/tables", {"lang": "sv"}, (400, 400, "Unsupported language"), id="1.1 unknown language"),
    ],
)
def test_a_refusal_of_a_route(get: Ask, path: str, query: dict[str, Any], expected: tuple[int, int, str]) -> None:
    assert told(get(path, **query)) == expected


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        pytest.param({"Planet": ["1"]}, "Non-existent variable", id="1.8 unknown variable"),
        pytest.param({"Region": ["0000"]}, "Non-existent value", id="1.8 unknown value"),
        pytest.param({"Region": ("agg_Nothing", ["*"])}, "Non-existent codelist", id="1.8 unknown codelist"),
        pytest.param({"ContentsCode": []}, "Missing selection for mandantory variable", id="1.8 missing contents"),
        pytest.param({"Tid": []}, "Missing selection for mandantory variable", id="5 Tid is mandatory in v2"),
        pytest.param({"Tid": ["top(0)"]}, "Illegal selection expression", id="1.8 bad expression"),
        pytest.param({"Tid": ["from(2027)"]}, "Non-existent value", id="1.5 a bound not published yet"),
        pytest.param({"Region": ["K-5001"]}, "Non-existent value", id="5 prefix without its codelist"),
        pytest.param({"Region": (KOMM, ["5001"])}, "Non-existent value", id="5 bare code with a codelist"),
        pytest.param({"Region": (KOMM, ["K_5001"])}, "Non-existent value", id="5 prefix of another codelist"),
    ],
)
def test_a_refusal_of_a_selection(post: Ask, changed: dict[str, Any], title: str) -> None:
    assert told(post("07459", **{**COUNTRY, **changed})) == (400, 400, title)


def test_too_many_cells_are_refused_with_400_and_a_detail(post: Ask) -> None:
    """1.8: the guide and the specification say 403."""
    answer = post("07459", Region=["*"], Kjonn=["*"], Alder=["*"], ContentsCode=["*"], Tid=["*"])
    title = "Too many cells selected"
    assert told(answer) == (400, 400, title)
    assert answer.json()["detail"] == title


@pytest.mark.parametrize(
    ("query", "names"),
    [
        pytest.param({"outputFormat": "nonsense"}, ["outputFormat"], id="1.8 unknown format"),
        pytest.param({"outputFormatParams": ""}, ["outputFormatParams"], id="1.6 empty parameters of the format"),
    ],
)
def test_what_cannot_be_bound_is_a_problem_of_aspnet(get: Ask, query: dict[str, str], names: list[str]) -> None:
    answer = get("/tables/07459/data", **query)
    assert told(answer) == (400, 400, "One or more validation errors occurred.")
    assert list(answer.json()["errors"]) == names
    assert set(answer.json()) == {"type", "title", "status", "errors", "traceId"}


def test_a_code_given_twice_is_an_empty_500(post: Ask) -> None:
    """1.5, 1.8, 5."""
    answer = post("07459", **COUNTRY | {"Region": ["0", "0"]})
    assert (answer.status_code, answer.content) == (500, b"")


def test_a_status_is_told_in_the_body_that_is_not_the_answers(get: Ask) -> None:
    """5."""
    answers = [get("/tables/00000/data"), get("/codelists/agg_Nothing")]
    assert [(each.status_code, each.json()["status"]) for each in answers] == [(400, 404), (404, 400)]


def test_a_variable_left_out_gives_the_national_total(post: Ask) -> None:
    """5: elimination by omission."""
    dataset = post("07459", ContentsCode=["*"], Tid=["2020"]).json()
    assert (dataset["id"], dataset["value"]) == (["ContentsCode", "Tid"], [5_367_580])


def test_a_municipality_that_did_not_exist_has_zero_and_not_a_symbol(post: Ask) -> None:
    """5, 3: Heim was made in 2020."""
    dataset = post("07459", Region=(KOMM, ["K-5055"]), ContentsCode=["*"], Tid=["2019", "2020"]).json()
    assert (dataset["value"], dataset.get("status")) == ([0, 5963], None)


def test_a_code_that_was_changed_is_refused() -> None:
    """5: what could be asked for yesterday."""
    asked = {"valueCodes[Region]": "0", "valueCodes[ContentsCode]": "Personer1", "valueCodes[Tid]": "2020"}
    with sample.serve() as server:
        url = f"{server.statbank_url}/tables/07459/data"
        assert requests.get(url, asked).json()["value"] == [5_367_580]
        server.statbank.without_code("07459", "ContentsCode", "Personer1")
        assert told(requests.get(url, asked)) == (400, 400, "Non-existent value")


def test_a_code_new_in_klass_is_not_at_once_in_the_tables() -> None:
    """5: lag at new year."""
    with sample.serve() as server:
        server.klass.merge(["5001", "5031"], into="5099", on="2027-01-01", name="Værnes")
        asked = {"date": "2027-01-01", "includeFuture": "true"}
        at, json = f"{server.klass_url}/classifications/131/codesAt", {"Accept": "application/json"}
        codes = [each["code"] for each in requests.get(at, asked, headers=json).json()["codes"]]
        metadata = requests.get(f"{server.statbank_url}/tables/07459/metadata").json()
    in_table = metadata["dimension"]["Region"]["category"]["index"]
    assert ("5099" in codes, "5001" in codes) == (True, False)
    assert ("5099" in in_table, "5001" in in_table) == (False, True)


def test_a_correspondence_can_be_empty_and_200(klass: Ask) -> None:
    """5, 4.3."""
    answer = klass("/classifications/131/correspondsAt", targetClassificationId=128, date="2026-10-01")
    assert (answer.status_code, answer.json()) == (200, {"correspondenceItems": []})


def test_the_time_of_an_update_is_utc(get: Ask) -> None:
    """5, 1.9: 08:00 in Oslo in winter."""
    assert get("/tables/07459/data").json()["updated"] == "2026-11-23T07:00:00Z"


def test_those_who_share_an_address_share_the_quota() -> None:
    """5: the quota can be used up before one starts."""
    with sample.serve(calls_per_minute=2, clock=lambda: 0.0) as server:
        url = f"{server.statbank_url}/config"
        with requests.Session() as one, requests.Session() as other:
            got = [session.get(url).status_code for session in (one, one, other)]
    assert got == [200, 200, 429]


def test_calls_at_the_same_time_are_counted_one_by_one() -> None:
    """5: 429 with parallel calls."""
    with sample.serve(calls_per_minute=3, clock=lambda: 0.0) as server, ThreadPoolExecutor(5) as pool:
        url = f"{server.statbank_url}/tables/07459/metadata"
        got = list(pool.map(lambda _: requests.get(url).status_code, range(5)))
    assert sorted(got) == [200, 200, 200, 429, 429]
