"""What changed, as an Atom feed."""

import re
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree import ElementTree

from warehouse.read_data import ChangeFound

LISTS = {
    "new_figures": "Nye tall",
    "revised_figures": "Endrede tall",
    "new_indicators": "Nye indikatorer",
    "changed_definitions": "Endrede definisjoner",
    "changed_areas": "Endrede områder",
}
"""List of meta.change -> its title."""
SHOWN = 200
"""How many changes the feed has, and each list of the page."""

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot contain, not even escaped."""


def feed(changes: list[ChangeFound], built_at: datetime) -> bytes:
    """Return the newest changes, which must come first, as an Atom feed. `built_at` is UTC, without a zone."""
    root = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "nb"})
    newest = changes[0].changed_at if changes else built_at
    _texts(root, id="urn:grunnlag:endringer", title="Grunnlag: hva er endret", updated=_time(newest))
    _texts(ElementTree.SubElement(root, "author"), name="Grunnlag")
    ElementTree.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": "endringer.html"})
    for change in changes[:SHOWN]:
        entry = ElementTree.SubElement(root, "entry")
        title = f"{LISTS[change.list]}: {change.title}"
        _texts(entry, id=_id(change), title=title, updated=_time(change.changed_at), content=change.words)
        ElementTree.SubElement(entry, "category", {"term": change.list, "label": LISTS[change.list]})
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": f"endringer.html#{change.list}"})
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _texts(parent: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(parent, name).text = _FORBIDDEN.sub("\ufffd", text)


def _id(change: ChangeFound) -> str:
    """Return an id that belongs to no host, and that the same change has in every build."""
    return f"urn:grunnlag:endring:{change.changed_at:%Y%m%dT%H%M%S}:{change.list}:{quote(change.subject, safe='')}"


def _time(moment: datetime) -> str:
    return moment.replace(tzinfo=UTC, microsecond=0).isoformat()
