"""DrawingML elements of charts and text."""

from publish.drawing.svg import INK
from publish.office_xml import Child, Element, element, legal

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {"c": CHART, "a": DRAWING, "r": RELATION}
EMU_PER_POINT = 12700
Value = str | float | None


def c(tag: str, *children: Child, val: Value = None, **attributes: str) -> Element:
    """Return an element of a chart; children that are None are left out, lists are taken apart."""
    return element(NAMES, "c", tag, children, attributes if val is None else {"val": plain(val), **attributes})


def a(tag: str, *children: Child, **attributes: str) -> Element:
    """Return an element of a drawing: fills, lines and text."""
    return element(NAMES, "a", tag, children, attributes)


def plain(value: str | float) -> str:
    """Return an attribute: numbers without more decimals than they have."""
    return value if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def written(tag: str, text: str) -> Element:
    """Return a chart's element that holds a text, without the characters that XML forbids."""
    made = c(tag)
    made.text = legal(text)
    return made


def fill(colour: str) -> Element:
    """Return a solid fill; no fill for an empty colour."""
    return a("solidFill", a("srgbClr", val=rgb(colour))) if colour else a("noFill")


def rgb(colour: str) -> str:
    """Return a colour in six hexadecimal digits: '#fff' as 'FFFFFF'."""
    digits = colour.removeprefix("#").upper()
    return "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits


def stroke(colour: str, points: float = 0.75, dash: str = "") -> Element:
    """Return a line; none for an empty colour."""
    if not colour:
        return a("ln", a("noFill"))
    dashes = a("prstDash", val=dash) if dash else None
    return a("ln", fill(colour), dashes, a("round"), w=str(round(points * EMU_PER_POINT)), cap="flat")


def rich(words: str, size: float, body: Element) -> Element:
    """Return a text of its own, such as the title of an axis, in a body of these properties."""
    look, text = a("rPr", fill(INK), lang="nb-NO", sz=str(round(size * 100)), b="0"), a("t")
    text.text = legal(words)
    return c("tx", c("rich", body, a("lstStyle"), a("p", a("r", look, text))))


def type_of(size: float, colour: str, *, bold: bool = False) -> Element:
    """Return how text looks: the body font of the document's theme, never folded."""
    latin = a("latin", typeface="+mn-lt")
    look = a("defRPr", fill(colour), latin, sz=str(round(size * 100)), b=str(int(bold)))
    paragraph = a("p", a("pPr", look), a("endParaRPr", lang="nb-NO"))
    return c("txPr", a("bodyPr", wrap="none", anchor="ctr"), a("lstStyle"), paragraph)
