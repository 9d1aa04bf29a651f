"""Drawings as PNG, for forms that cannot show SVG. typst draws them, so their font is the shipped one."""

import re
from functools import cache

import font_source_sans_pro
import typst

from publish.content.chart import Chart
from publish.drawing import draw

FAMILY = "Source Sans Pro"
OPENING = f"""<svg xmlns="http://www.w3.org/2000/svg" font-family="'{FAMILY}'" """
BOLD = ('font-weight="650"', 'font-weight="600"')
"""The static font has no 650, and its 700 is wider than the room that the drawing counts with."""
SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
DOTS = 200
CODE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 6.3in)"""


@cache
def fonts() -> typst.Fonts:
    """Return the fonts of documents: the shipped one, and those of typst for what it lacks; none of the machine's."""
    return typst.Fonts(include_system_fonts=False, font_paths=[font_source_sans_pro.font_directory])


def standalone(chart: Chart) -> str:
    """Return the wide drawing with its font, to stand in a document that has the caption."""
    return with_font(str(draw(chart, "wide")))


def with_font(svg: str) -> str:
    """Return a drawing that names its font, which the page else does."""
    return svg.replace("<svg ", OPENING, 1).replace(*BOLD)


def ratio(svg: str) -> float:
    """Return the height of a drawing as a share of its width."""
    found = SIZE.search(svg)
    if found is None:
        raise ValueError("The drawing has no size.")
    return float(found[2]) / float(found[1])


def svg_to_png(svg: str) -> bytes:
    """Return an SVG as a picture on white, 16 centimetres wide."""
    made = typst.compile(CODE, format="png", ppi=DOTS, font_paths=fonts(), sys_inputs={"svg": svg})
    if not isinstance(made, bytes):
        raise TypeError("The picture has more than one page.")
    return made
