"""The slides of a municipality as a PowerPoint file, with native charts and tables."""

from copy import deepcopy
from datetime import datetime
from io import BytesIO
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.oxml.shapes.graphfrm import CT_GraphicalObjectFrame
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame
from pptx.util import Cm, Pt

from publish.content.chart import Chart
from publish.content.model import MunicipalityContent
from publish.drawing.picture import ratio, svg_to_png
from publish.drawing.text import printable
from publish.native_chart import is_native, native
from publish.native_chart.parts import Size
from publish.slides.outline import Slide, outline
from publish.slides.template import (
    AREA,
    BODY,
    CHART,
    COLUMNS,
    COVER,
    FIRST_COLUMN,
    LANGUAGE,
    NUMBER,
    SOURCE,
    SUBTITLE,
    TABLE,
    TEXT,
    empty_deck,
)  # fmt: skip

POINTS = 16
"""The size of text in charts and tables."""
LARGE, NUMBER_POINTS, FEW_ROWS = 20, 32, 6
"""The size of text in a table of few rows, and of the numbers on the second slide."""
ROW, COLUMN = 1.5, 4.8
"""The height of a table's rows and the width of its columns of numbers, in centimetres."""
MAP, PAD = (22.0, 9.5, 9.8), 0.7
"""The card of the map on the cover (left, middle and width) and its margin, in centimetres."""
OWN = 1
"""The column of a table that is emphasised."""
RULED = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style without colours and grid."""


def municipality_slides(content: MunicipalityContent, made_at: datetime, locator: str = "") -> bytes:
    """Return the presentation of a municipality, with a small map (SVG) on its first slide if it is given."""
    deck = empty_deck(f"Kunnskapsgrunnlag for planstrategi – {content.official_name}", made_at)
    for place, slide in enumerate(outline(content)):
        _add(deck, slide, is_cover=place == 0)
    if locator:
        words = f"Kart over {content.county_name}. {content.name} er fylt. Kart: Kartverket."
        _put_map(deck.slides[0], locator, words)
    for part in deck.part.package.iter_parts():
        if hasattr(part, "_element"):
            _set_language(part._element)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _add(deck: Deck, slide: Slide, *, is_cover: bool) -> None:
    has_chart = slide.chart is not None and is_native(slide.chart)
    layout = COVER if is_cover else CHART if has_chart else TABLE if slide.table else COLUMNS if slide.columns else TEXT
    page = deck.slides.add_slide(deck.slide_layouts[layout])
    holders = {each.placeholder_format.idx: each for each in page.placeholders}
    _fill(holders, {0: (slide.title,), SUBTITLE: (slide.subtitle,), SOURCE: (slide.source,), BODY: slide.bullets})
    if slide.chart and has_chart:
        _put_chart(page, holders[BODY], slide.chart)
    elif slide.table:
        _put_table(holders[BODY], slide)
    for place, texts in enumerate(slide.columns, start=FIRST_COLUMN):
        _fill(holders, {place: texts})
        _emphasise(holders[place].text_frame)
    if not is_cover:
        _number(page)
    _set_text(page.notes_slide.notes_text_frame, slide.notes)


def _fill(holders: dict[int, Any], texts: dict[int, tuple[str, ...]]) -> None:
    """Fill placeholders with paragraphs, and remove those for text that have none."""
    for index, paragraphs in texts.items():
        if index not in holders:
            continue
        known = tuple(filter(None, paragraphs))
        if known:
            _set_text(holders[index].text_frame, known)
        elif index != BODY or holders[index].placeholder_format.type.name == "BODY":
            holders[index].element.getparent().remove(holders[index].element)


def _set_text(frame: TextFrame | None, paragraphs: tuple[str, ...]) -> None:
    if frame is not None:
        frame.text = "\n".join(map(printable, paragraphs))


def _emphasise(frame: TextFrame) -> None:
    """Make the heading of a column bold, and its numbers large: every second paragraph, if sentences follow them."""
    heading, *others = frame.paragraphs
    heading.runs[0].font.bold = True
    for number in others[: len(others) // 2 * 2 : 2]:
        number.runs[0].font.bold, number.runs[0].font.size = True, Pt(NUMBER_POINTS)
        number.runs[0].font.color.theme_color = MSO_THEME_COLOR.ACCENT_1


def _put_chart(page: Page, holder: Any, chart: Chart) -> None:
    """Replace the placeholder by the chart's frame, which stays that placeholder."""
    made = native(chart, Size(AREA[2], AREA[3], POINTS))
    package = page.part.package
    name = package.next_partname("/ppt/charts/chart%d.xml")
    part = ChartPart.load(PackURI(name), CONTENT_TYPE.DML_CHART, package, made.xml)
    part.relate_to(EmbeddedXlsxPart.new(made.workbook, package), RELATIONSHIP_TYPE.PACKAGE)  # the first: rId1
    frame = CT_GraphicalObjectFrame.new_chart_graphicFrame(
        holder.shape_id, "Diagram", page.part.relate_to(part, RELATIONSHIP_TYPE.CHART), *map(Cm, AREA)
    )
    frame.nvGraphicFramePr.cNvPr.set("descr", printable(chart.alternative))
    frame.nvGraphicFramePr.nvPr.append(deepcopy(holder.element.nvSpPr.nvPr.find(qn("p:ph"))))
    holder.element.getparent().replace(holder.element, frame)


