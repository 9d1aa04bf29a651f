"""Figures in Word: a native chart or a picture, with its numbered caption above and its source below."""

from docx.document import Document as WordFile

from publish.content.blocks import Figure, Mark
from publish.content.chart import Chart
from publish.drawing.picture import ratio, standalone, with_font
from publish.native_chart import Size, is_native, native
from publish.office_xml import Element
from publish.word.drawings import chart_data, inline, picture_data
from publish.word.xml import bookmark, field, paragraph, run, w

WIDTH, MAP_WIDTH = 16.0, 11.0
LOW, ROW, PAIR, MOST = 4.4, 0.46, 0.6, 10.4
"""Heights in centimetres: of a chart over periods, of a row of bars, of a row of two bars, and of any chart."""
WORDS = {"figure": "Figur", "table": "Tabell"}


def bookmark_of(mark: Mark) -> str:
    """Return the name of the bookmark around the number of a figure or table."""
    return f"_{mark.kind}{mark.number}"


def caption(mark: Mark, words: str) -> Element:
    """Return a caption with a number that Word counts itself."""
    word, unique = WORDS[mark.kind], mark.number + (1000 if mark.kind == "table" else 0)
    number = bookmark(bookmark_of(mark), unique, field(f"SEQ {word} \\* ARABIC", str(mark.number)))
    return paragraph("Caption", run(f"{word}\u00a0"), number, run(f". {words}"))


def figure(file: WordFile, block: Figure) -> list[Element]:
    """Return caption, subtitle, drawing, and source with notes."""
    chart = block.chart
    return [
        caption(block.mark, chart.title),
        *([paragraph("Figurtekst", run(chart.subtitle))] if chart.subtitle else []),
        paragraph("Figur", w("r", _drawing(file, block))),
        paragraph("Kilde", run(" ".join([*block.notes, chart.source_words]))),
    ]


def _drawing(file: WordFile, block: Figure) -> Element:
    chart, number = block.chart, block.mark.number
    if is_native(chart):
        size = (WIDTH, height_of(chart))
        inside = chart_data(file, native(chart, Size(*size)), number)
    else:
        svg = with_font(block.drawing) if block.drawing else standalone(chart)
        width = MAP_WIDTH if block.drawing else WIDTH
        size = (width, width * ratio(svg))
        inside = picture_data(file, svg, number, size)
    return inline(size, number, chart.alternative, inside)


def height_of(chart: Chart) -> float:
    """Return the height of a native chart: bars take a row each, or more if there are two of them."""
    rows = len(chart.keys)
    if chart.kind in ("bars", "cohorts"):
        return min(0.9 + rows * (PAIR if len(chart.series) > 1 else ROW), MOST)
    if chart.kind == "stacked":
        return 2.6 + 0.9 * rows
    return {"pyramid": 7.0, "ranges": 1.3 + 0.62 * rows, "projection": 5.4, "scatter": 9.0}.get(chart.kind, LOW)
