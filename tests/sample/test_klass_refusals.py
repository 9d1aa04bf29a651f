"""KLASS refuses in the form of RFC 7807 (section 4.3)."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
import requests

from sample import Addresses

Ask = Callable[..., requests.Response]


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/classifications/110", "Classification not found with id = 110"),
        ("/classifications/110/codesAt?date=2026-01-01", "Classification not found with id = 110"),
        (
            "/classifications/131/corresponds?targetClassificationId=108&from=2024-01-01",
            "Classification not found with id = 108",
        ),
        ("/versions/1451", "Classification Version not found with id = 1451"),
        ("/correspondencetables/2840", "Correspondence Table not found with id = 2840"),
    ],
)
def test_what_is_unknown_is_a_404_that_says_what(klass: Ask, path: str, detail: str) -> None:
    answer = klass(path)
    assert (answer.status_code, answer.json()["detail"]) == (404, detail)


def test_a_route_that_is_not_there_is_a_404_without_a_reason(klass: Ask) -> None:
    answer = klass("/kommuner")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "instance": "/api/klass/v1/kommuner",
    }


@pytest.mark.parametrize(
    ("path", "status"), [("/classifications/131/codes.json?from=2024-01-01", 404), ("/classifications/131.json", 400)]
)
def test_the_suffixes_klass_is_taking_away_lead_nowhere(klass: Ask, path: str, status: int) -> None:
    """4.1."""
    assert klass(path).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/classifications/kommuner",
        "/versions/siste",
        "/classifications/131/codesAt",
        "/classifications/131/codesAt?date=",
        "/classifications/131/codesAt?date=yesterday",
        "/classifications/131/codesAt?date=20260101",
        "/classifications/131/codesAt?date=2026-02-30",
        "/classifications/131/codes?to=2026-01-01",
        "/classifications/131/codes?from=2026-01-01&to=2026-01-01",
        "/classifications/131/codes?from=2026-01-01&selectCodes=oslo",
        "/classifications/131/codes?from=2026-01-01&selectCodes=" + ",".join(["0301"] * 21),
        "/classifications/131/codes?from=2026-01-01&selectCodes=" + "0" * 201,
        "/classifications/131/changes?from=2026-01-01&includeFuture=kanskje",
        "/classifications/131/corresponds?from=2026-01-01",
        "/classifications/131/corresponds?targetClassificationId=sentralitet&from=2026-01-01",
        "/classifications/131?language=se",
        "/classifications?includeCodelists=kanskje",
        "/classifications/search",
    ],
)
def test_a_parameter_that_is_missing_or_cannot_be_read_is_a_400_problem(klass: Ask, path: str) -> None:
    answer = klass(path)
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert (problem["title"], problem["status"], bool(problem["detail"])) == ("Bad Request", 400, True)
    assert problem["instance"] == "/api/klass/v1" + path.partition("?")[0]


def test_a_parameter_that_klass_does_not_have_is_ignored(klass: Ask) -> None:
    path = "/classifications/131/codesAt"
    assert klass(path, date="2026-01-01", dato="1900").json() == klass(path, date="2026-01-01").json()


def test_a_fault_of_klass_itself_is_a_500_whose_body_says_400(klass: Ask) -> None:
    answer = klass("/classifications/131/correspondsAt", targetClassificationId="128")
    assert (answer.status_code, answer.json()["status"], answer.json()["title"]) == (500, 400, "Bad Request")


def test_a_400_is_xml_unless_json_is_asked_for(server: Addresses) -> None:
    answer = requests.get(f"{server.klass_url}/classifications/131/codes")
    problem = ElementTree.fromstring(answer.content)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+xml")
    assert (problem.tag, problem.findtext("{urn:ietf:rfc:7807}status")) == ("{urn:ietf:rfc:7807}problem", "400")
