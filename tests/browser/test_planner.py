"""What a planner does on the pages: compares, opens a table, downloads it, searches, and follows a figure to its source."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.acceptance.conftest import Ask, ask, published  # noqa: F401  (fixtures)
from tests.browser.conftest import Open


def test_another_comparison_is_chosen_without_script(visit: Open) -> None:
    page = visit("4003.html")
    first, second = page.locator("td.g-neighbours").first, page.locator("td.g-kostra_group").first
    assert first.is_visible()
    assert not second.is_visible()
    page.locator("label[for=c-kostra_group]").click()
    assert second.is_visible()
    assert not first.is_visible()


def test_a_chart_has_a_table_and_a_csv_file_with_the_numbers_of_the_file(visit: Open, ask: Ask) -> None:  # noqa: F811
    page = visit("4003.html")
    chart = page.locator("#eldreandel")
    chart.locator("summary").click()
    shown = dict(
        zip(*[iter(chart.locator("tbody").locator("th, td:first-of-type").all_inner_texts())] * 2, strict=True)
    )
    with page.expect_download() as download:
        chart.locator("a", has_text="CSV").click()
    rows = _read(download.value.path())
    expected = ask(
        "select period, value from mart.figure where municipality_code = '4003' and indicator_id = 'share_80_plus'"
    )
    values = dict(expected)
    assert len(shown) >= 20
    for period, text in shown.items():
        assert float(text.replace(",", ".")) == pytest.approx(values[period], abs=0.051)
    written = {row[0]: float(row[1].replace(",", ".")) for row in rows[1:]}
    assert {period: values[period] for period in written} == pytest.approx(written, abs=1e-6)
    assert written.keys() == shown.keys()


def _read(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


@pytest.mark.parametrize("words", ["Tråante", "Trondheim", "trond"])
def test_a_municipality_is_found_by_keyboard_alone(visit: Open, words: str) -> None:
    page = visit("index.html")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "INPUT":
            break
    page.keyboard.type(words)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("5001.html"))


def test_a_figure_leads_to_its_indicator_its_source_and_the_stored_answer(visit: Open, ask: Ask) -> None:  # noqa: F811
    page = visit("4003.html")
    page.locator("table.cmp a", has_text="Andel 80 år og eldre").first.click()
    page.wait_for_url(re.compile("indikator-share_80_plus.html"))
    assert "SSB" in page.locator("main").inner_text()
    ((sha256,),) = ask(
        """select distinct sha256 from meta.fetch inner join mart.figure_newest using (fetch_id)
        where indicator_id = 'share_80_plus' and municipality_code = '4003'"""
    )
    assert sha256 in page.content()


def compare_with(page: Page, name: str) -> None:
    """Choose a municipality to compare with, and wait for its figures."""
    chooser = page.locator("select").first
    chooser.wait_for()
    chooser.select_option(label=name)
    page.locator("th", has_text=name).first.wait_for()


def test_any_municipality_can_be_compared_with(visit: Open) -> None:
    compare_with(visit("4003.html"), "Porsgrunn")


def test_the_last_choice_counts_if_two_are_made_while_their_figures_load(visit: Open) -> None:
    page = visit("4003.html")
    compare_with(page, "Porsgrunn")
    alone = page.locator(".g-any").all_text_contents()
    page = visit("4003.html")
    page.locator("select").first.wait_for()
    page.evaluate(
        """() => ["Tinn", "Porsgrunn"].forEach(name => {
            const chooser = document.querySelector("select");
            chooser.value = [...chooser.options].find(option => option.text === name).value;
            chooser.dispatchEvent(new Event("change"));
        })"""
    )
    page.locator("th", has_text="Porsgrunn").first.wait_for()
    assert page.locator(".g-any").all_text_contents() == alone


def test_figures_are_chosen_narrowed_and_saved_once(visit: Open) -> None:
    page = visit("alle-tall.html")
    saved: list[str] = []
    page.on("download", lambda download: saved.append(download.suggested_filename))
    page.locator("select[name=kommune]").select_option("4003")
    page.locator("#tall tbody tr").first.wait_for()
    page.locator("select[name=tema]").select_option(index=1)
    page.locator("#svar", has_text=re.compile(r"^[1-9]\d* rad")).wait_for()
    page.locator("#tall tbody tr").first.wait_for()
    with page.expect_download():
        page.locator("#last-ned").click()
    page.wait_for_timeout(500)  # a second download would begin at the same click
    assert saved == ["grunnlag-utvalg.csv"]
