"""The whole site: the pages, the files of figures beside them, and the pages that lead to the files."""

from collections.abc import Callable
from pathlib import Path

from catalogue.models import Catalogue
from publish.content.model import MunicipalityContent
from publish.data.files import write, write_chart, write_feed, write_indicator, write_municipality, write_script
from publish.data.pages import all_figures_page, changes_page
from publish.drawing import file
from publish.site import Extras, Framed, Scope, render
from publish.site.addresses import download
from warehouse.home import DATABASE
from warehouse.read_data import DataReader
from warehouse.read_site import SiteReader


def make_site(folder: Path, scope: Scope, catalogue: Catalogue, progress: Callable[[int, int], None]) -> int:
    """Make folder/site/ from folder/grunnlag.duckdb. Return the number of municipalities that got a page."""
    site = folder / "site"
    codes: list[str] = []

    def with_content(content: MunicipalityContent) -> None:
        codes.append(content.code)
        for chart in (chart for chapter in content.chapters for chart in chapter.charts):
            write_chart(site, content.code, chart)
            address = download("kommune", content.code, chart.id)
            write(site / f"{address}.svg", file(chart).encode())

    with DataReader(folder / DATABASE) as reader:
        is_added = scope.municipality is not None and (site / "index.html").exists()
        pages = render(folder, scope, catalogue, progress, Extras(_framed(folder, reader, scope), with_content))
        for code in codes:
            write_municipality(site, reader, code)
        if not is_added:
            for indicator in reader.indicators():
                write_indicator(site, reader, indicator.id)
            write_feed(site, reader)
            write_script(site)
    return pages


def _framed(folder: Path, reader: DataReader, scope: Scope) -> tuple[Framed, ...]:
    with SiteReader(folder / DATABASE) as around:
        known = around.municipalities_with_figures()
    municipalities = [each for each in scope.choose(reader.municipalities()) if each.code in known]
    return (
        Framed(
            "alle-tall.html", "Alle tall", all_figures_page(municipalities, reader.indicators()), "assets/alle-tall.js"
        ),
        Framed("endringer.html", "Endringer", changes_page(reader.changes())),
    )
