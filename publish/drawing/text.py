"""Text in drawings: what it may hold, how wide it is, and how it is made to fit."""

import csv
import unicodedata
from functools import cache
from pathlib import Path

ELLIPSIS = "…"
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""Around a name that runs from right to left, so that the number after it stays where it belongs."""
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
OVERRIDES = {*"\u202a\u202b\u202c\u202d\u202e"}
"""Controls that would turn the text after them around."""
CONTROLS = ("Cc", "Cs", "Co", "Cn")
"""Categories of characters that XML forbids or that show nothing."""
WIDTHLESS = ("Cf", "Mn", "Me")


@cache
def _advances() -> tuple[dict[str, int], dict[str, int]]:
    """Return character -> width in thousandths of the size, of Source Sans 3 in weight 400 and 650."""
    with Path(__file__).with_name("advance_widths.csv").open(encoding="utf-8", newline="") as file:
        rows = [(chr(int(code, 16)), int(regular), int(bold)) for code, regular, bold in list(csv.reader(file))[1:]]
    return {char: regular for char, regular, _ in rows}, {char: bold for char, _, bold in rows}


@cache
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in pixels. A letter that the font lacks is taken to be as wide as it is high."""
    widths = _advances()[bold]
    return sum(widths[char] if char in widths else _unknown(char) for char in text) * size / 1000


def _unknown(char: str) -> int:
    return 0 if unicodedata.category(char) in WIDTHLESS else 1000


@cache
def printable(text: str) -> str:
    """Return a text in one line without control characters."""
    text = " ".join(text.replace("\u00a0", "\0").split()).replace("\0", "\u00a0")
    return "".join(char for char in text if unicodedata.category(char) not in CONTROLS and char not in OVERRIDES)


@cache
def name(text: str) -> str:
    """Return a name from outside as it may stand among other words: isolated if it runs from right to left."""
    text = printable(text).translate(ISOLATES)
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        return f"{ISOLATE}{text}{END_ISOLATE}"
    return text


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis if it is wider than `room`; empty if not even that fits."""
    if width_of(text, size, bold=bold) <= room:
        return text
    for end in range(len(text) - 1, 0, -1):
        cut = text[:end].rstrip() + ELLIPSIS + (END_ISOLATE if text[0] == ISOLATE else "")
        if width_of(cut, size, bold=bold) <= room:
            return cut
    return ""


def wrap(text: str, room: float, size: float, *, bold: bool = False, lines: int = 2) -> list[str]:
    """Return at most so many lines, each within `room`; the last takes the rest of the text, and may be cut."""
    words = printable(text).split(" ")
    wrapped: list[str] = []
    while words and len(wrapped) < lines - 1:
        end = 1
        while end < len(words) and width_of(" ".join(words[: end + 1]), size, bold=bold) <= room:
            end += 1
        wrapped.append(shorten(" ".join(words[:end]), room, size, bold=bold))
        words = words[end:]
    return [*wrapped, shorten(" ".join(words), room, size, bold=bold)] if words else wrapped
