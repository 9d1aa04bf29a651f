"""The page of an indicator: its definition in words, maps, ranking, series, and how it is made."""

from publish.content.county_model import IndicatorContent, Ranked
from publish.drawing.shapes import Shapes
from publish.site.addresses import download
from publish.site.figures import page_figure
from publish.site.maps import chosen_maps
from publish.site.templating import Fill

ENDS = 8
"""How many of the highest and of the lowest are shown before all of them."""


def indicator_html(fill: Fill, content: IndicatorContent, shapes: Shapes, with_page: set[str]) -> str:
    """Return the page of an indicator; `with_page` has the municipalities that have a page."""
    labels = ["Landet" if chart.id == "kart-landet" else _county(content, chart.id) for chart in content.maps]
    return fill(
        "indicator.html",
        content=content, with_page=with_page, folder=download("indikator", content.id),
        maps=chosen_maps(zip(labels, content.maps, strict=True), shapes), series=[page_figure(chart) for chart in content.series],
        ends=_ends(content.ranking),
    )  # fmt: skip


def _county(content: IndicatorContent, chart_id: str) -> str:
    code = chart_id.removeprefix("kart-")
    return next((each.county_name for each in content.ranking if each.county_code == code), code)


def _ends(ranking: tuple[Ranked, ...]) -> list[tuple[str, tuple[Ranked, ...]]]:
    """Return the highest and the lowest; nothing if they would meet."""
    if len(ranking) < 2 * ENDS + 2:
        return []
    return [("De åtte høyeste", ranking[:ENDS]), ("De åtte laveste", ranking[-ENDS:])]
