"""The page of a municipality, made from hand-made content."""

import re
from typing import Any

import pytest

from publish.drawing.shapes import Shapes
from publish.site.municipality_page import municipality_html
from publish.site.templating import render_with, templates
from tests.lib.pages import EMPTY, HOSTILE, Outline, base, chapter, municipality, row

NOWHERE = Shapes({}, {}, {})


def page(found: Any = None, **changed: Any) -> str:
    found = found or base()
    return municipality_html(render_with(templates(found)), found, municipality(**changed), NOWHERE, documents=False)


def test_a_hostile_name_is_text_everywhere() -> None:
    html = page()
    assert "<script>alert" not in html
    assert Outline(html).all("script") == [{"src": "assets/site.js", "defer": None}]
    assert HOSTILE in Outline(html).text


def test_the_page_may_run_no_script_but_the_sites_own_and_load_nothing_from_elsewhere() -> None:
    outline = Outline(page())
    [policy] = [each["content"] for each in outline.all("meta") if each.get("http-equiv")]
    assert policy
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    loaded = [
        attributes.get("src") or attributes.get("href")
        for tag, attributes in outline.tags
        if tag in ("script", "link", "img")
    ]
    assert loaded == ["data:,", "assets/site.js"]
    assert not any(name.startswith("on") for _, attributes in outline.tags for name in attributes)


def test_every_chapter_has_its_heading_and_one_without_figures_says_why() -> None:
    html = page(chapters=(chapter(), EMPTY))
    assert re.findall(r'<span class="kick">(.*?)</span>', html) == ["1 Befolkningen i dag", "2 Kommuneøkonomi"]
    assert html.count("Ingen tall om dette for") == 1


def test_what_is_lacking_is_grouped_by_reason_with_links_to_the_indicators() -> None:
    html = page(chapters=(chapter(),))
    assert re.findall(r"<summary>(\w+ tall mangler.*?)</summary>", html) == [
        "2 tall mangler. Ikke med.",
        "Ett tall mangler. Holdt tilbake.",
    ]
    assert '<a href="indikator-jobs.html">Arbeidsplasser</a>' in html


def test_the_first_group_is_chosen_and_every_group_can_be_without_script() -> None:
    radios = [each for each in Outline(page()).all("input") if each.get("type") == "radio"]
    assert [(each["id"], "checked" in each) for each in radios] == [("c-neighbours", True), ("c-peers", False)]


def test_a_group_without_any_figure_has_no_column() -> None:
    html = page(chapters=(chapter(),))
    head = re.findall(r'<table class="cmp">.*?</thead>', html, re.DOTALL)[0]
    assert "De ti</th>" in head
    assert "Samme størrelse" not in head


def test_a_median_is_marked_and_explained() -> None:
    html = page(chapters=(chapter(),))
    assert 'title="median av 9 kommuner">m</abbr>' in html
    assert "m: medianen av kommunene" in html


def test_a_row_without_the_ten_has_a_dash_instead_of_a_strip() -> None:
    found = chapter()
    assert found.table
    lonely = type(found.table)((row(), row(members=())), found.table.sources, "")
    html = page(chapters=(chapter(table=lonely),))
    assert html.count('<td class="sp no">–</td>') == 1


def test_stale_sources_are_named_without_the_technical_reason() -> None:
    html = page(base(stale=True))
    assert "Eldre tall" in html
    assert "did not answer" not in html


def test_the_sample_says_so_first_and_when_its_figures_were_collected() -> None:
    top = page().partition("<main")[0]
    assert "eksempelutvalget" in top
    assert "samlet inn senest 21.\u00a0februar 2026" in top
    assert "eksempelutvalget" not in page(base(is_sample=False))


def test_the_law_is_shown_with_a_symbol_and_words() -> None:
    html = page()
    assert "Loven § 10-1: 1 av 1 punkter er dekket av tall, ingen delvis." in html
    assert '<use href="#s-full"/>' in html


def test_ids_are_unique_and_links_within_the_page_lead_somewhere() -> None:
    outline = Outline(page())
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    within = [link["href"] or "" for link in outline.all("a") if (link["href"] or "").startswith("#")]
    assert within
    assert {address[1:] for address in within} <= {*ids}


def test_every_table_has_a_caption_and_headings_with_scope() -> None:
    outline = Outline(page())
    assert len(outline.all("caption")) == len(outline.all("table")) > 0
    assert all("scope" in heading for heading in outline.all("th"))


@pytest.mark.parametrize("documents", [True, False])
def test_documents_are_linked_where_they_are_made(documents: bool) -> None:
    found = base()
    html = municipality_html(render_with(templates(found)), found, municipality(), NOWHERE, documents=documents)
    assert [f'href="dokument/5055.{ending}"' in html for ending in ("docx", "pdf", "pptx", "xlsx")] == [documents] * 4
