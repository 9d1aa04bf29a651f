"""Cover, large numbers, contents, and the fields after a chapter."""

from collections.abc import Sequence
from itertools import zip_longest

from publish.content.blocks import Assessment, Cover, Facts, Meaning, Questions
from publish.office_xml import Element
from publish.word.xml import field, paragraph, run, tab, twips, w

PAGE, MARGIN, BAND = 21.1, 2.5, 8.6
BLUE = "0B5394"
MEANING = "Dette kan bety:"
FIRST_CONTROL = 7000


def cover(content: Cover) -> Element:
    """Return the coloured field from edge to edge: a table of one cell."""
    margins = w("tblCellMar", *(w(side, w=twips(MARGIN), type="dxa") for side in ("left", "right")))
    properties = w(
        "tblPr", w("tblW", w=twips(PAGE), type="dxa"), w("tblInd", w=-twips(MARGIN), type="dxa"), w("tblLayout", type="fixed"),
        margins, w("tblCaption", val="Forside"), w("tblDescription", val="Farget felt med tittelen. Ingen tall."),
    )  # fmt: skip
    shade = w("shd", val="clear", color="auto", fill=BLUE, themeFill="accent1")
    last = len(content.lines) - 1
    after = [w("spacing", after=480)]
    lines = [
        paragraph("Subtitle", run(each), properties=after if i == last else ()) for i, each in enumerate(content.lines)
    ]
    words = [paragraph("Forsidemerke", run(content.kind)), paragraph("Title", run(content.name)), *lines]
    cell = w("tc", w("tcPr", w("tcW", w=twips(PAGE), type="dxa"), shade, w("vAlign", val="bottom")), words)
    row = w("tr", w("trPr", w("cantSplit"), w("trHeight", val=twips(BAND), hRule="atLeast")), cell)
    return w("tbl", properties, w("tblGrid", w("gridCol", w=twips(PAGE))), row)


def facts(block: Facts) -> Element:
    """Return the large numbers beside each other."""
    width = twips(16 / len(block.facts))
    cells = [
        w(
            "tc",
            w("tcPr", w("tcW", w=width, type="dxa")),
            paragraph("Faktatall", run(number)),
            paragraph("Faktatekst", run(label)),
        )
        for number, label in block.facts
    ]
    properties = w(
        "tblPr", w("tblW", w=twips(16), type="dxa"), w("tblLayout", type="fixed"),
        w("tblCaption", val="Store tall"), w("tblDescription", val="Hvert felt har et tall og hva det teller."),
    )  # fmt: skip
    return w(
        "tbl",
        properties,
        w("tblGrid", [w("gridCol", w=width) for _ in cells]),
        w("tr", w("trPr", w("cantSplit")), cells),
    )


def meaning(block: Meaning) -> list[Element]:
    """Return what the figures can mean."""
    return [paragraph("Utfordring", run(MEANING, "Etikett"), run(f" {' '.join(block.texts)}"))]


def questions(block: Questions) -> list[Element]:
    """Return the questions, under a small head."""
    return [paragraph("Sporsmaltittel", run("Spørsmål")), *(paragraph("Sporsmal", run(each)) for each in block.texts)]


def assessment(block: Assessment, number: int) -> list[Element]:
    """Return the empty field that the municipality writes in."""
    prompt = w("sdtContent", run("Skriv her", "PlaceholderText"))
    about = [
        w("alias", val=f"{block.label}: {block.about}"),
        w("id", val=FIRST_CONTROL + number),
        w("showingPlcHdr"),
        w("text"),
    ]
    return [paragraph("Kommunensvurdering", run(f"{block.label}: ", "Strong"), w("sdt", w("sdtPr", about), prompt))]


def contents(headings: Sequence[tuple[str, str]], pages: Sequence[int]) -> list[Element]:
    """Return the table of contents, of (text, bookmark) and page of each chapter. Word counts again if it is asked to."""
    begin, order, middle, *_, end = field('TOC \\o "1-1" \\h \\z \\u', "")
    entries = []
    for (text, mark), page in zip_longest(headings, pages):
        number = [tab(), *field(f"PAGEREF {mark} \\h", str(page))] if page else None
        entries.append(paragraph("TOC1", w("hyperlink", run(text), number, anchor=mark, history=1)))
    if entries:
        for place, each in enumerate((begin, order, middle), 1):
            entries[0].insert(place, each)
        entries[-1].append(end)
    return [paragraph("Innledning", run("Innhold")), *entries]
