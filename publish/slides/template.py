"""The slide master and its layouts. Slides only fill placeholders, so a municipality changes their look in the master."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Cm

from publish.drawing.text import printable

WIDTH, HEIGHT = 33.867, 19.05
"""16:9, in centimetres."""
FONT = "Arial"
COLOURS = {
    "dk1": "1E2B3C", "lt1": "FFFFFF", "dk2": "0B5394", "lt2": "E6EFF7", "accent1": "0B5394", "accent2": "A3480B",
    "accent3": "5F6B79", "accent4": "5B8DBB", "accent5": "C9A38B", "accent6": "2E6E62", "hlink": "0B5394", "folHlink": "5E4B8B",
}  # fmt: skip
LANGUAGE = "nb-NO"
LONGEST_TITLE = 255
"""The most characters that a property of a file may have."""
COVER, CHART, TABLE, COLUMNS, TEXT = range(5)
"""The layouts, by their place."""
TITLE, SUBTITLE, BODY, SOURCE, NUMBER, FIRST_COLUMN = 0, 14, 13, 15, 12, 16
"""Placeholders, by their index."""
Box = tuple[float, float, float, float]
"""Left, top, width and height in centimetres."""


@dataclass(frozen=True)
class Holder:
    """A placeholder of a layout: its place and the look of its text."""

    name: str
    kind: str
    index: int
    box: Box
    points: int
    colour: str = "tx1"
    is_bold: bool = False
    anchor: str = "t"
    align: str = "l"
    has_bullets: bool = False


AREA: Box = (1.8, 4.3, 30.2, 12.9)
_TITLE = Holder("Funnet i én setning", "title", TITLE, (1.8, 0.5, 30.2, 2.4), 26, is_bold=True, anchor="b")
_COMMON = (
    _TITLE,
    Holder("Hva, hvor og når", "body", SUBTITLE, (1.8, 3.05, 30.2, 0.9), 18, "accent3"),
    Holder("Kilde", "body", SOURCE, (1.8, 17.6, 27.5, 0.8), 16, "accent3", anchor="ctr"),
    Holder("Lysbildenummer", "sldNum", NUMBER, (29.6, 17.6, 2.4, 0.8), 16, "accent3", anchor="ctr", align="r"),
)
_COLUMNS = tuple(
    Holder(f"Kolonne {number}", "body", FIRST_COLUMN + number - 1, (1.8 + 10.3 * (number - 1), 4.7, 9.6, 12.5), 20)
    for number in (1, 2, 3)
)
_STRIPE: Box = (0, 1.7, 0.45, 1.2)
LAYOUTS: dict[str, tuple[tuple[Holder, ...], tuple[Box, ...], str]] = {
    "Forside": (
        (
            Holder("Kommune", "title", TITLE, (2.5, 2.9, 19, 5.2), 44, "bg1", is_bold=True, anchor="b"),
            Holder("Fylke og dato", "body", SUBTITLE, (2.5, 8.5, 19, 1.2), 22, "bg1"),
            Holder("Kunnskapsgrunnlag for planstrategi", "body", SOURCE, (2.5, 1.6, 19, 1.1), 22, "bg2", is_bold=True),
            Holder("Nøkkeltall", "body", BODY, (2.5, 11.4, 19, 5.5), 24, "bg1"),
        ),
        (),
        "tx2",
    ),
    "Funn og diagram": ((*_COMMON, Holder("Diagram", "chart", BODY, AREA, 16)), (_STRIPE,), "bg1"),
    "Funn og tabell": ((*_COMMON, Holder("Tabell", "tbl", BODY, AREA, 18)), (_STRIPE,), "bg1"),
    "Tre kolonner": ((*_COMMON, *_COLUMNS), (_STRIPE, *((x.box[0], 4.3, 9.6, 0.08) for x in _COLUMNS)), "bg1"),
    "Funn og tekst": ((*_COMMON, Holder("Tekst", "body", BODY, AREA, 24, has_bullets=True)), (_STRIPE,), "bg1"),
}
"""Name -> placeholders, coloured bars, and background."""

_XML = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


def empty_deck(title: str, made_at: datetime) -> Deck:
    """Return a presentation without slides, with the master, the layouts and the theme."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Cm(WIDTH), Cm(HEIGHT)
    for layout in list(deck.slide_layouts)[len(LAYOUTS) :]:
        deck.slide_layouts.remove(layout)
    _replace(deck.slide_master.element, "Grunnlag", (*_COMMON[:1], *_COMMON[3:]), (), "bg1")
    for layout, (name, (holders, bars, background)) in zip(deck.slide_layouts, LAYOUTS.items(), strict=True):
        layout.element.attrib.pop("type", None)
        _replace(layout.element, name, holders, bars, background)
    _set_theme(deck)
    _set_properties(deck, title, made_at)
    return deck


def _replace(element: object, name: str, holders: tuple[Holder, ...], bars: tuple[Box, ...], background: str) -> None:
    """Replace the shapes of a master or layout."""
    template = _XML.get_template("layout.xml")
    xml = template.render(name=name, holders=holders, bars=bars, background=background, place=_place)
    element.replace(element.cSld, parse_xml(xml))  # type: ignore[attr-defined]  # an element of lxml


def _place(box: Box) -> Markup:
    left, top, width, height = map(Cm, box)
    return Markup('<a:xfrm><a:off x="{}" y="{}"/><a:ext cx="{}" cy="{}"/></a:xfrm>').format(left, top, width, height)


def _set_theme(deck: Deck) -> None:
    """Put our colours and font into the theme of python-pptx's own file, and leave out its picture and printer settings."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in COLOURS.items())
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    for part in deck.part.package.iter_parts():
        if "/theme/" in part.partname:
            xml = part.blob.decode()
            xml = re.sub(r"(<a:clrScheme[^>]*>).*?(</a:clrScheme>)", rf"\g<1>{colours}\g<2>", xml, flags=re.DOTALL)
            xml = re.sub(r"(<a:(major|minor)Font>).*?(</a:\2Font>)", rf"\g<1>{font}\g<3>", xml, flags=re.DOTALL)
            part._blob = xml.encode()  # python-pptx has no setter
    for relations in (deck.part.rels, deck.part.package._rels):
        for name in [
            name for name, each in relations.items() if each.reltype.endswith(("/printerSettings", "/thumbnail"))
        ]:
            relations.pop(name)


def _set_properties(deck: Deck, title: str, made_at: datetime) -> None:
    properties = deck.core_properties
    properties.title = printable(title)[:LONGEST_TITLE]
    properties.author = properties.last_modified_by = "Grunnlag"
    properties.language = LANGUAGE
    properties.created = properties.modified = made_at
