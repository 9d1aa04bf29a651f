"""Every kind of page at three widths, in print, and by the rules of axe."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open
from tests.lib.few import few

KINDS = ("4003.html", "5055.html", "fylke-50.html", "indikator-share_80_plus.html", "index.html", "slik-vet-vi.html",
    "veiledning.html", "alle-tall.html", "endringer.html", "5052.html", "fylke-40.html", "indikator-population.html")  # fmt: skip
MOST_PAGES = 16
FIRST_VIEW = 400_000


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("name", few(KINDS, 9))
def test_nothing_overflows(visit: Open, name: str, width: int) -> None:
    page = visit(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", few(KINDS, 9))
def test_axe_finds_no_violation(visit: Open, name: str) -> None:
    page = visit(name, 1440)
    found = Axe().run(page)
    assert [
        (each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found.response["violations"]
    ] == []


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_own_value_is_in_the_first_screen_of_each_table(visit: Open, width: int) -> None:
    page = visit("4003.html", width)
    for cell in page.locator("table.cmp").locator("tbody tr:first-child td.own").all():
        box = cell.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="there is no pdftotext; on Debian: apt-get install poppler-utils"
)
@pytest.mark.parametrize("name", ["4003.html", "5055.html"])
def test_print_has_every_number_behind_a_chart(visit: Open, name: str, tmp_path: Path) -> None:
    page = visit(name)
    numbers = page.locator("figure.fig details table td").all_text_contents()
    pdf = tmp_path / "page.pdf"
    page.pdf(path=pdf, format="A4", print_background=True)
    printed = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    pages = printed.count("\f")
    assert pages <= MOST_PAGES
    words = set(re.sub(r"[\u00a0\u202f]", " ", printed).split())
    lacking = [
        number for number in numbers if number.strip() and not set(number.replace("\u00a0", " ").split()) <= words
    ]
    assert len(numbers) > 100
    assert lacking == []


@pytest.mark.parametrize("name", few(["4003.html", "5055.html", "5001.html", "5052.html"], 2))
def test_a_municipality_is_one_light_page(site: Path, name: str) -> None:
    assert (site / name).stat().st_size < FIRST_VIEW


def test_no_page_shows_sql_of_definitions_outside_for_machines(site: Path) -> None:
    shown = [path.name for path in site.glob("*.html") if not path.name.startswith("indikator-")]
    assert [name for name in shown if "filter (where" in (site / name).read_text(encoding="utf-8")] == []
