"""Drawings in Word: charts and pictures in a line of their own, or beside the text, with their alternative text."""

import io

from docx.document import Document as WordFile

from publish.drawing.picture import svg_to_png
from publish.native_chart import NativeChart
from publish.office_xml import Element, element
from publish.word.package import add_chart
from publish.word.xml import RELATION, w

PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMES = {"wp": PLACE, "a": DRAWING, "pic": PICTURE, "c": CHART, "r": RELATION}
EMU_PER_CM = 360_000
GAP = "180000"
Centimetres = tuple[float, float]


def chart_data(file: WordFile, chart: NativeChart, number: int) -> Element:
    """Return a native chart, to stand in a frame."""
    return _data(CHART, _a("c", "chart", **{f"{{{RELATION}}}id": add_chart(file, chart, number)}))


def picture_data(file: WordFile, svg: str, number: int, size: Centimetres) -> Element:
    """Return a drawing as a picture of a size in centimetres, to stand in a frame."""
    relation, _ = file.part.get_or_add_image(io.BytesIO(svg_to_png(svg)))
    return _data(PICTURE, _picture(relation, number, size))


def inline(size: Centimetres, number: int, description: str, inside: Element) -> Element:
    """Return a drawing in a line of its own."""
    return w("drawing", _a("wp", "inline", *_parts(size, number, description, inside), **_distances("0")))


def beside(size: Centimetres, number: int, description: str, inside: Element) -> Element:
    """Return a drawing at the right margin, with the text to its left."""
    extent, about, frame, graphic = _parts(size, number, description, inside)
    across = _a("wp", "positionH", _text("align", "right"), relativeFrom="margin")
    down = _a("wp", "positionV", _text("posOffset", "0"), relativeFrom="paragraph")
    wrap = _a("wp", "wrapSquare", wrapText="left")
    parts = [_a("wp", "simplePos", x="0", y="0"), across, down, extent, wrap, about, frame, graphic]
    flags = {
        "simplePos": "0",
        "relativeHeight": "1",
        "behindDoc": "0",
        "locked": "0",
        "layoutInCell": "1",
        "allowOverlap": "0",
    }
    return w("drawing", _a("wp", "anchor", *parts, **_distances(GAP), **flags))


def _parts(size: Centimetres, number: int, description: str, inside: Element) -> list[Element]:
    extent = _a("wp", "extent", **_extent(size))
    about = _a("wp", "docPr", id=str(number), name=f"Figur {number}", descr=description)
    frame = _a("wp", "cNvGraphicFramePr", _a("a", "graphicFrameLocks", noChangeAspect="0"))
    return [extent, about, frame, inside]


def _picture(relation: str, number: int, size: Centimetres) -> Element:
    about = _a("pic", "nvPicPr", _a("pic", "cNvPr", id=str(number), name=f"Bilde {number}"), _a("pic", "cNvPicPr"))
    blip = _a("a", "blip", **{f"{{{RELATION}}}embed": relation})
    fill = _a("pic", "blipFill", blip, _a("a", "stretch", _a("a", "fillRect")))
    place = _a("a", "xfrm", _a("a", "off", x="0", y="0"), _a("a", "ext", **_extent(size)))
    shape = _a("pic", "spPr", place, _a("a", "prstGeom", _a("a", "avLst"), prst="rect"))
    return _a("pic", "pic", about, fill, shape)


def _extent(size: Centimetres) -> dict[str, str]:
    return {"cx": str(round(size[0] * EMU_PER_CM)), "cy": str(round(size[1] * EMU_PER_CM))}


def _distances(left: str) -> dict[str, str]:
    return {"distT": "0", "distB": "0", "distL": left, "distR": "0"}


def _data(uri: str, inside: Element) -> Element:
    return _a("a", "graphic", _a("a", "graphicData", inside, uri=uri))


def _text(tag: str, words: str) -> Element:
    made = _a("wp", tag)
    made.text = words
    return made


def _a(prefix: str, tag: str, *children: Element | None, **attributes: str) -> Element:
    return element(NAMES, prefix, tag, children, attributes)
