"""Write the blocks of a document one after the other into a Word file."""

from collections.abc import Sequence

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm

from publish.content.blocks import (
    Assessment,
    Block,
    Contents,
    Document,
    Facts,
    Figure,
    Grid,
    Heading,
    Link,
    Meaning,
    PageBreak,
    Paragraph,
    Piece,
    Questions,
    Turn,
)
from publish.drawing.picture import ratio
from publish.office_xml import Element
from publish.word import boxes
from publish.word.drawings import beside, picture_data
from publish.word.figures import bookmark_of, figure
from publish.word.package import new_file
from publish.word.tables import link, table
from publish.word.xml import bookmark, field, paragraph, run, tab, twips, w

STYLES = {"body": "BodyText", "bullet": "Punkt", "note": "Merknad", "lead": "Innledning"}
SHORT, LONG, MARGIN = 21.0, 29.7, 2.5
STYLE_TAB = 9072
"""Where the styles of header and footer have their tab."""
FIRST_HEADING, MAP_NUMBER, MAP = 3000, 900, 4.4


class Writer:
    """Holds the file while it is written."""

    def __init__(self, document: Document, pages: Sequence[int]) -> None:
        self.document, self.pages, self.file = document, pages, new_file(document.title)
        self._fields, self._headings = 0, 0
        _page(self.file.sections[0], landscape=False)
        first = self.file.sections[0]
        first.top_margin, first.header_distance = Cm(0), Cm(0)
        self._add([boxes.cover(document.cover)])
        self._on_cover = True
        self._map = self._locator()
        for block in document.blocks:
            self._write(block)

    def _write(self, block: Block) -> None:
        if isinstance(block, PageBreak) and not self._on_cover:
            self._break_page()
        elif isinstance(block, PageBreak | Turn):
            self._section(landscape=isinstance(block, Turn) and block.landscape)
        else:
            self._add(self._elements(block))

    def _elements(self, block: Block) -> list[Element]:
        match block:
            case Heading():
                return [self._heading(block)]
            case Paragraph():
                return [self._paragraph(block)]
            case Figure():
                return figure(self.file, block)
            case Grid():
                return table(self.file, block)
            case Facts():
                return [boxes.facts(block)]
            case Meaning():
                return boxes.meaning(block)
            case Questions():
                return boxes.questions(block)
            case Assessment():
                self._fields += 1
                return boxes.assessment(block, self._fields)
            case Contents():
                return boxes.contents(self._chapters(), self.pages)
            case _:
                return []

    def _add(self, elements: list[Element]) -> None:
        for each in elements:
            self.file.element.body.sectPr.addprevious(each)

    def _chapters(self) -> list[tuple[str, str]]:
        titles = [block for block in self.document.blocks if isinstance(block, Heading)]
        return [(one.text, f"_Toc{number}") for number, one in enumerate(titles) if one.level == 1]

    def _heading(self, block: Heading) -> Element:
        number = self._headings
        self._headings += 1
        return paragraph(f"Heading{block.level}", bookmark(f"_Toc{number}", FIRST_HEADING + number, [run(block.text)]))

    def _paragraph(self, block: Paragraph) -> Element:
        strong = [run(block.strong, "Strong"), run(" ")] if block.strong else []
        if block.style == "body" and self._map is not None:
            strong, self._map = [w("r", self._map), *strong], None
        return paragraph(STYLES[block.style], strong, *(self._piece(piece) for piece in block.pieces))

    def _piece(self, piece: Piece) -> Element | list[Element]:
        if isinstance(piece, str):
            return run(piece)
        if isinstance(piece, Link):
            return link(self.file, piece)
        return field(f"REF {bookmark_of(piece)} \\h", str(piece.number))

    def _locator(self) -> Element | None:
        """Return the small map that stands beside the first text."""
        cover = self.document.cover
        if not cover.map:
            return None
        share = ratio(cover.map)
        size = (MAP, MAP * share) if share < 1 else (MAP / share, MAP)
        return beside(size, MAP_NUMBER, cover.alternative, picture_data(self.file, cover.map, MAP_NUMBER, size))

    def _break_page(self) -> None:
        last = self._last_paragraph()
        if last is not None:
            last.append(w("r", w("br", type="page")))

    def _last_paragraph(self) -> Element | None:
        last = self.file.element.body.sectPr.getprevious()
        return last if last is not None and last.tag == qn("w:p") else None

    def _section(self, *, landscape: bool) -> None:
        """Begin a section; the break goes into the last paragraph, so that no empty one is left."""
        last = self._last_paragraph()
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        holder = self.file.element.body.sectPr.getprevious()
        if last is not None:
            last.find(qn("w:pPr")).append(holder.find(".//" + qn("w:sectPr")))
            holder.getparent().remove(holder)
        _page(section, landscape=landscape)
        self._on_cover = False
        self._head_and_foot(section, LONG if landscape else SHORT)

    def _head_and_foot(self, section: Section, width: float) -> None:
        old_tab, new_tab = w("tab", val="clear", pos=STYLE_TAB), w("tab", val="right", pos=twips(width - 2 * MARGIN))
        tabs = [w("tabs", old_tab, new_tab)]
        pages = [run("Side\u00a0"), *field("PAGE", "1"), run(" av "), *field("NUMPAGES", "1")]
        foot = [run(self.document.footer), tab(), *pages]
        for part, style, words in (
            (section.header, "Header", [run(self.document.title)]),
            (section.footer, "Footer", foot),
        ):
            part.is_linked_to_previous = False
            old = part.paragraphs[0]._p
            old.getparent().replace(old, paragraph(style, words, properties=tabs))


def _page(section: Section, *, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    across, down = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.page_width, section.page_height = Cm(across), Cm(down)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin, section.bottom_margin = Cm(2.1), Cm(1.8)
    section.header_distance, section.footer_distance = Cm(1.0), Cm(0.8)
