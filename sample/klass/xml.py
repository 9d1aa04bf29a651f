"""Write a document as KLASS's XML, where lists and links have other names than in JSON."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

UNWRAPPED = {"codes": "codeItem", "codeChanges": "codeChangeItem", "correspondenceItems": "correspondenceItem"}
"""Lists whose items are direct children of the document."""
WRAPPED = {
    "statisticalUnits": ("statisticalUnits", "statisticalUnit"),
    "versions": ("classificationVersions", "classificationVersion"),
    "published": ("publishedLanguages", "published"),
    "correspondenceTables": ("correspondenceTables", "correspondenceTable"),
    "classificationVariants": ("classificationVariants", "classificationVariant"),
    "changelogs": ("changelogs", "changelog"),
    "levels": ("levels", "level"),
    "classificationItems": ("classificationItems", "classificationItem"),
    "correspondenceMaps": ("correspondenceMaps", "correspondenceMap"),
}
"""List -> the element around it, and the element of each item."""


def written(root: str, body: dict[str, Any], namespace: str | None = None) -> bytes:
    """Return the document's bytes under that root. A problem has a namespace, and KLASS omits its XML declaration."""
    element = Element(root, {"xmlns": namespace} if namespace else {})
    _fill(element, body)
    document: bytes = tostring(element, encoding="utf-8", xml_declaration=namespace is None)
    return document


def _fill(element: Element, node: object) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            _add(element, key, value)
    elif node is not None:
        element.text = str(node).lower() if isinstance(node, bool) else str(node)


def _add(element: Element, key: str, value: Any) -> None:
    """Add the value of a key of the JSON document."""
    if key == "_links":
        links = [{"rel": rel, **link} for rel, link in value.items()]
        _list(SubElement(element, "links"), "link", links)
    elif key == "_embedded":
        for listed in value.values():
            _list(SubElement(element, "contents"), "content", listed)
    elif key in UNWRAPPED:
        _list(element, UNWRAPPED[key], value)
    elif key in WRAPPED:
        _list(SubElement(element, WRAPPED[key][0]), WRAPPED[key][1], value)
    else:
        _fill(SubElement(element, key), value)


def _list(element: Element, name: str, items: list[Any]) -> None:
    for each in items:
        _fill(SubElement(element, name), each)
