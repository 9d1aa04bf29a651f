"""WordprocessingML: paragraphs, runs, fields and bookmarks."""

from collections.abc import Iterable

from publish.office_xml import Child, Element, element, legal

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {"w": WORD, "r": RELATION}
TWIPS_PER_CM = 1440 / 2.54
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(tag: str, *children: Child, **attributes: str | int) -> Element:
    """Return an element; its attributes are of the same namespace."""
    named = {f"{{{WORD}}}{name}": str(value) for name, value in attributes.items()}
    return element(NAMES, "w", tag, children, named)


def twips(centimetres: float) -> int:
    """Return a length as Word counts it."""
    return round(centimetres * TWIPS_PER_CM)


def paragraph(style: str, *children: Child, properties: Iterable[Element] = ()) -> Element:
    """Return a paragraph of a style."""
    return w("p", w("pPr", w("pStyle", val=style), list(properties)), *children)


def run(text: str, style: str = "") -> Element:
    """Return text, without the characters that XML forbids."""
    words = w("t")
    words.text = legal(text)
    words.set(SPACE, "preserve")
    return w("r", w("rPr", w("rStyle", val=style)) if style else None, words)


def tab() -> Element:
    """Return a tab."""
    return w("r", w("tab"))


def field(instruction: str, result: str) -> list[Element]:
    """Return a field with its result in place, so that Word need not ask whether it may update it."""
    order = w("instrText")
    order.text = f" {instruction} "
    order.set(SPACE, "preserve")
    return [_char("begin"), w("r", order), _char("separate"), run(result), _char("end")]


def _char(kind: str) -> Element:
    return w("r", w("fldChar", fldCharType=kind))


def bookmark(name: str, number: int, inside: Iterable[Element]) -> list[Element]:
    """Return what a field can refer to by its name."""
    return [w("bookmarkStart", id=number, name=name), *inside, w("bookmarkEnd", id=number)]
