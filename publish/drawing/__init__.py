"""Charts as SVG, drawn from their description alone: for the page in two widths, and as a file of its own."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from markupsafe import Markup

from publish.content.chart import Chart, Kind
from publish.drawing.axes import NARROW, WIDE
from publish.drawing.bars import draw_bars, draw_ranges
from publish.drawing.columns import draw_columns
from publish.drawing.components import draw_components
from publish.drawing.line import draw_lines
from publish.drawing.projection import draw_projection
from publish.drawing.pyramid import draw_pyramid
from publish.drawing.scatter import draw_scatter
from publish.drawing.stacked import draw_stacked
from publish.drawing.strip import draw_strip
from publish.drawing.svg import INK, MUTED, SMALL, WHITE, Canvas, Type
from publish.drawing.text import name, wrap
from publish.drawing.words import NO_FIGURE

Width = Literal["wide", "narrow"]
PAINTERS: dict[Kind, Callable[[Canvas, Chart], None]] = {
    "line": draw_lines,
    "projection": draw_projection,
    "components": draw_components,
    "pyramid": draw_pyramid,
    "bars": draw_bars,
    "stacked": draw_stacked,
    "strip": draw_strip,
    "cohorts": draw_bars,
    "ranges": draw_ranges,
    "columns": draw_columns,
    "scatter": draw_scatter,
}
SCATTER_WIDE = 540
"""A scatter would gain nothing from more width."""
PADDING = 12
TITLE, SUBTITLE, SOURCE = Type(INK, 19, bold=True), Type(MUTED), Type(MUTED, SMALL)


def draw(chart: Chart, width: Width, *, tooltips: bool = True) -> Markup:
    """Return the chart as SVG to stand in a page that has its title, subtitle and source. Never a map.

    Without tooltips it shares the title and description of the wide drawing on the same page: they are a fifth of a page.
    """
    canvas = _paint(chart, width, tooltips=tooltips)
    if not tooltips:
        return canvas.image(f"{chart.id}-wide", "", "")
    return canvas.image(f"{chart.id}-{width}", chart.title, chart.alternative)


def file(chart: Chart) -> str:
    """Return the wide chart as an SVG file, with its title, subtitle, notes and source. Never a map."""
    return framed(chart, _paint(chart, "wide"))


def framed(chart: Chart, chart_canvas: Canvas) -> str:
    """Return a drawing of the chart as an SVG file, with the chart's title, subtitle, notes and source."""
    width = max(chart_canvas.width, WIDE)
    whole = Canvas(width + 2 * PADDING, PADDING)
    _lines(whole, chart.title, TITLE, 25)
    _lines(whole, chart.subtitle, SUBTITLE, 20)
    whole.height += 16
    whole.add("g", chart_canvas.content(), transform=f"translate({PADDING} {whole.height:.0f})")
    whole.height += chart_canvas.height + 8
    for words in [*(f"Brudd {one.key}: {one.reason}" for one in chart.breaks), *chart.notes, chart.source_words]:
        _lines(whole, words, SOURCE, 18)
    whole.height += PADDING
    background = Canvas(whole.width, whole.height)
    background.rect((0, 0), (whole.width, whole.height), WHITE)
    whole.parts = background.parts + whole.parts
    return whole.image(f"{chart.id}-file", chart.title, chart.alternative, alone=True)


def _paint(chart: Chart, width: Width, *, tooltips: bool = True) -> Canvas:
    """Return the drawing; the words 'Ingen tall' if there is no figure at all."""
    wide = SCATTER_WIDE if chart.kind == "scatter" else WIDE
    canvas = Canvas(wide if width == "wide" else NARROW, has_tooltips=tooltips)
    if any(value is not None for series in chart.series for value in series.values):
        PAINTERS[chart.kind](canvas, _named(chart))
    else:
        canvas.height = 32
        canvas.text((0, 20), NO_FIGURE.capitalize(), SUBTITLE)
    return canvas


def _named(chart: Chart) -> Chart:
    """Return the chart with names that can stand among other words."""
    series = tuple(replace(one, name=name(one.name), label=name(one.label)) for one in chart.series)
    return replace(
        chart, categories=tuple(map(name, chart.categories)), series=series, base_label=name(chart.base_label)
    )


def _lines(canvas: Canvas, words: str, kind: Type, height: float) -> None:
    """Write a text below what is there, in as many lines as it takes."""
    room = (canvas.width - 2 * PADDING) * 0.92  # the font that the reader's machine has may be wider than ours
    for line in wrap(words, room, kind.size, bold=kind.bold, lines=6) if words else []:
        canvas.height += height
        canvas.text((PADDING, canvas.height - 6), line, kind)
