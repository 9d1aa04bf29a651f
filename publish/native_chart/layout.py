"""What the plans share: formats of numbers, colours, and room for words."""

from collections.abc import Iterable

from publish.content.chart import Chart, Role
from publish.drawing.marks import style
from publish.drawing.scale import Scale, figures, rounded
from publish.drawing.text import width_of
from publish.drawing.words import is_signed, short_unit
from publish.native_chart.parts import Label, Layer, Size

BOKMAL = "[$-414]"
"""Office groups digits by the settings of the machine; LibreOffice by this language."""
WIDER = 1.12
"""How much wider than Source Sans 3 the font of a document may be."""
PAD = 6.0
"""Points between an axis or a line and its words."""
KEY = 6.5
"""Width of the mark before a name in a legend, in sizes of the text."""
DASHES = {"7 4": "dash", "2 3": "sysDot", "4 3": "sysDash", "1 3": "sysDot"}


def code(chart: Chart, *, unit: bool = True) -> str:
    """Return the format of the chart's numbers: a real minus, a plus if they are changes, and the unit if that is short."""
    digits = "#,##0" + ("." + "0" * chart.decimals if chart.decimals else "")
    suffix = f'"\u00a0{short_unit(chart.suffix)}"' if unit and short_unit(chart.suffix) else ""
    plus, zero = ("+", f";{digits}{suffix}") if is_signed(chart) else ("", "")
    return f"{BOKMAL}{plus}{digits}{suffix};\\\u2212{digits}{suffix}{zero}"


def role_look(role: Role) -> tuple[str, float, str]:
    """Return colour, width in points and dashes of a series, the same as in the drawings."""
    look = style(role)
    return look.colour, look.stroke * 0.75, DASHES.get(look.dashes, "")


def scale_of(values: Iterable[float | None], *, from_zero: bool) -> Scale:
    """Return a scale that holds all values, with round ends."""
    return rounded(figures(values), from_zero=from_zero, count=4)


def width(words: str, size: Size, *, bold: bool = False) -> float:
    """Return the width of a text as a share of the frame."""
    return (width_of(words, size.text, bold=bold) * WIDER + PAD) / size.across


def widest(texts: Iterable[str], size: Size, most: float) -> float:
    """Return the width of the longest text as a share of the frame, at most `most`."""
    return min(max((width(text, size) for text in texts), default=0), most)


def legend_rows(layers: Iterable[Layer], size: Size) -> int:
    """Return how many lines a legend takes, in columns of the same width; none if there is one name."""
    names = [layer.name for layer in layers]
    room = max(width(name, size) for name in names) + KEY * size.text / size.across
    return 0 if len(names) < 2 else -(-len(names) // max(int(1 / room), 1))


def is_years(chart: Chart) -> bool:
    """Return whether every category is a year."""
    return all(len(one) == 4 and one.isascii() and one.isdigit() for one in chart.categories)


def every(count: int, most: int) -> int:
    """Return every how many categories are labelled so that at most `most` are."""
    return next((step for step in (1, 2, 5, 10, 20) if count <= step * most), 50)


def last_index(layer: Layer) -> int:
    """Return the index of the last value."""
    return max(index for index, value in enumerate(layer.values) if value is not None)


def known(chart: Chart) -> list[int]:
    """Return the indexes of the series that have a value."""
    return [i for i, one in enumerate(chart.series) if figures(one.values)]


def all_values(values: Iterable[float | None]) -> tuple[Label, ...]:
    """Return a label with its value for each value that there is."""
    return tuple((i, "value") for i, value in enumerate(values) if value is not None)
