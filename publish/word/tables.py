"""Tables in Word: a head that is repeated on each page, rows that stay whole, and an alternative text."""

from docx.document import Document as WordFile

from publish.content.blocks import Grid, Link
from publish.office_xml import Element
from publish.word.figures import caption
from publish.word.package import add_link
from publish.word.xml import RELATION, paragraph, run, twips, w

OWN = "E9F0F7"
ROW = 1.0
"""The least height of a row to write in, in centimetres."""
KEPT = 12
"""A table of at most so many rows stays on one page."""
LINE: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": "C3CCD6"}
LOOK: dict[str, str | int] = {
    "firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 0, "noVBand": 1,
}  # fmt: skip
CHOICES = ("Videreføre", "Revidere", "Ny plan", "Slå sammen", "Oppheve")
CHOICE = "Vurdering"
FIRST_CONTROL = 5000


def table(file: WordFile, grid: Grid) -> list[Element]:
    """Return caption, table and source."""
    head = w("tr", w("trPr", w("cantSplit"), w("tblHeader")), [_cell(file, grid, -1, i) for i in range(len(grid.head))])
    rows = [_row(file, grid, index) for index in range(len(grid.rows))]
    columns = w("tblGrid", [w("gridCol", w=twips(each)) for each in grid.widths])
    made = w("tbl", _properties(grid), columns, head, rows)
    return [caption(grid.mark, grid.caption), made, paragraph("Kilde", run(grid.source))]


def _properties(grid: Grid) -> Element:
    lines = w("tblBorders", w("insideV", **LINE)) if grid.is_form else None
    return w(
        "tblPr", w("tblStyle", val="Grunnlagtabell"), w("tblW", w=twips(sum(grid.widths)), type="dxa"), lines,
        w("tblLayout", type="fixed"), w("tblLook", val="0420", **LOOK),
        w("tblCaption", val=grid.caption), w("tblDescription", val=grid.alternative),
    )  # fmt: skip


def _row(file: WordFile, grid: Grid, index: int) -> Element:
    tall = w("trHeight", val=twips(ROW), hRule="atLeast") if grid.is_form else None
    properties = w("trPr", w("cantSplit"), tall)
    if index in grid.sections:
        span = w("tcPr", w("tcW", w=twips(sum(grid.widths)), type="dxa"), w("gridSpan", val=len(grid.widths)))
        return w("tr", properties, w("tc", span, paragraph("Tabelltema", run(_text(grid.rows[index][0])))))
    return w("tr", properties, [_cell(file, grid, index, column) for column in range(len(grid.head))])


def _cell(file: WordFile, grid: Grid, index: int, column: int) -> Element:
    """Return a cell; the head has index -1."""
    is_head = index < 0
    content = grid.head[column] if is_head else grid.rows[index][column]
    shade = w("shd", val="clear", color="auto", fill=OWN) if column == grid.strong else None
    properties = w("tcPr", w("tcW", w=twips(grid.widths[column]), type="dxa"), shade)
    if grid.is_form and not is_head and grid.head[column] == CHOICE:
        return w("tc", properties, paragraph("Tabelltekst", _choice(FIRST_CONTROL + index, grid.rows[index][0])))
    style = "Tabellhode" if is_head else "Tabelltall" if column >= grid.numbers_from else "Tabelltekst"
    keep = not is_head and index < len(grid.rows) - 1 and len(grid.rows) <= KEPT and not grid.is_form
    more = [
        *([w("keepNext")] if keep else []),
        *([w("jc", val="right")] if is_head and column >= grid.numbers_from else []),
    ]
    strong = "Strong" if column == grid.strong and not is_head else ""
    return w("tc", properties, paragraph(style, _inside(file, content, strong), properties=more))


def _inside(file: WordFile, content: str | Link, style: str) -> Element | None:
    if isinstance(content, Link):
        return link(file, content)
    return run(content, style) if content else None


def link(file: WordFile, content: Link) -> Element:
    """Return a link to a source; only its text if it leads to anything but a web page."""
    if not content.url.startswith(("https://", "http://")):
        return run(content.text)
    made = w("hyperlink", run(content.text, "Hyperlink"))
    made.set(f"{{{RELATION}}}id", add_link(file, content.url))
    return made


def _text(content: str | Link) -> str:
    return content.text if isinstance(content, Link) else content


def _choice(number: int, about: str | Link) -> Element:
    """Return a list to choose from, inside a paragraph."""
    items = [w("listItem", displayText=each, value=each) for each in CHOICES]
    properties = w(
        "sdtPr",
        w("alias", val=f"{CHOICE}: {_text(about)}"),
        w("id", val=number),
        w("showingPlcHdr"),
        w("dropDownList", items),
    )
    return w("sdt", properties, w("sdtContent", run("Velg …", "PlaceholderText")))
