"""KLASS in its own shapes."""

from collections.abc import Callable
from typing import Any

import requests

from sample import Addresses

Ask = Callable[..., requests.Response]


def test_xml_unless_json_is_asked_for(server: Addresses) -> None:
    answer = requests.get(f"{server.klass_url}/classifications/131/codesAt", params={"date": "2026-01-01"}, timeout=10)
    assert answer.headers["content-type"].startswith("application/xml")
    assert answer.text.count("<codeItem>") == 358


def test_codes_at_a_day(klass: Ask) -> None:
    codes = {each["code"]: each for each in klass("/classifications/131/codesAt", date="2026-01-01").json()["codes"]}
    assert len(codes) == 358
    assert codes["9999"]["name"] == "Uoppgitt"
    assert (codes["5001"]["name"], codes["5001"]["level"]) == ("Trondheim - Tråante", "1")
    assert "validFromInRequestedRange" not in codes["5001"]


def test_codes_in_a_range_are_clipped_to_it(klass: Ask) -> None:
    everything = klass("/classifications/131/codes", **{"from": "1838-01-01"}).json()["codes"]
    assert len(everything) == 1481
    codes = klass("/classifications/131/codes", **{"from": "2019-06-01", "to": "2023-06-01"}).json()["codes"]
    assert [validity(each) for each in codes if each["code"] == "5001"] == [
        ("Trondheim", "2019-06-01", "2023-01-01"),
        ("Trondheim - Tråante", "2023-01-01", "2023-06-01"),
    ]


def test_adjoining_rows_of_one_code_and_name_are_one_row(klass: Ask) -> None:
    codes = klass("/classifications/131/codes", **{"from": "1838-01-01"}).json()["codes"]
    begins = {(each["code"], each["name"], each["validFromInRequestedRange"]) for each in codes}
    ends = {(each["code"], each["name"], each["validToInRequestedRange"]) for each in codes}
    assert not begins & ends


def validity(code: dict[str, Any]) -> tuple[str, str, str]:
    """Name and validity of a code in a range."""
    return code["name"], code["validFromInRequestedRange"], code["validToInRequestedRange"]


def test_splits_and_renamings_are_changes(klass: Ask) -> None:
    changes = klass("/classifications/131/changes", **{"from": "2019-12-31", "to": "2023-01-02"}).json()["codeChanges"]
    pairs = {(each["oldCode"], each["newCode"], each["changeOccurred"]) for each in changes}
    assert {("5012", new, "2020-01-01") for new in ("5055", "5056", "5059")} <= pairs
    assert ("5001", "5001", "2023-01-01") in pairs


def test_a_change_on_the_first_day_is_not_in_the_range(klass: Ask) -> None:
    assert klass("/classifications/131/changes", **{"from": "2024-01-01"}).json() == {"codeChanges": []}


def test_counties_of_today_and_before(klass: Ask) -> None:
    counts = {
        day: len(klass("/classifications/104/codesAt", date=day).json()["codes"])
        for day in ("2017-06-01", "2021-01-01", "2026-01-01")
    }
    assert counts == {"2017-06-01": 20, "2021-01-01": 12, "2026-01-01": 16}


def test_centrality_is_found_through_its_classification(klass: Ask) -> None:
    versions = klass("/classifications/128").json()["versions"]
    assert [each["validFrom"] for each in versions] == ["2024-01-01"]
    items = klass("/versions/" + versions[0]["_links"]["self"]["href"].rsplit("/", 1)[1]).json()["classificationItems"]
    assert [each["code"] for each in items if each["level"] == "1"] == ["01", "02", "03", "04", "05", "06"]
    assert items[0]["name"] == "Sentralitet: 1 (925-1000) - høy"
    oslo = next(each for each in items if each["code"] == "0301")
    assert (oslo["parentCode"], oslo["notes"], len(items)) == ("01", "1000", 363)


def test_correspondence_to_centrality(klass: Ask) -> None:
    target = {"targetClassificationId": "128"}
    wide = klass("/classifications/131/corresponds", **target, **{"from": "2020-01-01"}).json()["correspondenceItems"]
    assert len(wide) == 357
    assert {each["targetCode"] for each in wide} == {"01", "02", "03", "04", "05", "06"}
    assert (
        len(klass("/classifications/131/correspondsAt", **target, date="2025-01-01").json()["correspondenceItems"])
        == 357
    )


def test_a_day_the_correspondence_does_not_cover_is_an_empty_200(klass: Ask) -> None:
    answer = klass("/classifications/131/correspondsAt", targetClassificationId="128", date="2026-10-01")
    assert (answer.status_code, answer.json()) == (200, {"correspondenceItems": []})


def test_what_is_unknown_is_a_404_problem(klass: Ask) -> None:
    answer = klass("/classifications/99999")
    assert answer.status_code == 404
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "Classification not found with id = 99999",
        "instance": "/api/klass/v1/classifications/99999",
    }
    assert klass("/versions/1").status_code == 404
    assert (
        klass("/classifications/104/corresponds", targetClassificationId="131", **{"from": "2020-01-01"}).status_code
        == 404
    )


def test_a_bad_date_is_a_400(klass: Ask) -> None:
    assert klass("/classifications/131/codesAt", date="yesterday").status_code == 400
