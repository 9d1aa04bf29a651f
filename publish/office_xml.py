"""Elements of Office files. Text goes through lxml, so nothing in a name becomes markup."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from lxml import etree

from publish.drawing.text import CONTROLS, OVERRIDES

SPACES = str.maketrans("\t\n\r", "   ")
Element = Any
"""An element of lxml, which has no types of its own."""
Child = Element | Iterable[Element] | None


def element(
    names: dict[str, str], prefix: str, tag: str, children: Iterable[Child], attributes: dict[str, str]
) -> Element:
    """Return an element; children that are None are left out, lists are taken apart."""
    legal_ones = {name: legal(value) for name, value in attributes.items()}
    made = etree.Element(f"{{{names[prefix]}}}{tag}", attrib=legal_ones, nsmap=names)
    for child in children:
        if isinstance(child, etree._Element):
            made.append(child)
        elif child is not None:
            made.extend(child)
    return made


def legal(text: str) -> str:
    """Return a text without the characters that XML forbids or that would turn the text after them around."""
    if text.isprintable():
        return text
    text = text.translate(SPACES)
    return "".join(char for char in text if unicodedata.category(char) not in CONTROLS and char not in OVERRIDES)
