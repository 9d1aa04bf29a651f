"""KLASS speaks XML and JSON (section 4.1)."""

from xml.etree import ElementTree

import pytest
import requests

from sample import Addresses

MUNICIPALITIES = "/classifications/131"


def ask(server: Addresses, path: str, accept: str | None, **query: str) -> requests.Response:
    """GET a path of KLASS with an Accept header, or None for the one `requests` sends."""
    return requests.get(server.klass_url + path, params=query, headers={"Accept": accept} if accept else {})


@pytest.mark.parametrize("accept", [None, "application/xml", "text/html,application/xml;q=0.9", "application/*"])
def test_xml_unless_json_is_asked_for(server: Addresses, accept: str | None) -> None:
    """4.1."""
    answer = ask(server, f"{MUNICIPALITIES}/codesAt", accept, date="2026-01-01")
    assert answer.headers["content-type"].startswith("application/xml")
    document = ElementTree.fromstring(answer.content)
    assert (document.tag, {each.tag for each in document}, len(document)) == ("codeList", {"codeItem"}, 358)


def test_a_list_in_xml_has_its_links_beside_its_contents(server: Addresses) -> None:
    document = ElementTree.fromstring(ask(server, "/classifications", None).content)
    assert (document.tag, [each.tag for each in document]) == ("pagedEntities", ["contents", "links", "page"])
    assert document.findtext("contents/content/name") == "Standard for fylkesinndeling"
    assert [each.findtext("rel") for each in document.findall("links/link")] == ["self", "search"]


def test_a_version_in_xml_has_each_list_in_an_element_of_its_own(server: Addresses) -> None:
    document = ElementTree.fromstring(ask(server, "/versions/2682", None).content)
    assert (document.tag, len(document.findall("classificationItems/classificationItem"))) == (
        "classificationVersion",
        364,
    )


@pytest.mark.parametrize("accept", ["text/csv", "text/html"])
def test_what_is_neither_json_nor_xml_is_not_acceptable(server: Addresses, accept: str) -> None:
    """4.1: CSV is left out here."""
    assert ask(server, f"{MUNICIPALITIES}/codesAt", accept, date="2026-01-01").status_code == 406
