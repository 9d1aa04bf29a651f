"""The styles of cells, and the formats of numbers."""

from typing import TYPE_CHECKING, Any

from publish.drawing.marks import ACCENT
from publish.drawing.svg import INK

if TYPE_CHECKING:
    from publish.workbook.book import Figure

RULE, TINT = "#d5dbe2", "#e6eff7"
BASE: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top"}
_RULED = {"bottom": 1, "bottom_color": RULE}
STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_size": 16, "bold": True, "font_color": ACCENT, "valign": "vcenter"},
    "words": {"font_color": "#55606f"},
    "heading": {"font_size": 12, "bold": True},
    "text": {"text_wrap": True},
    "cell": _RULED,
    "wrapped": {**_RULED, "text_wrap": True},
    "own": {**_RULED, "bg_color": TINT, "bold": True},
    "year": {**_RULED, "align": "left"},
    "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bottom_color": INK},
    "number head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bottom_color": INK, "align": "right"},
    "link": {**_RULED, "font_color": ACCENT, "underline": 1},
}  # fmt: skip
"""What a style adds to BASE."""
NORWEGIAN = "[$-414]"
"""Spaces between thousands and a decimal comma, also on machines in another language where the program heeds it."""


def number_format(figure: "Figure") -> str:
    """Return the format of a figure: its decimals, a real minus, a sign if it is a change, and an m after a median."""
    digits = "#,##0" + (f".{'0' * figure.decimals}" if figure.decimals else "")
    after = '" m"' if figure.is_median else ""
    plus = "+" if figure.is_change else ""
    return f"{NORWEGIAN}{plus}{digits}{after};−{digits}{after};{digits}{after}"