def _put_map(page: Page, svg: str, words: str) -> None:
    """Put a map on a white card at the right of the cover, with its source below it."""
    left, middle, width = MAP
    across = width - 2 * PAD
    up = across * ratio(svg)
    height = up + 3 * PAD
    card: Any = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(left), Cm(middle - height / 2), Cm(width), Cm(height))
    card.name, card.shadow.inherit = "Kart: bakgrunn", False
    card.fill.solid()
    card.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    card.line.fill.background()
    card.text_frame.text, card.text_frame.vertical_anchor = "Kart: Kartverket", MSO_ANCHOR.BOTTOM
    card.text_frame.paragraphs[0].runs[0].font.size = Pt(POINTS)
    card.text_frame.paragraphs[0].runs[0].font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    at = Cm(left + PAD), Cm(middle - height / 2 + PAD)
    picture: Any = page.shapes.add_picture(BytesIO(svg_to_png(svg)), *at, Cm(across), Cm(up))
    picture.name = "Kart"
    picture._element.nvPicPr.cNvPr.set("descr", printable(words))


def _put_table(holder: Any, slide: Slide) -> None:
    head = slide.table[0]
    frame = holder.insert_table(rows=len(slide.table), cols=len(head))
    frame._element.nvGraphicFramePr.cNvPr.set(
        "descr", printable(f"Tabell: {slide.title}. Kolonner: {', '.join(head[1:])}.")
    )
    frame.table._tbl.tblPr.find(qn("a:tableStyleId")).text = RULED
    first = AREA[2] - COLUMN * (len(head) - 1)
    for place, column in enumerate(frame.table.columns):
        column.width = Cm(first if place == 0 else COLUMN)
    points = LARGE if len(slide.table) <= FEW_ROWS else POINTS
    for line, row in zip(frame.table.rows, slide.table, strict=True):
        line.height = Cm(ROW)
        for place, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            _write_cell(cell, text, points, is_number=place > 0, is_bold=row is head or place == OWN)


def _write_cell(cell: Any, text: str, points: int, *, is_number: bool, is_bold: bool) -> None:
    cell.text = printable(text)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(points), is_bold
    line = etree.SubElement(cell._tc.get_or_add_tcPr(), qn("a:lnB"), w="9525")
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val="D5DBE2")


def _number(page: Page) -> None:
    """Copy the slide number of the layout, which python-pptx does not carry over."""
    placeholders: Any = page.slide_layout.placeholders
    copied: Any = deepcopy(next(each.element for each in placeholders if each.placeholder_format.idx == NUMBER))
    for old in (*copied.spPr, *copied.txBody.find(qn("a:lstStyle"))):
        old.getparent().remove(old)
    copied.nvSpPr.cNvPr.set("id", str(max(int(each.get("id")) for each in page.element.iter(qn("p:cNvPr"))) + 1))
    page.shapes._spTree.append(copied)


def _set_language(element: Any) -> None:
    """Mark every run of text as Norwegian, for spelling and for screen readers."""
    for run in element.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", LANGUAGE)
    for properties in element.iter(qn("a:endParaRPr"), qn("a:defRPr")):
        properties.set("lang", LANGUAGE)
