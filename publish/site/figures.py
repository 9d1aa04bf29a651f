"""A chart as a figure on a page: drawn for wide and narrow screens, with its table and its downloads."""

from dataclasses import dataclass

from markupsafe import Markup

from publish.content.chart import Chart
from publish.content.chart_table import TextTable, text_table
from publish.drawing import draw
from publish.drawing.maps import draw_map
from publish.drawing.shapes import Shapes
from publish.site.addresses import download, indicator_page

SMALL = ("line", "components", "columns")
"""Kinds of chart that read well at half the width, so that two of them stand side by side."""


@dataclass(frozen=True)
class Figure:
    """A chart with its drawings, its table, and the addresses of its downloads."""

    chart: Chart
    wide: Markup | None
    """None for those that stand side by side."""
    narrow: Markup
    table: TextTable | None
    """None if the page has the numbers in a table of its own."""
    csv: str
    svg: str
    """Empty if there is no file; a script then makes it from the drawing."""
    about: str
    """The page of its first indicator."""


def figure(chart: Chart, folder: str, *, is_half: bool = False) -> Figure:
    """Return the figure of a chart whose downloads are in `folder`."""
    return Figure(
        chart,
        None if is_half else draw(chart, "wide"),
        draw(chart, "narrow", tooltips=is_half),
        text_table(chart),
        f"{folder}/{chart.id}.csv",
        f"{folder}/{chart.id}.svg",
        indicator_page(chart.indicator_ids[0]),
    )


def page_figure(chart: Chart) -> Figure:
    """Return the figure of a chart on the page of a county or an indicator; its CSV is that of the indicator."""
    name = chart.indicator_ids[0]
    wide, narrow = draw(chart, "wide"), draw(chart, "narrow", tooltips=False)
    return Figure(chart, wide, narrow, text_table(chart), _csv(name), "", indicator_page(name))


def map_figure(chart: Chart, shapes: Shapes) -> Figure:
    """Return the figure of a map. Its numbers stand in the table or ranking beside it."""
    name = chart.indicator_ids[0]
    wide, narrow = draw_map(chart, shapes, "wide"), draw_map(chart, shapes, "narrow")
    return Figure(chart, wide, narrow, None, _csv(name), "", indicator_page(name))


def _csv(indicator_id: str) -> str:
    return f"{download('indikator', indicator_id)}.csv"


def rows_of_figures(charts: tuple[Chart, ...], folder: str) -> list[list[Figure]]:
    """Return the figures in rows: the first alone, then two small ones beside each other where they follow each other."""
    rows: list[list[Chart]] = [[chart] for chart in charts[:1]]
    for chart in charts[1:]:
        last = rows[-1] if len(rows) > 1 else []
        if len(last) == 1 and chart.kind in SMALL and last[0].kind in SMALL:
            last.append(chart)
        else:
            rows.append([chart])
    return [[figure(chart, folder, is_half=len(row) > 1) for chart in row] for row in rows]
