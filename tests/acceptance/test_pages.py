"""The pages: valid HTML that loads nothing from elsewhere, with a source for every figure."""

from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from publish.site import Scope, render
from tests.unit.publish.conftest import TABLES


class Outline(HTMLParser):
    """Collects the tags of a page with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    with duckdb.connect(str(folder / "grunnlag.duckdb")) as con:
        con.execute(TABLES)
    render(folder, Scope(), lambda done, total: None)
    return folder / "site"


@pytest.fixture(params=["index.html", "5055.html", "0301.html"])
def page(site: Path, request: pytest.FixtureRequest) -> Outline:
    return Outline((site / request.param).read_text(encoding="utf-8"))


def test_a_page_is_norwegian_and_has_one_main_heading(page: Outline) -> None:
    assert page.all("html") == [{"lang": "nb"}]
    assert len(page.all("h1")) == 1


def test_nothing_is_loaded_from_elsewhere(page: Outline) -> None:
    assert [link["href"] for link in page.all("link")] == ["data:,", "style.css"]
    assert not any("src" in attributes for _, attributes in page.tags)
    assert not page.all("image")


def test_every_table_has_a_caption_and_headings_with_scope(page: Outline) -> None:
    assert len(page.all("caption")) == len(page.all("table")) > 0
    assert all("scope" in heading for heading in page.all("th"))


def test_every_figure_has_a_text_alternative_a_caption_and_a_source(page: Outline) -> None:
    figures = len(page.all("figure"))
    assert len(page.all("figcaption")) == figures
    assert len([box for box in page.all("div") if box.get("role") == "img" and box.get("aria-label")]) == figures
    assert len([line for line in page.all("p") if line.get("class") == "source"]) > figures


def test_every_link_within_the_site_leads_somewhere(site: Path, page: Outline) -> None:
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    for link in page.all("a"):
        address = link["href"] or ""
        if address.startswith("#"):
            assert address[1:] in ids
        elif not address.startswith("https://"):
            assert (site / address).exists()


def test_ids_are_unique_on_a_page(page: Outline) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
