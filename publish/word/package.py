"""An empty Word file with the styles of the note, and what is added to its package: charts, pictures, links."""

from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from publish.native_chart import NativeChart
from publish.office_xml import legal

TEMPLATE = Path(__file__).with_name("template")
OURS = {
    RELATIONSHIP_TYPE.STYLES: "styles.xml",
    RELATIONSHIP_TYPE.NUMBERING: "numbering.xml",
    RELATIONSHIP_TYPE.SETTINGS: "settings.xml",
}
AS_BYTES = {RELATIONSHIP_TYPE.THEME: "theme1.xml", RELATIONSHIP_TYPE.FONT_TABLE: "fontTable.xml"}
"""Parts that python-docx keeps as bytes."""
DROPPED = ("customXml", "stylesWithEffects", "webSettings", "thumbnail")
"""Parts of python-docx's template that the note does not need."""
LANGUAGE = "nb-NO"
LONGEST = 255
"""The most characters that a property of a document may have."""


def new_file(title: str) -> WordFile:
    """Return a file without content, in Norwegian, with the styles, theme and settings of the note."""
    file = docx.Document()
    for kind, name in OURS.items():
        file.part.part_related_by(kind)._element = parse_xml((TEMPLATE / name).read_bytes())  # type: ignore[attr-defined]
    for kind, name in AS_BYTES.items():
        file.part.part_related_by(kind)._blob = (TEMPLATE / name).read_bytes()
    for rels in (file.part.rels, file.part.package.rels):
        for key in [key for key, one in rels.items() if one.reltype.rsplit("/", 1)[-1] in DROPPED]:
            del rels[key]
    for each in [one for one in file.element.body if one.tag != qn("w:sectPr")]:
        file.element.body.remove(each)
    about = file.core_properties
    about.title, about.author, about.language = legal(title)[:LONGEST], "Grunnlag", LANGUAGE
    about.last_modified_by, about.comments = "Grunnlag", ""
    return file


def add_chart(file: WordFile, chart: NativeChart, number: int) -> str:
    """Add a chart with its workbook; return the id of its relationship."""
    package = file.part.package
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, chart.xml, package)
    book = Part(PackURI(f"/word/embeddings/tall{number}.xlsx"), CONTENT_TYPE.SML_SHEET, chart.workbook, package)
    part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    return file.part.relate_to(part, RELATIONSHIP_TYPE.CHART)


def add_link(file: WordFile, url: str) -> str:
    """Add a link to a source; return the id of its relationship."""
    return file.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
